"""Operations that make one value of many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Shape, Tensor


def reduced_shape(shape: Shape, axes: Sequence[int], *, keep: bool = False) -> Shape:
    """Return a shape without some axes, or with size 1 there."""
    sizes = ((axis in axes, size) for axis, size in enumerate(shape))
    return tuple(1 if gone else size for gone, size in sizes if keep or not gone)


def reduce(b: Builder, op: str, x: Tensor, axes: Sequence[int], *, keep: bool = False) -> Tensor:
    """Emit a sum, maximum or the like along axes."""
    if not axes:
        return x
    places = b.const(np.array(axes, np.int32))
    shape = reduced_shape(x.shape, axes, keep=keep)
    return b.emit(op, (x, places), shape, x.dtype, keep_dims=keep)


def arg_reduce(b: Builder, op: str, x: Tensor, axis: int) -> Tensor:
    """Emit the place of the largest or smallest value along an axis, dtype int32."""
    shape = reduced_shape(x.shape, (axis,))
    return b.emit(op, (x, b.const(axis, "int32")), shape, "int32")


def cumulative(b: Builder, op: str, x: Tensor, axis: int, *, reverse: bool = False) -> Tensor:
    """Emit running sums or products."""
    place = b.const(axis, "int32")
    return b.emit(op, (x, place), x.shape, x.dtype, exclusive=False, reverse=reverse)
