"""Draws a digit and its prediction with the characters of a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from tfjs_bridge.report.prediction import Prediction

_GAP: Final = "   "
_BAR_WIDTH: Final = 30
# From no ink to full ink. A character is about twice as high as wide, so it shows two pixels.
_SHADES: Final = " ░▒▓█"
_ASCII_SHADES: Final = " .:+#"
_UPPER_HALF: Final = "▀"
# Terminals of sixteen colours have too few greys for a picture.
_GREYS: Final = frozenset({"256", "truecolor"})


def print_prediction(console: Console, prediction: Prediction, heading: str) -> None:
    """Print the picture, and beside it the answer and a bar for each class; at most 80 columns.

    Args:
        console: its colours and characters are those of the terminal.
        prediction: what to show.
        heading: one line above the answer.
    """
    picture = _picture(console, prediction.image)
    answer = [Text(heading), *_answer(console, prediction)]
    # Ten classes fill 13 lines, the picture 14.
    answer += [Text()] * (len(picture) - len(answer))
    for left, right in zip(picture, answer, strict=True):
        line = Text.assemble(left, _GAP, right)
        line.rstrip()
        console.print(line)


def _picture(console: Console, image: npt.NDArray[np.uint8]) -> list[Text]:
    """Return one line for each two rows of pixels."""
    pairs = image.reshape(-1, 2, image.shape[1])
    if console.color_system in _GREYS and not _is_ascii(console):
        return [_half_blocks(upper, lower) for upper, lower in pairs]
    # Without enough greys a line shows the mean of its two rows of pixels.
    shades = _ASCII_SHADES if _is_ascii(console) else _SHADES
    return [_shaded(row, shades) for row in pairs.mean(axis=1)]


def _is_ascii(console: Console) -> bool:
    return console.options.ascii_only


def _half_blocks(upper: npt.NDArray[np.uint8], lower: npt.NDArray[np.uint8]) -> Text:
    line = Text()
    # One style for each run: a terminal gets an escape sequence for each, and most runs are long.
    for (above, below), run in groupby(zip(upper.tolist(), lower.tolist(), strict=True)):
        # The upper pixel is the character, the lower one its ground.
        style = Style(color=_grey(above), bgcolor=_grey(below))
        line.append(_UPPER_HALF * len(list(run)), style)
    return line


def _grey(value: int) -> str:
    return f"#{value:02x}{value:02x}{value:02x}"


def _shaded(row: npt.NDArray[np.float64], shades: str) -> Text:
    steps = np.rint(row / 255 * (len(shades) - 1)).astype(int)
    return Text("".join(shades[step] for step in steps))


def _answer(console: Console, prediction: Prediction) -> list[Text]:
    names = prediction.class_names
    colour = "green" if prediction.is_right else "red"
    verdict = "right" if prediction.is_right else "wrong"
    return [
        Text.assemble(
            f"It is a {names[prediction.label]}, read as {names[prediction.predicted]}: ",
            (verdict, f"bold {colour}"),
        ),
        Text(),
        *_bars(prediction, "#" if _is_ascii(console) else "█", colour),
    ]


def _bars(prediction: Prediction, full: str, colour: str) -> list[Text]:
    names: Sequence[str] = prediction.class_names
    width = max(map(len, names))
    lines = []
    for index, (name, probability) in enumerate(zip(names, prediction.probabilities, strict=True)):
        bar = full * round(float(probability) * _BAR_WIDTH)
        text = f"{name:>{width}} {bar:<{_BAR_WIDTH}} {probability:6.1%}"
        lines.append(Text(text, f"bold {colour}" if index == prediction.predicted else ""))
    return lines
