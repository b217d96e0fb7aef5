"""How a graph uses each of a Keras model's weights, which decides how it can be stored."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tfjs_bridge.convert.graph_model.factors.channels import channel_axes_of, taken_in_functions
from tfjs_bridge.convert.graph_model.factors.splitting import is_worth
from tfjs_bridge.convert.graph_model.ir import (
    Array,
    GraphModel,
    Node,
    Origin,
    nodes_of,
    users_of,
)

_SMALLEST, _LARGEST = 1e-12, 1e12


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """What becomes of a weight.

    Attributes:
        shape: Keras's shape of it.
        axes: Those of which each index can have a scale of its own, which is multiplied when the
            model runs: what belongs to one output channel has one index.
        values: How many of the weight's values an output channel has.
        factor: float32, of the weight's shape: what its values have been multiplied by; `None`
            where that is more than one number for a value, or nothing can be divided by it.
    """

    shape: tuple[int, ...]
    axes: frozenset[int]
    values: int
    factor: Array | None

    @property
    def axis(self) -> int | None:
        """The axis with the most scales."""
        return max(self.axes, key=lambda axis: (self.shape[axis], axis), default=None)


def uses_by_path(model: GraphModel) -> dict[str, Use]:
    """Return how a graph uses variables.

    Args:
        model: Optimized; the origins of the constants that matter are known.
    """
    nodes = nodes_of(model.outputs, model.inputs)
    users, within = users_of(nodes), taken_in_functions(model)
    found: dict[str, Use] = {}
    for node in (*nodes, *within):
        if node.origin is not None:
            is_free = node not in within and node.output not in model.outputs
            use = _use(node.origin, node, users[node] if is_free else [])
            path = node.origin.path
            found[path] = _together(found[path], use) if path in found else use
    return {path: replace(use, factor=_filled(use.factor)) for path, use in found.items()}


def _use(origin: Origin, node: Node, users: Sequence[Node]) -> Use:
    groups = {channel_axes_of(user, node.output) for user in users}
    channels = groups.pop() if len(groups) == 1 else None
    axes: Iterator[int] = iter(())
    each = origin.places.size
    if channels is not None:
        count = math.prod(origin.places.shape[axis] for axis in channels)
        each //= max(1, count)
        axes = _axes(origin, channels) if is_worth(origin.places.size, count) else axes
    # In a loop's body nothing of it would be found again.
    return Use(origin.shape, frozenset(axes), each, _factor(origin) if users else None)


def _axes(origin: Origin, channels: Sequence[int]) -> Iterator[int]:
    """Yield the variable's axes along which all values of a channel have the same index."""
    others = tuple(k for k in range(origin.places.ndim) if k not in channels)
    own = origin.places >= 0
    for axis, size in enumerate(origin.shape):
        index = origin.places // math.prod(origin.shape[axis + 1 :]) % size
        least = np.where(own, index, size).min(axis=others)
        largest = np.where(own, index, -1).max(axis=others)
        if size > 1 and (largest <= least).all():
            yield axis


def _factor(origin: Origin) -> Array | None:
    """Return what each of a variable's values is multiplied by; NaN for those not used."""
    own, places = origin.places >= 0, origin.places
    factor = np.full(math.prod(origin.shape), np.nan, np.float32)
    factor[places[own]] = origin.factor[own]
    is_one_for_each = np.array_equal(factor[places[own]], origin.factor[own])
    return factor.reshape(origin.shape) if is_one_for_each else None


def _together(one: Use, other: Use) -> Use:
    # Of two variables of one path nobody could tell which one is meant.
    if one.shape != other.shape or one.factor is None or other.factor is None:
        both = None
    else:
        both = np.where(np.isnan(one.factor), other.factor, one.factor)
        is_other = both != other.factor
        both = None if (is_other & ~np.isnan(other.factor)).any() else both
    axes = one.axes & other.axes if one.shape == other.shape else frozenset[int]()
    return Use(one.shape, axes, min(one.values, other.values), both)


def _filled(factor: Array | None) -> Array | None:
    """Return a factor with 1 for what is not used or has become 0."""
    if factor is None:
        return None
    filled = np.where(np.isnan(factor) | (factor == 0), np.float32(1), factor)
    sizes = np.abs(filled)
    return filled if ((sizes > _SMALLEST) & (sizes < _LARGEST)).all() else None
