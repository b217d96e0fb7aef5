"""Sums, means and extremes over axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis
from tfjs_bridge.convert.layers_model.primitives import (
    concatenate,
    crop,
    dense,
    known_product,
    layer_norm,
    multiply,
    permute,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Reduce = Callable[[LayerContext, Tensor, Sequence[int], bool], Tensor]
Pool = Callable[[LayerContext, Tensor], Tensor]

# Added to a mean of squares: the least that no backend takes for 0.
_EPSILON = 2e-38


def reduce_sum(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Sum over ascending axes, counted from 1; `keepdims`: whether they stay, of size 1."""
    # A Dense needs a fixed size; poolings do not.
    count = known_product([x.shape[axis] for axis in axes])
    if count is None:
        return _pooled(ctx, x, axes, keepdims, _sum_of_steps)
    return _weighted(ctx, x, axes, keepdims, count, 1.0)


def reduce_mean(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Average over axes."""
    count = known_product([x.shape[axis] for axis in axes])
    if count is None:
        return _pooled(ctx, x, axes, keepdims, _mean_of_steps)
    return _weighted(ctx, x, axes, keepdims, count, 1 / count)


def reduce_max(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Return the largest value over axes."""
    return _pooled(ctx, x, axes, keepdims, _largest_of_steps)


def reduce_min(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Return the smallest value over axes."""
    # TensorFlow.js has no global minimum.
    return scale(ctx, reduce_max(ctx, scale(ctx, x, -1.0), axes, keepdims), -1.0)


def _weighted(
    ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool, count: int, weight: float
) -> Tensor:
    rest = [axis for axis in range(1, x.rank) if axis not in axes]
    sizes = [x.shape[axis] for axis in rest]
    flat = reshape(ctx, permute(ctx, x, [*rest, *axes]), (*sizes, count))
    result = dense(ctx, flat, np.full((count, 1), weight, np.float32))
    return reshape(ctx, result, _sizes(x, axes) if keepdims else sizes)


def _pooled(
    ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool, pool: Pool
) -> Tensor:
    """Reduce by what takes shape (batch, reduced, others) and returns (batch, others)."""
    rest = [axis for axis in range(1, x.rank) if axis not in axes]
    sizes = [x.shape[axis] for axis in rest]
    gone = known_product([x.shape[axis] for axis in axes])
    # Global poolings reduce the first axis after the batch.
    flat = reshape(ctx, permute(ctx, x, [*axes, *rest]), (gone, known_product(sizes)))
    return reshape(ctx, pool(ctx, flat), _sizes(x, axes) if keepdims else sizes)


def _sizes(x: Tensor, axes: Sequence[int]) -> list[int | None]:
    return [1 if axis in axes else size for axis, size in enumerate(x.shape) if axis]


def _mean_of_steps(ctx: LayerContext, x: Tensor) -> Tensor:
    config = {"data_format": "channels_last"}
    return ctx.emit("GlobalAveragePooling1D", config, [x], (x.shape[0], x.shape[2]))


def _largest_of_steps(ctx: LayerContext, x: Tensor) -> Tensor:
    config = {"data_format": "channels_last"}
    return ctx.emit("GlobalMaxPooling1D", config, [x], (x.shape[0], x.shape[2]))


def _sum_of_steps(ctx: LayerContext, x: Tensor) -> Tensor:
    (count,) = ctx.require_sizes(x.shape[2:], "the axes that stay")
    ones = dense(ctx, x, np.zeros((count, 1), np.float32), np.ones(1, np.float32))
    # A product with ones sums over steps of any number.
    config = {"axes": [1, 1], "normalize": False}
    result = ctx.emit("Dot", config, [ones, x], (x.shape[0], 1, count))
    return reshape(ctx, result, (count,))


def rms_normalize(ctx: LayerContext, x: Tensor, epsilon: float) -> Tensor:
    """Divide by the root mean square of the last axis: ``x / sqrt(mean of x^2 + epsilon)``.

    As a LayerNormalization of (x, -x), whose mean is 0.
    """
    (size,) = ctx.require_sizes(x.shape[-1:], "the normalized axis")
    both = concatenate(ctx, [x, scale(ctx, x, -1.0)])
    return crop(ctx, layer_norm(ctx, both, epsilon), x.rank - 1, 0, size)


def l2_normalize(
    ctx: LayerContext, x: Tensor, axes: Sequence[int], least: float | None = None
) -> Tensor:
    """Divide vectors over axes by their length; 0 stays 0.

    LayerNormalization of (x, -x), whose mean is 0, divides by the root of the squares' mean.

    Args:
        ctx: Of the layer that this is for.
        x: Shape (batch, ..).
        axes: Ascending, counted from 1.
        least: Shorter vectors are divided by this length instead.
    """
    count = int(
        np.prod(ctx.require_sizes(tuple(x.shape[axis] for axis in axes), "the normalized axes"))
    )

    def normalized(rows: Tensor) -> Tensor:
        unit = scale(ctx, rms_normalize(ctx, rows, _EPSILON), 1 / sqrt(count))
        return unit if least is None else multiply(ctx, unit, _share(ctx, rows, unit, least))

    return on_last_axis(ctx, x, axes, normalized)


def _share(ctx: LayerContext, x: Tensor, unit: Tensor, least: float) -> Tensor:
    """Return the length as a part of `least`, or 1 if it is more, shape (batch, .., 1)."""
    count = int(x.shape[-1] or 0)
    length = dense(ctx, multiply(ctx, x, unit), np.full((count, 1), 1 / least))
    # A ReLU with a limit is the minimum with 1, without a second tensor.
    return ctx.emit("ReLU", {"max_value": 1.0}, [length], length.shape)
