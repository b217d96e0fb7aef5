"""Normalizations with the fewest operations on whole tensors."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region


def centred(region: Region, node: Node) -> Tensor | None:
    """``x * s + -mean * s`` -> ``(x - mean) * s``: the difference is there for the variance."""
    if node.op != "AddV2" or node.output.dtype != "float32":
        return None
    for first, second in (node.inputs, node.inputs[::-1]):
        if first.node.op != "Mul" or second.node.op != "Mul" or not region.is_single(first):
            continue
        x, scale = first.node.inputs
        mean = _negated(second, scale)
        if mean is None:
            x, scale = scale, x
            mean = _negated(second, scale)
        if mean is not None and x.shape == node.output.shape:
            return e.mul(region.b, e.sub(region.b, x, mean), scale)
    return None


def _negated(product: Tensor, scale: Tensor) -> Tensor | None:
    """Return y of ``-y * scale``."""
    for one, other in (product.node.inputs, product.node.inputs[::-1]):
        if other is scale and one.node.op == "Neg":
            return one.node.inputs[0]
    return None


RULES = (centred,)
