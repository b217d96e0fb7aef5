"""Draws which class is taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.report.canvas import (
    FONT_PT,
    SMALL_PT,
    Theme,
    new_figure,
    plain,
    png_bytes,
    style_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT_IN: Final = 4.9
# Longer names would run into one another above the columns.
_LONGEST_UPRIGHT: Final = 3
# The least share of orange that a single mistake gets, so that it is seen.
_FAINTEST: Final = 0.12


def draw_confusion(
    matrix: npt.NDArray[np.int64], class_names: Sequence[str], theme: Theme
) -> bytes:
    """Draw a confusion matrix that shows the mistakes rather than the right predictions.

    Args:
        matrix: int64, shape (classes, classes), rows by true class.
        class_names: one for each class.
        theme: the colours.

    Returns:
        A PNG.
    """
    figure = new_figure(_HEIGHT_IN, theme)
    axes = figure.subplots()
    style_axes(axes, theme)
    axes.imshow(_colours(matrix, theme), interpolation="nearest")
    _name_axes(axes, class_names, theme)
    _separate_cells(axes, len(class_names), theme)
    _write_counts(axes, matrix, theme)
    return png_bytes(figure)


def _colours(matrix: npt.NDArray[np.int64], theme: Theme) -> npt.NDArray[np.float64]:
    """Return red, green, blue of each cell: the more mistakes, the more orange."""
    from matplotlib.colors import to_rgb

    shares = _orange_shares(matrix)[..., np.newaxis]
    ground, orange = np.array(to_rgb(theme.surface)), np.array(to_rgb(theme.orange))
    colours: npt.NDArray[np.float64] = ground + (orange - ground) * shares
    # einsum gives a view of the diagonal; that of np.diagonal is read-only.
    np.einsum("iic->ic", colours)[:] = to_rgb(theme.faint)
    return colours


def _orange_shares(matrix: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    mistakes = matrix * ~np.eye(len(matrix), dtype=bool)
    # At least 1: a model may make no mistake at all.
    shares = _FAINTEST + (1 - _FAINTEST) * mistakes / max(1, mistakes.max())
    return np.where(mistakes > 0, shares, 0.0)


def _name_axes(axes: Axes, class_names: Sequence[str], theme: Theme) -> None:
    names = [plain(name) for name in class_names]
    # Above, where a table has the names of its columns.
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xticks(range(len(names)), names)
    if max(map(len, class_names)) > _LONGEST_UPRIGHT:
        axes.set_xticks(range(len(names)), names, rotation=45, ha="left")
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(colors=theme.text, labelsize=FONT_PT)
    axes.set_xlabel("read as", color=theme.muted, fontsize=FONT_PT)
    axes.set_ylabel("true digit", color=theme.muted, fontsize=FONT_PT)


def _separate_cells(axes: Axes, count: int, theme: Theme) -> None:
    # Not the grid, whose lines are at the ticks: in the middle of cells.
    borders = np.arange(count + 1) - 0.5
    axes.hlines(borders, -0.5, count - 0.5, color=theme.line, linewidth=0.8)
    axes.vlines(borders, -0.5, count - 0.5, color=theme.line, linewidth=0.8)


def _write_counts(axes: Axes, matrix: npt.NDArray[np.int64], theme: Theme) -> None:
    colours = _colours(matrix, theme)
    for row, column in np.argwhere(matrix):
        is_right = row == column
        axes.text(
            column,
            row,
            str(matrix[row, column]),
            ha="center",
            va="center",
            color=theme.muted if is_right else _readable(colours[row, column], theme),
            # Right answers have the longest numbers: about 1,000 of each digit.
            fontsize=SMALL_PT - 1.5 if is_right else SMALL_PT,
            fontweight="normal" if is_right else "bold",
        )


def _readable(ground: npt.NDArray[np.float64], theme: Theme) -> str:
    """Return the one of the theme's two extremes that differs more from a cell's colour."""
    from matplotlib.colors import to_rgb

    def contrast(colour: str) -> float:
        one, other = sorted([_luminance(np.array(to_rgb(colour))), _luminance(ground)])
        # The contrast ratio of the same guidelines, from 1 to 21.
        return (other + 0.05) / (one + 0.05)

    return max((theme.text, theme.surface), key=contrast)


def _luminance(colour: npt.NDArray[np.float64]) -> float:
    """Return the relative luminance of sRGB in [0, 1].

    Source: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    """
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
