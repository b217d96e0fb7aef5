"""Factors become a part of the kernel before them: of a batch normalization nothing is left."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import origins
from tfjs_bridge.convert.graph_model.builder.shapes import constant_of
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
    if not _is_moderate(scale) or not _is_free(region, own, value):
        return None
    before, scaled = own.inputs[1].node, _SCALED[own.op]
    origin = origins.scaled(before.origin, lambda factor: scaled(factor, scale, own))
    whole = region.b.const(scaled(kernel, scale, own), name=before.name, origin=origin)
    inputs = [whole if n == 1 else x for n, x in enumerate(own.inputs)]
    return region.b.emit(own.op, inputs, product.shape, product.dtype, **own.attrs)


def _is_moderate(scale: Array) -> bool:
    """Whether no kernel becomes infinite by it, or 0 where it was not."""
    sizes = np.abs(scale[scale != 0])
    return bool(((sizes > 1e-12) & (sizes < 1e12)).all())


def _is_free(region: Region, product: Node, scale: Array) -> bool:
    """Whether no second copy of a large kernel comes of it: all who use it scale it so."""
    kernel = product.inputs[1]
    if constant_of(kernel).size <= _SMALL:
        return True
    users = region.users.get(kernel.node, [])
    return all(user is product or _is_scaled_too(region, user, kernel, scale) for user in users)


def _is_scaled_too(region: Region, user: Node, kernel: Tensor, scale: Array) -> bool:
    """Whether a factor after another user is the same."""
    following = region.users.get(user, [])
    if user.op not in _SCALED or user.inputs[1] is not kernel or len(following) != 1:
        return False
    found = operands(following[0]) if following[0].op == "Mul" else None
    return found is not None and np.array_equal(found[1], scale)


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


# A kernel with so many values may be stored twice.
_SMALL = 4096
_SCALED = {
    "Conv2D": _of_outputs,
    "Conv3D": _of_outputs,
    "MatMul": _of_columns,
    "DepthwiseConv2dNative": _of_channels,
    "Conv2DBackpropInput": _of_spread,
}
RULES = (into_kernel,)
