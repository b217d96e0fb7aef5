"""Draws how well each class is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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

_HEIGHT_IN: Final = 4.9
# Room for the accuracy behind the longest bar, as a part of that bar.
_ROOM: Final = 1.35


def draw_classes(
    accuracy: npt.NDArray[np.float64], class_names: Sequence[str], theme: Theme
) -> bytes:
    """Draw a bar for the wrong part of each class, with the accuracy behind it.

    Not of the accuracy: bars have to begin at zero, and near 100 % they would all look the same.

    Args:
        accuracy: float64, shape (classes,), between 0 and 1, or NaN where there is no example.
        class_names: one for each class.
        theme: the colours.

    Returns:
        A PNG.
    """
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    wrong = np.nan_to_num(1 - accuracy)
    figure = new_figure(_HEIGHT_IN, theme)
    axes = figure.subplots()
    style_axes(axes, theme)
    rows = range(len(class_names))
    axes.barh(rows, wrong, height=0.62, color=theme.orange)
    for row, value in enumerate(accuracy):
        text = "no digits" if np.isnan(value) else f" {value:.2%} right"
        axes.text(wrong[row], row, text, va="center", color=theme.text, fontsize=SMALL_PT)
    axes.set_yticks(rows, [plain(name) for name in class_names])
    # matplotlib counts upwards; the first class belongs on top.
    axes.invert_yaxis()
    # Without a single mistake the axis would have no width, of which matplotlib warns.
    axes.set_xlim(0, max(float(wrong.max()), 0.001) * _ROOM)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    # The base of bars that are too short to be seen.
    axes.axvline(0, color=theme.muted, linewidth=1)
    axes.tick_params(axis="y", colors=theme.text, labelsize=FONT_PT)
    axes.set_xlabel("read wrong", color=theme.muted, fontsize=FONT_PT)
    axes.set_ylabel("true digit", color=theme.muted, fontsize=FONT_PT)
    return png_bytes(figure)
