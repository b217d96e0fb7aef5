"""Pooling to a given size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.resampling import Array, multiply_axes
from tfjs_bridge.convert.layers_model.lowerings.space import restore_channels, to_channels_last
from tfjs_bridge.convert.layers_model.primitives import concatenate, crop, known_product, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Bounds = Sequence[tuple[int, int]]


@handles(
    "AdaptiveAveragePooling1D",
    "AdaptiveAveragePooling2D",
    "AdaptiveAveragePooling3D",
    treatment="rewritten",
    note="a Dense over each axis; fixed sizes only",
)
def adaptive_average_pooling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the mean over a given number of windows.

    Keras: AdaptiveAveragePooling2D(output_size, data_format).
    TensorFlow.js: dense over each axis, with the windows' shares as kernel.
    """
    x, first = to_channels_last(ctx, config)
    sizes = ctx.require_sizes(x.shape[1:-1], "the size of what is pooled")
    counts = config.take("output_size")
    matrices: dict[int, tuple[Array, None]] = {}
    for axis, (size, count) in enumerate(zip(sizes, counts, strict=True), start=1):
        matrix = np.zeros((size, count), np.float32)
        for number, (start, stop) in enumerate(_windows(size, count)):
            matrix[start:stop, number] = 1 / (stop - start)
        matrices[axis] = (matrix, None)
    return restore_channels(ctx, multiply_axes(ctx, x, matrices), first)


@handles(
    "AdaptiveMaxPooling1D",
    "AdaptiveMaxPooling2D",
    "AdaptiveMaxPooling3D",
    treatment="rewritten",
    note="MaxPooling2D of each axis, or of each window where they differ; fixed sizes only",
)
def adaptive_max_pooling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the maximum over a given number of windows.

    Keras: AdaptiveMaxPooling2D(output_size, data_format).
    TensorFlow.js: maxPooling2d of one axis after the other.
    """
    x, first = to_channels_last(ctx, config)
    sizes = ctx.require_sizes(x.shape[1:-1], "the size of what is pooled")
    counts = config.take("output_size")
    for axis, (size, count) in enumerate(zip(sizes, counts, strict=True), start=1):
        x = _largest(ctx, x, axis, _windows(size, count))
    return restore_channels(ctx, x, first)


def _windows(size: int, count: int) -> Bounds:
    """Return where each window starts and stops: they cover the axis as evenly as possible."""
    # Rounded outwards, as Keras does it (backend/jax/nn.py): neighbours may share a value.
    return [(k * size // count, -(-(k + 1) * size // count)) for k in range(count)]


def _largest(ctx: LayerContext, x: Tensor, axis: int, windows: Bounds) -> Tensor:
    """Return the maximum of each window along one axis."""
    before, after = known_product(x.shape[1:axis]), known_product(x.shape[axis + 1 :])
    flat = reshape(ctx, x, (before, x.shape[axis], after))
    widths = {stop - start for start, stop in windows}
    steps = {right - left for (left, _), (right, _) in pairwise(windows)}
    # Windows of one size at one distance are a MaxPooling2D; others are cut out one by one.
    if len(widths) == 1 and len(steps) < 2:
        flat = _pooled(ctx, flat, widths.pop(), steps.pop() if steps else 1, len(windows))
    else:
        parts = [crop(ctx, flat, 2, start, stop) for start, stop in windows]
        parts = [_pooled(ctx, part, part.shape[2] or 1, 1, 1) for part in parts]
        flat = concatenate(ctx, parts, axis=2)
    return reshape(ctx, flat, (*x.shape[1:axis], len(windows), *x.shape[axis + 1 :]))


def _pooled(ctx: LayerContext, x: Tensor, width: int, step: int, count: int) -> Tensor:
    settings = {
        "pool_size": [1, width],
        "strides": [1, step],
        "padding": "valid",
        "data_format": "channels_last",
    }
    return ctx.emit("MaxPooling2D", settings, [x], (*x.shape[:2], count, x.shape[3]))
