"""What is known of a tensor of a graph before anything runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tfjs_bridge.inspection.graphs.nodes import Node

MOST_VALUES = 64
"""Shapes, axes, paddings and slices have no more values."""

_MOST_AXES, _MOST_SIZE = 8, 2**53


@dataclass(frozen=True, slots=True)
class Known:
    """A tensor.

    Attributes:
        shape: Of plain numbers.
        values: Of shapes, axes and the like, in order; `None`: not known.
    """

    shape: tuple[int, ...]
    values: tuple[int, ...] | None = None


Rule = Callable[[Node, Sequence[Known]], Known | Sequence[Known] | None]
"""What an operation gives; `None`: it cannot be told. It may raise what indexing raises."""


def known(shape: Iterable[int], values: Iterable[int] | None = None) -> Known:
    """Describe a tensor; of values, those alone that are few and fill the shape."""
    shape = tuple(shape)
    kept = None if values is None else tuple(values)
    if kept is not None and (len(kept) > MOST_VALUES or len(kept) != math.prod(shape)):
        kept = None
    return Known(shape, kept)


def is_sound(one: Known) -> bool:
    """Whether it is a shape that a tensor can have."""
    return (
        len(one.shape) <= _MOST_AXES
        and all(type(size) is int and size >= 0 for size in one.shape)
        and math.prod(one.shape) <= _MOST_SIZE
    )


def place_of(axis: int, rank: int) -> int:
    """Return an axis counted from the front."""
    return axis + rank if axis < 0 else axis


def values_of(one: Known) -> tuple[int, ...]:
    """Return values that a rule cannot do without.

    Raises:
        ValueError: They are not known.
    """
    if one.values is None:
        raise ValueError("values that are not known")
    return one.values


def broadcast(shapes: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the shape that all of these fit.

    Raises:
        ValueError: They do not fit each other.
    """
    rank = max(len(shape) for shape in shapes)
    wide = [[1] * (rank - len(shape)) + list(shape) for shape in shapes]
    result = []
    for sizes in zip(*wide, strict=True):
        lengths = {size for size in sizes if size != 1}
        if len(lengths) > 1:
            raise ValueError("shapes that do not fit each other")
        result.append(lengths.pop() if lengths else 1)
    return tuple(result)
