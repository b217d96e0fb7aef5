"""Pooling to a given size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.resampling import Array, along_axes
from tfjs_bridge.convert.layers_model.lowerings.space import as_given, channels_last
from tfjs_bridge.convert.layers_model.primitives import concatenate, crop, known_product, reshape

Bounds = Sequence[tuple[int, int]]


@handles(
    "AdaptiveAveragePooling1D",
    "AdaptiveAveragePooling2D",
    "AdaptiveAveragePooling3D",
    treatment="rewritten",
    note="a Dense over each axis; fixed sizes only",
)
def adaptive_average_pooling(use: Use, config: ConfigReader) -> Tensor:
    """The mean of each of so many windows."""
    x, first = channels_last(use, config)
    sizes = use.require_sizes(x.shape[1:-1], "the size of what is pooled")
    counts = config.take("output_size")
    matrices: dict[int, tuple[Array, None]] = {}
    for axis, (size, count) in enumerate(zip(sizes, counts, strict=True), start=1):
        matrix = np.zeros((size, count), np.float32)
        for number, (start, stop) in enumerate(_windows(size, count)):
            matrix[start:stop, number] = 1 / (stop - start)
        matrices[axis] = (matrix, None)
    return as_given(use, along_axes(use, x, matrices), first)


@handles(
    "AdaptiveMaxPooling1D",
    "AdaptiveMaxPooling2D",
    "AdaptiveMaxPooling3D",
    treatment="rewritten",
    note="MaxPooling2D of each axis, or of each window where they differ; fixed sizes only",
)
def adaptive_max_pooling(use: Use, config: ConfigReader) -> Tensor:
    """The largest value of each of so many windows."""
    x, first = channels_last(use, config)
    sizes = use.require_sizes(x.shape[1:-1], "the size of what is pooled")
    counts = config.take("output_size")
    for axis, (size, count) in enumerate(zip(sizes, counts, strict=True), start=1):
        x = _largest(use, x, axis, _windows(size, count))
    return as_given(use, x, first)


def _windows(size: int, count: int) -> Bounds:
    """Where each window starts and stops: together they cover the axis as evenly as possible."""
    return [(k * size // count, -(-(k + 1) * size // count)) for k in range(count)]


def _largest(use: Use, x: Tensor, axis: int, windows: Bounds) -> Tensor:
    """The largest value of each window along one axis."""
    before, after = known_product(x.shape[1:axis]), known_product(x.shape[axis + 1 :])
    flat = reshape(use, x, (before, x.shape[axis], after))
    widths = {stop - start for start, stop in windows}
    steps = {right - left for (left, _), (right, _) in pairwise(windows)}
    if len(widths) == 1 and len(steps) < 2:
        flat = _pooled(use, flat, widths.pop(), steps.pop() if steps else 1, len(windows))
    else:
        parts = [crop(use, flat, 2, start, stop) for start, stop in windows]
        parts = [_pooled(use, part, part.shape[2] or 1, 1, 1) for part in parts]
        flat = concatenate(use, parts, axis=2)
    return reshape(use, flat, (*x.shape[1:axis], len(windows), *x.shape[axis + 1 :]))


def _pooled(use: Use, x: Tensor, width: int, step: int, count: int) -> Tensor:
    settings = {
        "pool_size": [1, width],
        "strides": [1, step],
        "padding": "valid",
        "data_format": "channels_last",
    }
    return use.emit("MaxPooling2D", settings, [x], (*x.shape[:2], count, x.shape[3]))
