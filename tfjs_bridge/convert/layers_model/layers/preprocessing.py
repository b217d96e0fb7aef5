"""Preprocessing of numbers and of categories."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.calls import parsed
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
from tfjs_bridge.convert.layers_model.primitives import (
    Array,
    activation,
    add,
    affine,
    as_float,
    dense,
    multiply,
    permute,
    reshape,
    scale,
    step,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Keras's epsilon, below which it takes no standard deviation.
_LEAST_DEVIATION = 1e-7


@handles("Rescaling", note="lists as a depthwise convolution of size 1")
def rescaling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``x * scale + offset``; each a number, or an array for the last axes.

    Keras: Rescaling(scale, offset=0.0).
    TensorFlow.js: rescaling({scale, offset}), of numbers alone; else depthwiseConv2d({kernelSize:
        1}).
    """
    factor, offset = _array(config.take("scale")), _array(config.take("offset"))
    shape = np.broadcast_shapes(factor.shape, offset.shape)
    x = ctx.input
    if factor.size == offset.size == 1:
        settings = {"scale": float(factor.flat[0]), "offset": float(offset.flat[0])}
        return ctx.call_layer(ctx.define("Rescaling", settings, role=""), [x], x.shape)
    # Axes of size 1 in front say nothing: numpy would add them.
    while shape[0] == 1:
        shape = shape[1:]
    if len(shape) >= x.rank:
        raise ctx.refuse(
            f"scales the samples of a batch differently; expected at most {x.rank - 1} axes in "
            f"scale and offset, got {len(shape)}",
            "Leave the batch out of them.",
        )
    axes = range(x.rank - len(shape), x.rank)
    sizes = ctx.require_sizes(tuple(x.shape[axis] for axis in axes), "the rescaled axes")
    factor, offset = (_flat(value, sizes) for value in (factor, offset))
    return on_last_axis(ctx, as_float(ctx, x), axes, lambda flat: affine(ctx, flat, factor, offset))


def _array(value: Any) -> Array:
    return np.asarray(parsed(value), np.float32)


def _flat(value: Array, sizes: tuple[int, ...]) -> Array:
    """Broadcast an array that may have fewer axes, or more of size 1 in front, and flatten it."""
    extra = max(value.ndim - len(sizes), 0)
    return np.broadcast_to(value.reshape(value.shape[extra:]), sizes).reshape(-1)


@handles("Normalization", treatment="rewritten", note="a depthwise convolution of size 1")
def normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``(x - mean) / deviation`` of the training data, or its inverse.

    Keras: Normalization(axis=-1, mean, variance, invert=False).
    TensorFlow.js: depthwiseConv2d({kernelSize: 1}), or rescaling({scale, offset}).
    """
    x, axis = as_float(ctx, ctx.input), config.take("axis")
    mean, variance = config.take("mean"), config.take("variance")
    invert = config.take("invert")
    mean = np.asarray(ctx.weights["mean"] if mean is None else mean, np.float64)
    variance = np.asarray(ctx.weights["variance"] if variance is None else variance, np.float64)
    # In float64 until here, so that 1 / deviation is rounded once.
    deviation = np.maximum(np.sqrt(variance), _LEAST_DEVIATION)
    several = list(axis) if isinstance(axis, list | tuple) else [] if axis is None else [axis]
    if not several:
        return _normalized_alike(ctx, x, float(mean), float(deviation), invert=invert)
    axes = resolve_axes(ctx, several, x.rank)
    sizes = ctx.require_sizes(tuple(x.shape[axis] for axis in axes), "the normalized axes")
    mean, deviation = (np.broadcast_to(v, sizes).reshape(-1) for v in (mean, deviation))

    def work(flat: Tensor) -> Tensor:
        if invert:
            return affine(ctx, flat, deviation, mean)
        return affine(ctx, flat, 1 / deviation, np.zeros_like(mean), mean)

    return on_last_axis(ctx, x, axes, work)


def _normalized_alike(
    ctx: LayerContext, x: Tensor, mean: float, deviation: float, *, invert: bool
) -> Tensor:
    if invert:
        return scale(ctx, x, deviation, mean)
    # In two steps: a product with the offset folded in loses digits where the mean is large.
    return scale(ctx, scale(ctx, x, 1.0, -mean), 1 / deviation)


@handles("Discretization", treatment="rewritten", note="a sum of steps")
def discretization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate how many boundaries a value has reached, or that number encoded.

    Keras: Discretization(bin_boundaries, output_mode='int').
    TensorFlow.js: a sum of steps: dense, rescaling and hardSigmoid.
    """
    config.ignore("num_bins", "epsilon")  # for finding the boundaries
    config.require("sparse", (False,), "Use sparse=False.")
    bounds, mode = config.take("bin_boundaries"), config.take("output_mode")
    if bounds is None:
        raise ctx.refuse("has no bin_boundaries", "Call its adapt method, and save it again.")
    x = as_float(ctx, ctx.input)
    # A boundary minus the value: above 0 where the value has not reached it.
    below = dense(ctx, _with_axis(ctx, x), np.full((1, len(bounds)), -1.0), _ceiling(bounds))
    ones = np.full((len(bounds), 1), -1.0)
    index = dense(ctx, step(ctx, below), ones, np.array([float(len(bounds))]))
    if mode == "int":
        return reshape(ctx, index, x.shape[1:])
    return _encoded(ctx, reshape(ctx, index, x.shape[1:]), len(bounds) + 1, mode, None)


