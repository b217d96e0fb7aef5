"""Constants move together: ``(x + a) - b`` is one addition, ``x * a / b`` one product."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Array, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import (
    Region,
    constant,
    is_normal,
    is_number,
    operands,
)


def as_sum(region: Region, node: Node) -> Tensor | None:
    """``x - c`` -> ``x + -c``; ``x + -y`` -> ``x - y``."""
    if node.op not in ("Sub", "AddV2") or node.output.dtype != "float32":
        return None
    x, y = node.inputs
    if node.op == "Sub":
        value = constant(y)
        if value is None or x.value is not None:
            return None
        return e.add(region.b, x, region.b.const(-value))
    for one, other in ((x, y), (y, x)):
        if other.node.op == "Neg" and one.value is None:
            return e.sub(region.b, one, other.node.inputs[0])
    return None


def as_product(region: Region, node: Node) -> Tensor | None:
    """``x / c`` -> ``x * (1 / c)``, where that is exact or x is a sum of products.

    Elsewhere a whole number divided by another may be one that is a little smaller, and rounded
    down next: ``41 * (1 / 41)`` is not 1.
    """
    if node.op != "RealDiv" or node.output.dtype != "float32":
        return None
    x, value = node.inputs[0], constant(node.inputs[1])
    if value is None or x.value is not None:
        return None
    with np.errstate(all="ignore"):
        inverse = (1 / value.astype(np.float64)).astype(np.float32)
        is_exact = bool((np.abs(np.frexp(value)[0]) == 0.5).all())  # powers of two
    if not is_normal(inverse) or not (is_exact or _is_summed(x)):
        return None
    return e.mul(region.b, x, region.b.const(inverse))


def _is_summed(x: Tensor) -> bool:
    """Whether a tensor is what a kernel or a sum gives, perhaps moved or with constants."""
    for _ in range(_FEW):
        if x.node.op in _SUMS:
            return True
        if x.node.op in ("AddV2", "Mul"):
            found = operands(x.node)
            if found is None:
                return False
            x = found[0]
        elif x.node.op in _MOVES:
            x = x.node.inputs[0]
        else:
            return False
    return False


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
    both = _together(node.op, inner[1], value)
    if both is None or not _fits(both, inner[0]):
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
    moved = _together("Mul", inner[1], outer[1])
    if moved is None or not _fits(moved, inner[0]) or not is_normal(outer[1]):
        return None
    factor = region.b.const(outer[1])
    product = e.mul(region.b, inner[0], factor)
    return e.add(region.b, product, region.b.const(moved))


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


def chosen(region: Region, node: Node) -> Tensor | None:
    """``Select(true, x, y)`` -> ``x``."""
    if node.op != "SelectV2" or node.inputs[0].value is None:
        return None
    condition = node.inputs[0].value
    if condition.all() or not condition.any():
        x = node.inputs[1 if condition.all() else 2]
        return x if x.shape == node.output.shape else None
    return None


_PRODUCTS = frozenset({"Conv2D", "DepthwiseConv2dNative", "MatMul", "Reshape", "Conv3D"})
_SUMS = (_PRODUCTS - {"Reshape"}) | {"BatchMatMulV2", "Conv2DBackpropInput"}
_SUMS |= {"Sum", "Mean", "AvgPool"}
_MOVES = frozenset({"Reshape", "Transpose", "SplitV", "Unpack"})
_FEW = 8
# Sums of larger constants may be meant to round: ``(x + 2**23) - 2**23``.
_LARGE = 2.0**16
RULES = (nothing, no_bound, chosen, as_sum, as_product, merged, scaled_sum)


def _together(op: str, x: Array, y: Array) -> Array | None:
    """Return the sum or product of two constants; `None` where that would not do for both."""
    with np.errstate(all="ignore"):
        both = np.asarray(x + y if op == "AddV2" else x * y, np.float32)
        if not np.isfinite(x).all() or not np.isfinite(y).all():
            return None
        if op == "Mul":
            # What is 0 anyway stays 0; what has become 0, or infinite, would not give the same.
            return both if is_normal(np.where((x == 0) | (y == 0), 1, both)) else None
        larger = np.maximum(np.abs(x), np.abs(y))
        is_lost = (larger > _LARGE) & (np.abs(both) < larger)
    return None if is_lost.any() or not np.isfinite(both).all() else both


def _fits(value: Array, x: Tensor) -> bool:
    """Whether a constant is no larger than one of a few values for each of the last axis's."""
    return value.size <= 4096 or value.size == (x.shape[-1] if x.shape else 1)
