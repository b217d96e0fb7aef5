"""Operations that go along an axis: where the largest value is, sums and products so far."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import complement, different
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, affine_by, number
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    one_axis,
    reduced_axes,
    setting,
)
from tfjs_bridge.convert.layers_model.lowerings.reductions import largest
from tfjs_bridge.convert.layers_model.lowerings.resampling import along_axes
from tfjs_bridge.convert.layers_model.primitives import concatenate, crop, multiply, reshape, scale


def _axis(use: Use, config: ConfigReader, x: Tensor) -> tuple[int, int]:
    """The setting, and that axis's size, which has to be fixed."""
    config.ignore("axis")
    axis = one_axis(use, use.layer.config.get("axis"), x.rank)
    return axis, use.require_sizes(x.shape[axis : axis + 1], f"axis {axis}")[0]


@handles("ops.Argmax", "ops.Argmin", treatment="rewritten", note="as float32; the axis fixed")
def place(use: Use, config: ConfigReader) -> Tensor:
    """Where the largest or smallest value is; the first of equal ones."""
    x = number(use, use.args[0])
    axis, size = _axis(use, config, x)
    keepdims = bool(setting(use, config, "keepdims", False))
    if use.layer.class_name == "ops.Argmin":
        x = scale(use, x, -1.0)
    is_best = complement(use, different(use, x, largest(use, x, [axis], True)))
    before_end = np.arange(size, 0, -1).reshape(-1, *(1,) * (x.rank - 1 - axis))
    ranked = affine_by(use, is_best, before_end, 0)
    return scale(use, largest(use, ranked, [axis], keepdims), -1.0, size)


@handles("ops.Cumsum", "ops.Diff", treatment="rewritten", note="a Dense; the axis fixed")
def linear(use: Use, config: ConfigReader) -> Tensor:
    """The sums up to each value of an axis, or the differences of neighbours."""
    x = number(use, use.args[0])
    axis, size = _axis(use, config, x)
    if use.layer.class_name == "ops.Cumsum":
        config.require("dtype", (None, "float32"), "Leave it out.")
        matrix = np.triu(np.ones((size, size)))
    else:
        matrix = np.diff(np.eye(size), n=config.take("n"), axis=1)
    return along_axes(use, x, {axis: (matrix.astype(np.float32), None)})


@handles("ops.Prod", treatment="rewritten", note="products of halves; the axes fixed")
def total_product(use: Use, config: ConfigReader) -> Tensor:
    """The product of all values of axes."""
    x = number(use, use.args[0])
    config.require("dtype", (None, "float32"), "Leave it out.")
    keepdims = bool(setting(use, config, "keepdims", False))
    axes = reduced_axes(use, config, x.rank)
    sizes = [1 if k in axes else size for k, size in enumerate(x.shape)]
    for axis in axes:
        x = _halved(use, x, axis)
    kept = [size for k, size in enumerate(sizes) if k and (keepdims or k not in axes)]
    return reshape(use, x, kept)


def _halved(use: Use, x: Tensor, axis: int) -> Tensor:
    (size,) = use.require_sizes(x.shape[axis : axis + 1], f"axis {axis}")
    while size > 1:
        half = size // 2
        pairs = multiply(use, crop(use, x, axis, 0, half), crop(use, x, axis, half, 2 * half))
        rest = [crop(use, x, axis, size - 1, size)] if size % 2 else []
        x = concatenate(use, [pairs, *rest], axis)
        size = half + len(rest)
    return x


@handles("ops.Cumprod", treatment="rewritten", note="products of neighbours; the axis fixed")
def products_so_far(use: Use, config: ConfigReader) -> Tensor:
    """The products up to each value of an axis."""
    x = number(use, use.args[0])
    config.require("dtype", (None, "float32"), "Leave it out.")
    axis, size = _axis(use, config, x)
    reach = 1
    while reach < size:
        first, rest = crop(use, x, axis, 0, reach), crop(use, x, axis, reach, size)
        done = multiply(use, rest, crop(use, x, axis, 0, size - reach))
        x = concatenate(use, [first, done], axis)
        reach *= 2
    return x


@handles("ops.Tril", "ops.Triu", treatment="rewritten", note="times 0 and 1")
def triangle(use: Use, config: ConfigReader) -> Tensor:
    """The last two axes with 0 above or below a diagonal."""
    x = number(use, use.args[0])
    if x.rank < 3:
        raise use.refuse("takes a triangle of the batch", "Give its input a third axis.")
    sizes = use.require_sizes(x.shape[-2:], "the axes of the triangle")
    part = np.tril if use.layer.class_name == "ops.Tril" else np.triu
    kept: Array = part(np.ones(sizes), k=setting(use, config, "k", 0))
    return affine_by(use, x, kept, 0)
