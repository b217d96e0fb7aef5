"""Softmax and means, found by how JAX computes them."""

from __future__ import annotations

import math

import numpy as np

from tfjs_bridge.convert.graph_model.builder import reductions as r
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, operands


def softmax(region: Region, node: Node) -> Tensor | None:
    """``e / Sum(e)`` of ``e = Exp(x - Max(x))`` along the last axis -> ``Softmax(x)``."""
    if node.op != "RealDiv":
        return None
    powers, total = node.inputs
    if not _is_column(total, powers):
        return None
    total = _unshaped(total)
    if powers.node.op != "Exp" or total.node.op != "Sum" or total.node.inputs[0] is not powers:
        return None
    shifted = powers.node.inputs[0]
    if shifted.node.op != "Sub":
        return None
    x, most = shifted.node.inputs
    if not _is_last(total.node, x.rank) or not _is_column(most, x):
        return None
    most = _unshaped(most)
    if most.node.op != "Max" or not _is_last(most.node, most.node.inputs[0].rank):
        return None
    # Attention's axes of size 1 may have moved in between.
    compared = most.node.inputs[0]
    if _unshaped(compared) is not _unshaped(x) or compared.shape[-1] != x.shape[-1]:
        return None
    return region.b.emit("Softmax", (x,), x.shape, "float32")


def _is_column(column: Tensor, x: Tensor) -> bool:
    """Whether a tensor has one value for each row of another, along the last axis."""
    if column.node.op == "BroadcastTo":
        column = column.node.inputs[0]
    return column.rank == x.rank and column.shape == (*x.shape[:-1], 1)


def _unshaped(x: Tensor) -> Tensor:
    """Return what was given the summed axis back."""
    return x.node.inputs[0] if x.node.op in ("Reshape", "BroadcastTo") else x


def _is_last(node: Node, rank: int) -> bool:
    axes = node.inputs[1].value
    return axes is not None and axes.reshape(-1).tolist() in ([rank - 1], [-1])


def mean(region: Region, node: Node) -> Tensor | None:
    """``Sum(x) * (1 / n)`` -> ``Mean(x)``."""
    if node.op != "Mul" or node.output.dtype != "float32":
        return None
    found = operands(node)
    if found is None or found[1].size != 1:
        return None
    total = found[0]
    outer = total if total.node.op == "Reshape" else None
    total = total.node.inputs[0] if outer is not None else total
    if total.node.op != "Sum" or not region.is_single(found[0]) or not region.is_single(total):
        return None
    x, axes = total.node.inputs
    if axes.value is None:
        return None
    places = [int(axis) for axis in axes.value.reshape(-1)]
    sizes = [x.shape[axis] for axis in places]
    if not all(isinstance(size, int) for size in sizes):
        return None
    count = math.prod(int(str(size)) for size in sizes)
    if not np.isclose(float(found[1].reshape(())) * count, 1, rtol=1e-6, atol=0):
        return None
    keep = bool(total.node.attrs.get("keep_dims"))
    result = r.reduce(region.b, "Mean", x, places, keep=keep)
    result = result if outer is None else s.reshape(region.b, result, outer.shape)
    return result if result.shape == node.output.shape else None


RULES = (softmax, mean)
