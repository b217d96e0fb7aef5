"""Activations that TensorFlow.js has an operation for, found by how JAX computes them."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, is_number


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
    if y.node.op != "Mul" or not _is_positive(condition, x):
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
    inner = y.node.inputs[0]
    if inner.node.op == "SelectV2":
        _, zero, inner = inner.node.inputs
        if not is_number(zero, 0.0):
            return None
    return e.unary(region.b, "Elu", x) if inner is x else None


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


RULES = (relu, relu6, leaky_relu, elu)
