"""Resizing of pictures as one matrix for each axis, taken from what Keras itself computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.primitives import dense, permute
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]

INTERPOLATIONS = ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")


@dataclass(frozen=True, slots=True)
class AxisResize:
    """The resizing of one axis.

    Attributes:
        size: Of the input.
        start: Where the part of the input begins that is resized; below 0 the axis is padded.
        count: Size of that part, padding included.
        target: Size that it gets.
    """

    size: int
    start: int
    count: int
    target: int

    @classmethod
    def whole(cls, size: int, target: int) -> AxisResize:
        """Resize all of the axis."""
        return cls(size, 0, size, target)


def resample(
    ctx: LayerContext,
    x: Tensor,
    axes: Mapping[int, AxisResize],
    interpolation: str = "bilinear",
    *,
    antialias: bool = False,
    fill: float = 0.0,
) -> Tensor:
    """Resize axes, by number with the batch as 0; padding is filled with `fill`."""
    matrices = {}
    for axis, stretch in axes.items():
        matrix, offset = _matrix(stretch, interpolation, antialias, fill)
        # An axis that keeps its size costs nothing.
        if not np.array_equal(matrix, np.eye(stretch.size)):
            matrices[axis] = (matrix, offset if offset.any() else None)
    return multiply_axes(ctx, x, matrices)


def multiply_axes(
    ctx: LayerContext, x: Tensor, matrices: Mapping[int, tuple[Array, Array | None]]
) -> Tensor:
    """Multiply axes by matrices, shape (in, out), and add offsets, shape (out,)."""
    order = list(range(1, x.rank))
    for axis, (matrix, offset) in matrices.items():
        wanted = [*(other for other in order if other != axis), axis]
        x = dense(ctx, permute(ctx, x, _positions(wanted, order)), matrix, offset)
        order = wanted
    return permute(ctx, x, _positions(sorted(order), order))


def _positions(wanted: Sequence[int], order: Sequence[int]) -> list[int]:
    return [order.index(axis) + 1 for axis in wanted]


def _matrix(
    stretch: AxisResize, interpolation: str, antialias: bool, fill: float
) -> tuple[Array, Array]:
    """Return the matrix, shape (size, target), and what the filling adds, shape (target,)."""
    # Keras crops or pads first and resizes then, so the matrix is that of the part.
    part = resize_matrix(stretch.count, stretch.target, interpolation, antialias)
    whole = np.zeros((stretch.size, stretch.target), np.float32)
    first, last = max(stretch.start, 0), min(stretch.start + stretch.count, stretch.size)
    inside = slice(first - stretch.start, last - stretch.start)
    whole[first:last] = part[inside]
    return whole, fill * (part.sum(0) - part[inside].sum(0))


def resize_matrix(size: int, target: int, interpolation: str, antialias: bool) -> Array:
    """Return how each of `size` values counts in each of `target`: Keras on unit vectors."""
    keras = load_keras()
    # Resizing is linear along each axis, so what it makes of unit vectors is all of it; whatever
    # Keras does at the borders is in it.
    vectors = np.eye(size, dtype=np.float32)[:, :, np.newaxis, np.newaxis]
    result = keras.ops.image.resize(
        vectors,
        (target, 1),
        interpolation=interpolation,
        antialias=antialias,
        data_format="channels_last",
    )
    return np.asarray(keras.ops.convert_to_numpy(result), np.float32)[:, :, 0, 0]
