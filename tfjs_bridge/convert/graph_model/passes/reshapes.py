"""Sums, products and activations change places with a reshape, to come next to a kernel."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.reductions import reduce, reduced_shape
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, by_channel, operands

_KERNELS = frozenset({"Conv2D", "MatMul", "DepthwiseConv2dNative", "AddV2", "Mul"})
_REDUCTIONS = frozenset({"Mean", "Sum", "Max", "Min", "Prod"})
_ACTIVATIONS = frozenset({"Relu", "Relu6", "Elu", "Sigmoid"})


def behind(region: Region, node: Node) -> Tensor | None:
    """``Add(Reshape(y), c)`` -> ``Reshape(Add(y, c))``, where c is one of y's last axis."""
    if node.op not in ("AddV2", "Mul") or node.output.dtype != "float32":
        return None
    found = operands(node)
    if found is None or not _is_movable(region, found[0]):
        return None
    reshaped, value = found
    inner = reshaped.node.inputs[0]
    value_last = by_channel(value, reshaped.shape, int(str(inner.shape[-1])))
    if value_last is None or node.output.shape != reshaped.shape:
        return None
    result = e.binary(region.b, node.op, inner, region.b.const(value_last))
    region.uses[result.node] += 1
    return s.reshape(region.b, result, reshaped.shape)


def activation_behind(region: Region, node: Node) -> Tensor | None:
    """``Relu(Reshape(y))`` -> ``Reshape(Relu(y))``."""
    if node.op not in _ACTIVATIONS or not _is_movable(region, node.inputs[0]):
        return None
    reshaped = node.inputs[0]
    result = e.unary(region.b, node.op, reshaped.node.inputs[0])
    region.uses[result.node] += 1
    return s.reshape(region.b, result, reshaped.shape)


def kept_axes(region: Region, node: Node) -> Tensor | None:
    """``Reshape(Mean(x))`` to sizes of 1 where the axes were -> ``Mean(x, keep_dims)``."""
    if node.op != "Reshape" or node.inputs[0].node.op not in _REDUCTIONS:
        return None
    reduced = node.inputs[0].node
    x, axes = reduced.inputs
    if axes.value is None or reduced.attrs.get("keep_dims") or not region.is_single(node.inputs[0]):
        return None
    places = [int(axis) for axis in axes.value.reshape(-1)]
    if reduced_shape(x.shape, places, keep=True) != node.output.shape:
        return None
    return reduce(region.b, reduced.op, x, places, keep=True)


def _is_movable(region: Region, reshaped: Tensor) -> bool:
    if reshaped.node.op != "Reshape" or not region.is_single(reshaped):
        return False
    inner = reshaped.node.inputs[0]
    is_channel = bool(inner.shape) and isinstance(inner.shape[-1], int)
    return is_channel and inner.node.op in _KERNELS and region.is_single(inner)


RULES = (behind, activation_behind, kept_axes)
