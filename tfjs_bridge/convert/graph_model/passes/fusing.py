"""A kernel with its bias and its activation is one operation."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import (
    Region,
    along_last,
    operands,
)

_FUSED = {
    "Conv2D": "_FusedConv2D",
    "DepthwiseConv2dNative": "FusedDepthwiseConv2dNative",
    "MatMul": "_FusedMatMul",
}
# Others are unknown to the fused kernels of some backend (fused_util.ts, wasm's FusableActivation).
_ACTIVATIONS = frozenset({"Relu", "Relu6", "Elu", "Sigmoid"})


def bias(region: Region, node: Node) -> Tensor | None:
    """``AddV2(Conv2D(x, kernel), c)`` -> ``_FusedConv2D(x, kernel, c)``."""
    if node.op != "AddV2" or node.output.dtype != "float32":
        return None
    found = operands(node)
    if found is None:
        return None
    product, value = found
    if product.node.op not in _FUSED or not region.is_single(product):
        return None
    values = along_last(value, product.shape)
    if values is None or node.output.shape != product.shape:
        return None
    # Fused operations take a bias of one axis only (fused conv2d in tfjs-core).
    vector = np.ascontiguousarray(np.broadcast_to(values, int(str(product.shape[-1]))))
    return _fused(region, product.node, region.b.const(vector), ["BiasAdd"])


def activation(region: Region, node: Node) -> Tensor | None:
    """``Relu(_FusedConv2D(...))`` -> the same with ``fused_ops`` of both."""
    if node.op not in _ACTIVATIONS:
        return None
    x = node.inputs[0]
    own = x.node
    if not region.is_single(x):
        return None
    if own.op in _FUSED.values() and own.attrs["fused_ops"] == ["BiasAdd"]:
        attrs = own.attrs | {"fused_ops": ["BiasAdd", node.op]}
        return region.b.emit(own.op, own.inputs, x.shape, x.dtype, **attrs)
    if own.op in _FUSED:
        zeros = region.b.const(np.zeros(int(str(x.shape[-1])), np.float32))
        return _fused(region, own, zeros, ["BiasAdd", node.op])
    return None


def _fused(region: Region, product: Node, vector: Tensor, ops: list[str]) -> Tensor | None:
    (x, kernel), attrs, output = product.inputs, dict(product.attrs), product.output
    if attrs.get("transpose_a"):
        return None
    # With a transposed factor, the wasm backend adds the bias once for each block of 48 values
    # that are summed, and at wrong places (slow_batch_matmul in batch_mat_mul_impl.cc).
    if attrs.get("transpose_b"):
        if kernel.value is None:
            return None
        kernel, attrs["transpose_b"] = s.transpose(region.b, kernel, (1, 0)), False
    attrs |= {"num_args": 1, "fused_ops": ops}
    inputs = (x, kernel, vector)
    return region.b.emit(_FUSED[product.op], inputs, output.shape, output.dtype, **attrs)


RULES = (bias, activation)
