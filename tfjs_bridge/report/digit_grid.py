"""Draws digits in rows, each with its prediction."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.report.canvas import (
    DPI,
    FONT_PT,
    WIDTH_IN,
    Theme,
    as_paper,
    new_figure,
    plain,
    png_bytes,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS: Final = 4

# In pixels of the figure. A digit is enlarged by a whole number, so that its pixels stay squares.
_CELL_WIDTH: Final = round(WIDTH_IN * DPI) // COLUMNS
_CELL_HEIGHT: Final = 288
_ENLARGED: Final = 7
_TOP: Final = 8
_LINES: Final = (36, 68)


@dataclass(frozen=True, slots=True)
class ReadDigit:
    """A digit and its prediction.

    Attributes:
        image: uint8, shape (28, 28), ink is 255.
        true_name: name of the true class.
        read_name: name of the class that it is read as.
        probability: of that class, between 0 and 1.
    """

    image: npt.NDArray[np.uint8]
    true_name: str
    read_name: str
    probability: float

    @property
    def is_right(self) -> bool:
        """Whether it is read as what it is."""
        return self.true_name == self.read_name

    @property
    def text(self) -> str:
        """The prediction without its probability: ``read as 7``, ``4 read as 9``."""
        start = "" if self.is_right else f"{self.true_name} "
        return f"{start}read as {self.read_name}"


def draw_digits(digits: Sequence[ReadDigit], theme: Theme) -> bytes:
    """Draw digits in rows of four, each with what it is read as and the probability.

    Args:
        digits: at least one.
        theme: the colours.

    Returns:
        A PNG.
    """
    rows = math.ceil(len(digits) / COLUMNS)
    height = rows * _CELL_HEIGHT
    figure = new_figure(height / DPI, theme)
    # Not strict, as the places never end.
    for digit, (left, top) in zip(digits, _places(), strict=False):
        # matplotlib counts pixels from the bottom.
        _draw_digit(figure, digit, left, height - top, theme)
    return png_bytes(figure)


def _places() -> Iterator[tuple[int, int]]:
    """Yield left and top of one cell after the other, in pixels."""
    cell = 0
    while True:
        row, column = divmod(cell, COLUMNS)
        yield column * _CELL_WIDTH, row * _CELL_HEIGHT
        cell += 1


def _draw_digit(figure: Figure, digit: ReadDigit, left: int, top: int, theme: Theme) -> None:
    enlarged = np.kron(digit.image, np.ones((_ENLARGED, _ENLARGED), np.uint8))
    side = len(enlarged)
    bottom = top - _TOP - side
    # Unlike imshow, it does not resample: each pixel of the digit stays a square.
    figure.figimage(
        as_paper(enlarged, theme),
        left + (_CELL_WIDTH - side) // 2,
        bottom,
        origin="upper",
    )
    width_px, height_px = figure.get_size_inches() * DPI
    for line, (text, is_loud) in enumerate(
        [(digit.text, not digit.is_right), (f"{digit.probability:.1%}", False)]
    ):
        figure.text(
            (left + _CELL_WIDTH / 2) / width_px,
            (bottom - _LINES[line]) / height_px,
            plain(text),
            ha="center",
            va="baseline",
            color=theme.orange if is_loud else theme.text if line == 0 else theme.muted,
            fontsize=FONT_PT if line == 0 else FONT_PT - 1,
            fontweight="bold" if is_loud else "normal",
        )
