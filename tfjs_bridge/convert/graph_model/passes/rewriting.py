"""What passes have in common: they go through a graph once, and put tensors in others' places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import (
    Array,
    GraphModel,
    Node,
    Shape,
    Tensor,
    nodes_of,
    users_of,
    values_in,
)


@dataclass(slots=True, eq=False)
class Region:
    """A model's own nodes, or a function's.

    Attributes:
        inputs: Arguments.
        outputs: Results; passes replace them in the list.
        b: Emits nodes here.
        uses: How often each node's tensors are taken.
        users: The nodes that took them before this round.
    """

    inputs: list[Tensor]
    outputs: list[Tensor]
    b: Builder
    uses: Counter[Node]
    users: dict[Node, list[Node]] = field(default_factory=dict)

    def is_single(self, tensor: Tensor) -> bool:
        """Whether nothing but the one that asks takes a tensor."""
        return self.uses[tensor.node] == 1


# Returns what stands for a node's first result from now on; `None` where it stays.
Rule = Callable[[Region, Node], Tensor | None]


def regions(model: GraphModel, b: Builder) -> list[Region]:
    """Return a model's own nodes, and those of each function."""
    own = Region(model.inputs, model.outputs, b, Counter())
    inner = [
        Region(function.inputs, function.outputs, function.builder, Counter())
        for function in model.functions.values()
    ]
    return [own, *inner]


def rewrite(region: Region, rules: Sequence[Rule]) -> bool:
    """Apply rules to each node, in an order in which its inputs have been rewritten already.

    Returns:
        Whether anything was replaced.
    """
    nodes = nodes_of(region.outputs, region.inputs)
    region.users = users_of(nodes)
    region.uses = Counter(tensor.node for node in nodes for tensor in node.inputs)
    region.uses.update(tensor.node for tensor in region.outputs)
    region.uses.update(other for node in nodes for other in node.control)
    stands_for: dict[Tensor, Tensor] = {}
    for node in nodes:
        if any(tensor in stands_for for tensor in node.inputs):
            node.inputs = [stands_for.get(tensor, tensor) for tensor in node.inputs]
            same = region.b.known(node)
            if same is not node:
                stands_for |= dict(zip(node.outputs, same.outputs, strict=True))
                region.uses[same] += region.uses[node]
                continue
        region.b.scope = node.name
        new = next(filter(None, (rule(region, node) for rule in rules)), None)
        if new is not None and new is not node.outputs[0]:
            stands_for[node.outputs[0]] = new
            region.uses[new.node] += region.uses[node]
    region.outputs[:] = [stands_for.get(tensor, tensor) for tensor in region.outputs]
    return bool(stands_for)


def constant(tensor: Tensor) -> Array | None:
    """Return a tensor's value if it is a constant of float32."""
    return tensor.value if tensor.dtype == "float32" else None


def is_normal(value: Array) -> bool:
    """Whether numbers are finite, and neither 0 nor so small that backends may take them for it."""
    sizes = np.abs(value)
    return bool((np.isfinite(value) & (sizes >= np.finfo(np.float32).tiny)).all())


def is_number(tensor: Tensor, number: float) -> bool:
    """Whether a tensor is one constant number."""
    value = tensor.value
    return value is not None and value.size == 1 and float(value.reshape(())) == number


def operands(node: Node) -> tuple[Tensor, Array] | None:
    """Return what an operation of two tensors takes, if just one of them is a constant."""
    x, y = node.inputs
    for one, other in ((x, y), (y, x)):
        value = constant(other)
        if value is not None and one.value is None:
            return one, value
    return None


def by_channel(value: Array, shape: Shape, channels: int) -> Array | None:
    """Return a constant that differs along the last axes alone, which make up all channels.

    Args:
        value: It.
        shape: Of the tensor that it is broadcast with, such as (..., heads, size).
        channels: The product of the last sizes.

    Returns:
        Shape (channels,) or ().
    """
    if value.ndim > len(shape):
        return None
    if value.size == 1:
        return value.reshape(())
    counts = [values_in(shape[first:]) for first in range(len(shape))]
    if channels not in counts:
        return None
    first = max(place for place, count in enumerate(counts) if count == channels)
    padded = value.reshape((1,) * (len(shape) - value.ndim) + value.shape)
    if any(size != 1 for size in padded.shape[:first]):
        return None
    sizes = tuple(int(str(size)) for size in shape[first:])
    return np.broadcast_to(padded.reshape(padded.shape[first:]), sizes).reshape(-1)


def along_last(value: Array, shape: Sequence[object]) -> Array | None:
    """Return a constant that differs along the last axis alone as shape (size,) or ().

    Args:
        value: Of a rank not above that of `shape`.
        shape: Of the tensor that it is broadcast with.
    """
    if value.size == 1 and value.ndim <= len(shape):
        return value.reshape(())
    if value.ndim and value.ndim <= len(shape) and value.shape[-1] == value.size == shape[-1]:
        return value.reshape(-1)
    return None
