"""Operations that make one value of many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.merging import MOST_AXES, around, reshape
from tfjs_bridge.convert.graph_model.ir import Shape, Tensor

_OF_NOTHING = {"Sum": 0, "Prod": 1, "All": 1, "Any": 0}


def reduced_shape(shape: Shape, axes: Sequence[int], *, keep: bool = False) -> Shape:
    """Return a shape without some axes, or with size 1 there."""
    sizes = ((axis in axes, size) for axis, size in enumerate(shape))
    return tuple(1 if gone else size for gone, size in sizes if keep or not gone)


def reduce(b: Builder, op: str, x: Tensor, axes: Sequence[int], *, keep: bool = False) -> Tensor:
    """Emit a sum, maximum or the like along axes."""
    if not axes:
        return x
    shape = reduced_shape(x.shape, axes, keep=keep)
    if op in _OF_NOTHING and any(x.shape[axis] == 0 for axis in axes):
        # Prod of nothing is what was in memory before on the wasm backend; WebGL takes none of it.
        value = b.const(np.array(_OF_NOTHING[op], x.dtype))
        return b.emit("Fill", (b.shape(shape), value), shape, x.dtype)
    places = b.const(np.array(axes, np.int32))
    return b.emit(op, (x, places), shape, x.dtype, keep_dims=keep)


def arg_reduce(b: Builder, op: str, x: Tensor, axis: int) -> Tensor:
    """Emit the place of the largest or smallest value along an axis, dtype int32."""
    shape = reduced_shape(x.shape, (axis,))
    return b.emit(op, (x, b.const(axis, "int32")), shape, "int32")


def cumulative(b: Builder, op: str, x: Tensor, axis: int, *, reverse: bool = False) -> Tensor:
    """Emit running sums or products; the axis is counted from the front."""
    if x.rank > MOST_AXES:  # WebGL's kernel takes four
        before, after = around(x.shape, axis)
        flat = reshape(b, x, (before, x.shape[axis], after))
        return reshape(b, cumulative(b, op, flat, 1, reverse=reverse), x.shape)
    place = b.const(axis, "int32")
    return b.emit(op, (x, place), x.shape, x.dtype, exclusive=False, reverse=reverse)
