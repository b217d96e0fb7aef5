"""Constants move together: ``(x + a) - b`` is one addition, ``x * a / b`` one product."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Array, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import (
    Region,
    constant,
    is_number,
    operands,
)


def as_sum_or_product(region: Region, node: Node) -> Tensor | None:
    """``x - c`` -> ``x + -c``; ``x / c`` -> ``x * (1 / c)``."""
    if node.op not in ("Sub", "RealDiv") or node.output.dtype != "float32":
        return None
    x, y = node.inputs
    value = constant(y)
    if value is None or x.value is not None:
        return None
    if node.op == "Sub":
        return e.add(region.b, x, region.b.const(-value))
    with np.errstate(all="ignore"):
        inverse = (1 / value.astype(np.float64)).astype(np.float32)
    if not np.isfinite(inverse).all():
        return None
    return e.mul(region.b, x, region.b.const(inverse))


def merged(region: Region, node: Node) -> Tensor | None:
    """``(x + a) + b`` -> ``x + (a + b)``, and the same of products."""
    if node.op not in ("AddV2", "Mul") or node.output.dtype != "float32":
        return None
    outer = operands(node)
    if outer is None or outer[0].node.op != node.op:
        return None
    x, value = outer
    inner = operands(x.node)
    if inner is None or not region.is_single(x):
        return None
    both = inner[1] + value if node.op == "AddV2" else inner[1] * value
    if not _fits(both, inner[0]):
        return None
    return e.binary(region.b, node.op, inner[0], region.b.const(both))


def negated(region: Region, node: Node) -> Tensor | None:
    """``-x * c`` -> ``x * -c``."""
    found = operands(node) if node.op == "Mul" else None
    if found is None or found[0].node.op != "Neg" or node.output.dtype != "float32":
        return None
    return e.mul(region.b, found[0].node.inputs[0], region.b.const(-found[1]))


def scaled_sum(region: Region, node: Node) -> Tensor | None:
    """``(y + a) * s`` -> ``y * s + a * s``, where y is a product that can take the factor."""
    if node.op != "Mul" or node.output.dtype != "float32":
        return None
    outer = operands(node)
    if outer is None or outer[0].node.op != "AddV2" or not region.is_single(outer[0]):
        return None
    inner = operands(outer[0].node)
    if inner is None or inner[0].node.op not in _PRODUCTS or not region.is_single(inner[0]):
        return None
    factor = region.b.const(outer[1])
    product = e.mul(region.b, inner[0], factor)
    return e.add(region.b, product, region.b.const(inner[1] * outer[1]))


def nothing(region: Region, node: Node) -> Tensor | None:
    """``x * 1`` and ``x + 0`` -> ``x``."""
    neutral = {"Mul": 1.0, "AddV2": 0.0}.get(node.op)
    if neutral is None or node.output.dtype != "float32":
        return None
    x, y = node.inputs
    for one, other in ((x, y), (y, x)):
        if is_number(other, neutral) and one.shape == node.output.shape:
            return one
    return None


def no_bound(region: Region, node: Node) -> Tensor | None:
    """``Maximum(x, -inf)`` -> ``x``: JAX's softmax has it for rows without values."""
    if node.op != "Maximum" or node.output.dtype != "float32":
        return None
    x, y = node.inputs
    for one, other in ((x, y), (y, x)):
        if is_number(other, -np.inf) and one.shape == node.output.shape:
            return one
    return None


_PRODUCTS = frozenset(
    {"Conv2D", "Conv2DBackpropInput", "Conv3D", "DepthwiseConv2dNative", "MatMul", "Reshape"}
)
RULES = (nothing, no_bound, as_sum_or_product, merged, negated, scaled_sum)


def _fits(value: Array, x: Tensor) -> bool:
    """Whether a constant is no larger than one of a few values for each of the last axis's."""
    return value.size <= 4096 or value.size == (x.shape[-1] if x.shape else 1)