def _ceiling(bounds: list[float]) -> Array:
    """Return the least float32 numbers that are not below: a value reaches both or none."""
    exact = np.asarray(bounds, np.float64)
    near = exact.astype(np.float32)
    return np.where(near < exact, np.nextafter(near, np.float32(np.inf)), near)


@handles("CategoryEncoding", treatment="rewritten", note="distances to each category")
def category_encoding(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate numbers of categories to zeros and ones, or to counts.

    Keras: CategoryEncoding(num_tokens, output_mode='multi_hot'), called with count_weights or
        without.
    TensorFlow.js: relu(1 - distance to each category).
    """
    weights = ctx.take_kwarg("count_weights")
    if len(ctx.args) > 1:
        weights = ctx.args[1]
    config.ignore("sparse")
    count, mode = int(config.take("num_tokens")), config.take("output_mode")
    if weights is not None and not isinstance(weights, Tensor):
        raise ctx.refuse("its count_weights are not a tensor", "Make them an input of the model.")
    return _encoded(ctx, as_float(ctx, ctx.inputs[0]), count, mode, weights)


def _encoded(ctx: LayerContext, x: Tensor, count: int, mode: str, weights: Tensor | None) -> Tensor:
    if mode == "one_hot":
        # Keras drops such an axis before it adds its own.
        if x.rank > 1 and x.shape[-1] == 1:
            x = reshape(ctx, x, x.shape[1:-1])
        return _one_hot(ctx, x, count)
    if x.rank != 2:
        raise ctx.refuse(
            f"output_mode='{mode}' of {x.rank} axes; expected (batch, values)",
            "Flatten its input.",
        )
    (size,) = ctx.require_sizes(x.shape[1:], "the number of values")
    each = _one_hot(ctx, x, count)
    if weights is not None:
        each = multiply(ctx, each, _with_axis(ctx, as_float(ctx, weights)))
    total = dense(ctx, permute(ctx, each, [2, 1]), np.ones((size, 1)))
    total = reshape(ctx, total, (count,))
    # Counts above 1 are a single 1 in multi_hot.
    return step(ctx, total) if mode == "multi_hot" else total


def _one_hot(ctx: LayerContext, x: Tensor, count: int) -> Tensor:
    """Set 1 at each value's place on a new last axis, else 0; nothing for numbers out of range."""
    kernel, places = np.ones((1, count)), np.arange(count, dtype=np.float32)
    distance = dense(ctx, _with_axis(ctx, x), kernel, -places)
    ahead = activation(ctx, distance, "relu")
    behind = activation(ctx, scale(ctx, distance, -1.0), "relu")
    # 1 minus the distance: 1 at the value's own place, 0 from the neighbours on.
    return activation(ctx, scale(ctx, add(ctx, ahead, behind), -1.0, 1.0), "relu")


def _with_axis(ctx: LayerContext, x: Tensor) -> Tensor:
    return reshape(ctx, x, (*x.shape[1:], 1))
