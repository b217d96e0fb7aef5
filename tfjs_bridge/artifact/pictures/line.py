"""One axis of a picture that is resized."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """How many pixels there are along an axis, and which of the resized ones are wanted.

    Attributes:
        source: Pixels of the picture.
        target: Pixels that all of it, or all of its box, is resized to.
        start: The first of these that is wanted.
        count: How many are wanted. A strip that is resized as a whole may not fit in memory.
        box: First pixel and end of the part that is resized; Pillow also reads around it.
    """

    source: int
    target: int
    start: int
    count: int
    box: tuple[int, int]


def whole_line(source: int, target: int) -> Line:
    """Return an axis of which everything is resized, and wanted."""
    return Line(source, target, 0, target, (0, source))
