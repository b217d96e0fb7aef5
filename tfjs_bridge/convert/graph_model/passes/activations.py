"""Activations that TensorFlow.js has an operation for, found by how JAX computes them."""

from __future__ import annotations

import math

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Array, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, is_number, operands


def relu(region: Region, node: Node) -> Tensor | None:
    """``Maximum(x, 0)`` -> ``Relu(x)``."""
    x = _beside(node, "Maximum", 0.0)
    return None if x is None else e.unary(region.b, "Relu", x)


def relu6(region: Region, node: Node) -> Tensor | None:
    """``Minimum(Relu(x), 6)`` -> ``Relu6(x)``."""
    x = _beside(node, "Minimum", 6.0)
    if x is None or x.node.op != "Relu":
        return None
    return e.unary(region.b, "Relu6", x.node.inputs[0])


def leaky_relu(region: Region, node: Node) -> Tensor | None:
    """``Select(x >= 0, x, slope * x)`` -> ``LeakyRelu(x)``."""
    if node.op != "SelectV2" or node.output.dtype != "float32":
        return None
    condition, x, y = node.inputs
    if y.node.op != "Mul" or not _is_positive(condition, x) or x.shape != node.output.shape:
        return None
    factor = next((t for t in y.node.inputs if t is not x), None)
    if x not in y.node.inputs or factor is None or factor.value is None or factor.value.size != 1:
        return None
    slope = float(factor.value.reshape(()))
    if not 0 <= slope <= 1:  # fused kernels take the larger of the two
        return None
    return region.b.emit("LeakyRelu", (x,), x.shape, x.dtype, alpha=slope)


def elu(region: Region, node: Node) -> Tensor | None:
    """``Select(x > 0, x, Expm1(Select(x > 0, 0, x)))`` -> ``Elu(x)``."""
    if node.op != "SelectV2" or node.output.dtype != "float32":
        return None
    condition, x, y = node.inputs
    y = _without_factor(y)
    if y.node.op != "Expm1" or not _is_positive(condition, x):
        return None
    is_elu = _below_zero(y.node.inputs[0]) is x and x.shape == node.output.shape
    return e.unary(region.b, "Elu", x) if is_elu else None


def selu(region: Region, node: Node) -> Tensor | None:
    """``scale * Select(x > 0, x, alpha * Expm1(Select(x > 0, 0, x)))`` -> ``Selu(x)``."""
    found = operands(node) if node.op == "Mul" else None
    if found is None or not _is_close(found[1], _SELU_SCALE) or found[0].node.op != "SelectV2":
        return None
    condition, x, y = found[0].node.inputs
    inner = operands(y.node) if y.node.op == "Mul" else None
    if inner is None or not _is_close(inner[1], _SELU_ALPHA) or inner[0].node.op != "Expm1":
        return None
    if not _is_positive(condition, x) or _below_zero(inner[0].node.inputs[0]) is not x:
        return None
    return e.unary(region.b, "Selu", x) if x.shape == node.output.shape else None


def prelu(region: Region, node: Node) -> Tensor | None:
    """``Relu(x) + -alpha * Relu(-x)`` -> ``Prelu(x, alpha)``."""
    if node.op != "AddV2":
        return None
    for positive, product in (node.inputs, node.inputs[::-1]):
        found = operands(product.node) if product.node.op == "Mul" else None
        if positive.node.op != "Relu" or found is None or found[0].node.op != "Relu":
            continue
        x, negative = positive.node.inputs[0], found[0].node.inputs[0]
        if negative.node.op != "Neg" or negative.node.inputs[0] is not x:
            continue
        alpha = _trailing(-found[1], x)
        if alpha is not None and x.shape == node.output.shape:
            return region.b.emit("Prelu", (x, region.b.const(alpha)), x.shape, "float32")
    return None


def _trailing(alpha: Array, x: Tensor) -> Array | None:
    """Return factors in the shape of x's last axes: the wasm backend repeats them for the others.

    It does not repeat them along axes in between (`xnn_create_prelu_nc_f32` in Prelu.cc).
    """
    if alpha.ndim > x.rank:
        return None
    aligned = alpha.reshape((1,) * (x.rank - alpha.ndim) + alpha.shape)
    first = next((k for k, size in enumerate(aligned.shape) if size != 1), x.rank - 1)
    sizes = x.shape[first:]
    whole = [size for size in sizes if isinstance(size, int)]
    if not x.rank or len(whole) != len(sizes) or math.prod(whole) > max(alpha.size, _SMALL):
        return None
    return np.ascontiguousarray(np.broadcast_to(aligned.reshape(aligned.shape[first:]), whole))


def _is_close(value: Array, number: float) -> bool:
    return value.size == 1 and bool(np.isclose(value.reshape(()), number, rtol=1e-6, atol=0))


def _below_zero(x: Tensor) -> Tensor:
    """Return y of ``Select(y > 0, 0, y)``; JAX's way not to compute large powers."""
    if x.node.op != "SelectV2":
        return x
    condition, zero, inner = x.node.inputs
    return inner if is_number(zero, 0.0) and _is_positive(condition, inner) else x


def _without_factor(x: Tensor) -> Tensor:
    """Return what is multiplied by one."""
    if x.node.op == "Mul":
        one, other = x.node.inputs
        if is_number(one, 1.0):
            return other
        if is_number(other, 1.0):
            return one
    return x


def _is_positive(condition: Tensor, x: Tensor) -> bool:
    node = condition.node
    is_compared = node.op in ("Greater", "GreaterEqual") and node.inputs[0] is x
    return is_compared and is_number(node.inputs[1], 0.0)


def _beside(node: Node, op: str, number: float) -> Tensor | None:
    if node.op != op or node.output.dtype != "float32":
        return None
    x, y = node.inputs
    for one, other in ((x, y), (y, x)):
        if is_number(other, number) and one.value is None and one.shape == node.output.shape:
            return one
    return None


_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
_SMALL = 4096
RULES = (relu, relu6, leaky_relu, elu, selu, prelu)
