"""Operations along an axis: positions of extremes, cumulative sums and products."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import not_equal, one_minus
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    as_tensor,
    broadcast_affine,
)
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    resolve_axis,
    take_optional,
    take_reduced_axes,
)
from tfjs_bridge.convert.layers_model.lowerings.reductions import reduce_max
from tfjs_bridge.convert.layers_model.lowerings.resampling import multiply_axes
from tfjs_bridge.convert.layers_model.primitives import concatenate, crop, multiply, reshape, scale
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


def _axis(ctx: LayerContext, config: ConfigReader, x: Tensor) -> tuple[int, int]:
    """Return the axis and its size, which has to be fixed."""
    config.ignore("axis")
    axis = resolve_axis(ctx, ctx.layer.config.get("axis"), x.rank)
    return axis, ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}")[0]


@handles("ops.Argmax", "ops.Argmin", treatment="rewritten", note="as float32; the axis fixed")
def place(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate where the largest or smallest value is; the first of equal ones.

    Keras: keras.ops.argmax(x, axis, keepdims=False), argmin.
    TensorFlow.js: the maximum of falling numbers at the values that equal the maximum.
    """
    x = as_tensor(ctx, ctx.args[0])
    axis, size = _axis(ctx, config, x)
    keepdims = bool(take_optional(ctx, config, "keepdims", False))
    if ctx.layer.class_name == "ops.Argmin":
        # Negated, so that one search for a maximum serves both.
        x = scale(ctx, x, -1.0)
    is_best = one_minus(ctx, not_equal(ctx, x, reduce_max(ctx, x, [axis], True)))
    # The first of several has the largest number; other values have 0.
    before_end = np.arange(size, 0, -1).reshape(-1, *(1,) * (x.rank - 1 - axis))
    ranked = broadcast_affine(ctx, is_best, before_end, 0)
    return scale(ctx, reduce_max(ctx, ranked, [axis], keepdims), -1.0, size)


@handles("ops.Cumsum", "ops.Diff", treatment="rewritten", note="a Dense; the axis fixed")
def linear(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the sums up to each value of an axis, or the differences of neighbours.

    Keras: keras.ops.cumsum(x, axis), keras.ops.diff(a, n=1, axis=-1).
    TensorFlow.js: dense with a triangular or banded kernel.
    """
    x = as_tensor(ctx, ctx.args[0])
    axis, size = _axis(ctx, config, x)
    if ctx.layer.class_name == "ops.Cumsum":
        config.require("dtype", (None, "float32"), "Leave it out.")
        matrix = np.triu(np.ones((size, size)))
    else:
        # What numpy makes of unit vectors is the matrix, whatever n.
        matrix = np.diff(np.eye(size), n=config.take("n"), axis=1)
    return multiply_axes(ctx, x, {axis: (matrix.astype(np.float32), None)})


@handles("ops.Prod", treatment="rewritten", note="products of halves; the axes fixed")
def total_product(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the product of all values of axes.

    Keras: keras.ops.prod(x, axis, keepdims=False).
    TensorFlow.js: multiply of one half with the other, again and again.
    """
    x = as_tensor(ctx, ctx.args[0])
    config.require("dtype", (None, "float32"), "Leave it out.")
    keepdims = bool(take_optional(ctx, config, "keepdims", False))
    axes = take_reduced_axes(ctx, config, x.rank)
    sizes = [1 if k in axes else size for k, size in enumerate(x.shape)]
    for axis in axes:
        x = _halved(ctx, x, axis)
    kept = [size for k, size in enumerate(sizes) if k and (keepdims or k not in axes)]
    return reshape(ctx, x, kept)


def _halved(ctx: LayerContext, x: Tensor, axis: int) -> Tensor:
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}")
    while size > 1:
        half = size // 2
        # Halves at once: log2(size) products in place of size.
        pairs = multiply(ctx, crop(ctx, x, axis, 0, half), crop(ctx, x, axis, half, 2 * half))
        rest = [crop(ctx, x, axis, size - 1, size)] if size % 2 else []
        x = concatenate(ctx, [pairs, *rest], axis)
        size = half + len(rest)
    return x


@handles("ops.Cumprod", treatment="rewritten", note="products of neighbours; the axis fixed")
def products_so_far(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the products up to each value of an axis.

    Keras: keras.ops.cumprod(x, axis).
    TensorFlow.js: multiply of the values with those 1, 2, 4, ... before.
    """
    x = as_tensor(ctx, ctx.args[0])
    config.require("dtype", (None, "float32"), "Leave it out.")
    axis, size = _axis(ctx, config, x)
    # Each round doubles how many neighbours a product covers.
    reach = 1
    while reach < size:
        first, rest = crop(ctx, x, axis, 0, reach), crop(ctx, x, axis, reach, size)
        done = multiply(ctx, rest, crop(ctx, x, axis, 0, size - reach))
        x = concatenate(ctx, [first, done], axis)
        reach *= 2
    return x


@handles("ops.Tril", "ops.Triu", treatment="rewritten", note="times 0 and 1")
def triangle(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the last two axes with 0 above or below a diagonal.

    Keras: keras.ops.tril(x, k=0), triu.
    TensorFlow.js: depthwiseConv2d({kernelSize: 1}) with 0 and 1.
    """
    x = as_tensor(ctx, ctx.args[0])
    if x.rank < 3:
        raise ctx.refuse("takes a triangle of the batch", "Give its input a third axis.")
    sizes = ctx.require_sizes(x.shape[-2:], "the axes of the triangle")
    part = np.tril if ctx.layer.class_name == "ops.Tril" else np.triu
    kept: Array = part(np.ones(sizes), k=take_optional(ctx, config, "k", 0))
    return broadcast_affine(ctx, x, kept, 0)
