"""Open sizes: shapes are computed with plain numbers, several times, to see which results move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tfjs_bridge.inspection.document import Shape

TRIED: Sequence[tuple[int, int]] = ((1, 96), (2, 96), (1, 128))
"""Batch size, and every other open size. Divisible by 32, as networks for pictures want it."""


def open_shape(tried: Iterable[Sequence[int] | None]) -> Shape | None:
    """Return a shape with `None` for each size that is not the same in all runs.

    Args:
        tried: The shape in each run of `TRIED`; `None`: not known.
    """
    shapes = [shape for shape in tried if shape is not None]
    ranks = {len(shape) for shape in shapes}
    if len(shapes) < len(TRIED) or len(ranks) != 1:
        return None
    return tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*shapes, strict=True))


def one_example(tried: Sequence[int | None]) -> int | None:
    """Return a count of one example; `None` if it depends on another open size than the batch."""
    first, _, other = tried
    return first if first == other else None
