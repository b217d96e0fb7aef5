"""Factors become a part of the kernel before them: of a batch normalization nothing is left."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.ir import Array, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import (
    Region,
    along_last,
    constant,
    operands,
)


def into_kernel(region: Region, node: Node) -> Tensor | None:
    """``Mul(Conv2D(x, kernel), s)`` -> ``Conv2D(x, kernel * s)``."""
    if node.op != "Mul":
        return None
    found = operands(node)
    if found is None:
        return None
    product, value = found
    if product.node.op not in _SCALED or not region.is_single(product):
        return None
    scale = along_last(value, product.shape)
    kernel = constant(product.node.inputs[1])
    if scale is None or kernel is None:
        return None
    own = product.node
    name = own.inputs[1].node.name
    scaled = region.b.const(_SCALED[own.op](kernel, scale, own), name=name)
    inputs = [scaled if n == 1 else x for n, x in enumerate(own.inputs)]
    return region.b.emit(own.op, inputs, product.shape, product.dtype, **own.attrs)


def _of_outputs(kernel: Array, scale: Array, node: Node) -> Array:
    """The outputs are the last axis."""
    return np.asarray(kernel * scale, np.float32)


def _of_columns(kernel: Array, scale: Array, node: Node) -> Array:
    if node.attrs.get("transpose_b"):
        return np.asarray(kernel * scale.reshape(-1, 1), np.float32)
    return np.asarray(kernel * scale, np.float32)


def _of_channels(kernel: Array, scale: Array, node: Node) -> Array:
    """Outputs of a depthwise kernel are its last two axes."""
    factors = scale.reshape(kernel.shape[2:]) if scale.size > 1 else scale
    return np.asarray(kernel * factors, np.float32)


def _of_spread(kernel: Array, scale: Array, node: Node) -> Array:
    """Outputs of a transposed convolution's kernel are its last axis but one."""
    factors = scale.reshape(-1, 1) if scale.size > 1 else scale
    return np.asarray(kernel * factors, np.float32)


_SCALED = {
    "Conv2D": _of_outputs,
    "Conv3D": _of_outputs,
    "MatMul": _of_columns,
    "DepthwiseConv2dNative": _of_channels,
    "Conv2DBackpropInput": _of_spread,
}
RULES = (into_kernel,)
