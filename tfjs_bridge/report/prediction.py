"""Draws one digit beside the probabilities that a classifier gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.report.canvas import (
    FONT_PT,
    LIGHT,
    SMALL_PT,
    Theme,
    as_paper,
    new_figure,
    plain,
    png_bytes,
    style_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE_IN: Final = (7.0, 3.2)
# Beyond the longest bar there is room for its number.
_AXIS: Final = (0.0, 1.2)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A digit and its prediction.

    Attributes:
        image: uint8, shape (28, 28), ink is 255.
        label: Index of the true class.
        probabilities: float32, shape (classes,).
        class_names: One for each class.
    """

    image: npt.NDArray[np.uint8]
    label: int
    probabilities: npt.NDArray[np.float32]
    class_names: Sequence[str]

    @property
    def predicted(self) -> int:
        """Index of the most probable class."""
        return int(self.probabilities.argmax())

    @property
    def is_right(self) -> bool:
        """Whether that is the true class."""
        return self.predicted == self.label


def draw_prediction(prediction: Prediction, theme: Theme = LIGHT) -> bytes:
    """Draw a digit and a bar for the probability of each class.

    Args:
        prediction: what to show.
        theme: the colours.

    Returns:
        A PNG; the same prediction gives the same bytes.

    Raises:
        UsageError: matplotlib is not installed.
    """
    width_in, height_in = _SIZE_IN
    figure = new_figure(height_in, theme, width_in=width_in)
    picture, bars = figure.subplots(1, 2, width_ratios=(1, 1.4))
    _draw_picture(picture, prediction, theme)
    _draw_bars(bars, prediction, theme)
    return png_bytes(figure)


def _draw_picture(axes: Axes, prediction: Prediction, theme: Theme) -> None:
    name = prediction.class_names[prediction.label]
    style_axes(axes, theme, title=f"A {plain(name)}")
    axes.imshow(as_paper(prediction.image, theme), interpolation="nearest")
    # Level with the bars: a square in a higher space would hang in its middle.
    axes.set_anchor("N")
    axes.set_xticks([])
    axes.set_yticks([])


def _draw_bars(axes: Axes, prediction: Prediction, theme: Theme) -> None:
    name = prediction.class_names[prediction.predicted]
    verdict = "right" if prediction.is_right else "wrong"
    style_axes(axes, theme, title=f"read as {plain(name)}: {verdict}")
    rows = range(len(prediction.class_names))
    colours = [_bar_colour(row, prediction, theme) for row in rows]
    axes.barh(rows, prediction.probabilities, height=0.66, color=colours)
    for row, value in enumerate(prediction.probabilities):
        text = f"{value:.1%}"
        axes.text(value + 0.02, row, text, va="center", color=theme.text, fontsize=SMALL_PT)
    # The base of bars that are too short to be seen.
    axes.axvline(0, color=theme.muted, linewidth=1)
    axes.set_xlim(*_AXIS)
    axes.set_xticks([])
    axes.set_yticks(rows, [plain(each) for each in prediction.class_names])
    axes.tick_params(axis="y", colors=theme.text, labelsize=FONT_PT)
    axes.invert_yaxis()


def _bar_colour(row: int, prediction: Prediction, theme: Theme) -> str:
    if row != prediction.predicted:
        return theme.muted
    return theme.blue if prediction.is_right else theme.orange
