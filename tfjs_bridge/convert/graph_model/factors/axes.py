"""Which axis of each Keras variable can have a scale for each index: what its uses tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.factors.channels import channel_axes_of, taken_in_functions
from tfjs_bridge.convert.graph_model.factors.splitting import is_worth
from tfjs_bridge.convert.graph_model.ir import GraphModel, Node, Origin, nodes_of, users_of


def axes_by_path(model: GraphModel) -> dict[str, int]:
    """Return an axis for each variable all of whose uses can have a factor for each channel.

    Args:
        model: Optimized; the constants' origins are known.
    """
    nodes = nodes_of(model.outputs, model.inputs)
    users, within = users_of(nodes), taken_in_functions(model)
    found: dict[str, set[int]] = {}
    shapes: dict[str, tuple[int, ...]] = {}
    for node in nodes:
        if node.origin is None:
            continue
        path = node.origin.path
        is_free = node not in within and node.output not in model.outputs
        axes = set(_axes(node, users[node])) if is_free else set()
        found[path] = found.get(path, axes) & axes
        # Of two variables of one path nobody could tell which one is meant.
        if shapes.setdefault(path, node.origin.shape) != node.origin.shape:
            found[path] = set()
    return {path: _finest(axes, shapes[path]) for path, axes in found.items() if axes}


def _finest(axes: set[int], shape: Sequence[int]) -> int:
    return max(axes, key=lambda axis: (shape[axis], axis))


def _axes(node: Node, users: Sequence[Node]) -> Iterator[int]:
    """Yield the variable's axes that are the same for all values of a channel, for all users."""
    assert node.origin is not None  # noqa: S101 - the caller's condition, for mypy
    groups = [channel_axes_of(user, node.output) for user in dict.fromkeys(users)]
    channels = [group for group in groups if group is not None]
    if not channels or len(channels) < len(groups) or len(set(channels)) > 1:
        return
    sizes = node.origin.places.shape
    count = math.prod(sizes[axis] for axis in channels[0])
    if not is_worth(math.prod(sizes), count):
        return
    for axis, size in enumerate(node.origin.shape):
        if size > 1 and _is_one_in_each(node.origin, axis, channels[0]):
            yield axis


def _is_one_in_each(origin: Origin, axis: int, channels: Sequence[int]) -> bool:
    """Whether the values of each channel have one and the same index along a variable's axis."""
    step = math.prod(origin.shape[axis + 1 :])
    index = origin.places // step % origin.shape[axis]
    others = tuple(k for k in range(index.ndim) if k not in channels)
    own = origin.places >= 0
    least = np.where(own, index, origin.shape[axis]).min(axis=others)
    largest = np.where(own, index, -1).max(axis=others)
    return bool((largest <= least).all())
