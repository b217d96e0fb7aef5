"""Operations that move, cut or repeat values."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.elementwise import cast
from tfjs_bridge.convert.graph_model.builder.merging import MOST_AXES, around, reshape
from tfjs_bridge.convert.graph_model.ir import Array, Dim, Shape, Tensor, values_in
from tfjs_bridge.convert.graph_model.sizes import plus


def transpose(b: Builder, x: Tensor, order: Sequence[int]) -> Tensor:
    """Emit the axes in another order."""
    order = tuple(int(axis) for axis in order)
    if order == tuple(range(x.rank)):
        return x
    shape = tuple(x.shape[axis] for axis in order)
    # Where only axes of size 1 move, nothing does.
    moved = [axis for axis in order if x.shape[axis] != 1]
    if moved == sorted(moved):
        return reshape(b, x, shape)
    return b.emit("Transpose", (x, b.const(np.array(order, np.int32))), shape, x.dtype)


def expand(b: Builder, x: Tensor, axes: Sequence[int]) -> Tensor:
    """Emit axes of size 1 at places counted in the result."""
    shape = list(x.shape)
    for axis in sorted(axes):
        shape.insert(axis, 1)
    return reshape(b, x, tuple(shape))


def squeeze(b: Builder, x: Tensor, axes: Sequence[int]) -> Tensor:
    """Emit a tensor without some axes of size 1."""
    return reshape(b, x, tuple(size for axis, size in enumerate(x.shape) if axis not in axes))


def broadcast_to(b: Builder, x: Tensor, shape: Shape) -> Tensor:
    """Emit a tensor of a whole shape from one of the same rank whose sizes may be 1."""
    if x.shape == shape:
        return x
    if x.node.op == "BroadcastTo":
        return broadcast_to(b, x.node.inputs[0], shape)
    if x.dtype == "bool":  # the kernel of the wasm backend does not take bool
        return cast(b, broadcast_to(b, cast(b, x, "int32"), shape), "bool")
    return b.emit("BroadcastTo", (x, b.shape(shape)), shape, x.dtype)


def concat(b: Builder, parts: Sequence[Tensor], axis: int) -> Tensor:
    """Emit tensors one after another along an axis."""
    if len(parts) == 1:
        return parts[0]
    size = functools.reduce(plus, (part.shape[axis] for part in parts))
    shape = (*parts[0].shape[:axis], size, *parts[0].shape[axis + 1 :])
    ends = (*parts, b.const(axis, "int32"))
    # Without N the loader takes two parts, and leaves out the others (op_list/slice_join.ts).
    return b.emit("ConcatV2", ends, shape, parts[0].dtype, N=len(parts))


def take(b: Builder, x: Tensor, axis: int, place: int) -> Tensor:
    """Emit what is at one place of an axis, without the axis."""
    begin, end = [0] * x.rank, [0] * x.rank
    begin[axis], end[axis] = place, place + 1
    others = sum(1 << k for k in range(x.rank) if k != axis)
    shape = (*x.shape[:axis], *x.shape[axis + 1 :])
    ends = [b.const(np.array(part, np.int32)) for part in (begin, end, [1] * x.rank)]
    masks = {"begin_mask": others, "end_mask": others, "shrink_axis_mask": 1 << axis}
    return b.emit("StridedSlice", (x, *ends), shape, x.dtype, **masks)


def cut(
    b: Builder, x: Tensor, begin: Sequence[Dim], shape: Shape, strides: Sequence[int] = ()
) -> Tensor:
    """Emit a part of a tensor.

    Args:
        b: Emits.
        x: Of any rank.
        begin: The first place along each axis.
        shape: Of the part.
        strides: From one place to the next; 1 if left out.
    """
    steps = list(strides) or [1] * x.rank
    whole = [
        s == full and a == 0 and step == 1
        for s, full, a, step in zip(shape, x.shape, begin, steps, strict=True)
    ]
    if all(whole):
        return x
    if max(steps) > 1 and (x.dtype != "float32" or x.rank > MOST_AXES):
        return _stepped(b, x, begin, shape, steps)
    starts, ends = [], []
    for a, n, step, all_of_it in zip(begin, shape, steps, whole, strict=True):
        starts.append(b.size(0 if all_of_it else a))
        if all_of_it:
            ends.append(b.size(0))
            continue
        last = _times(b, b.size(n), step) if step != 1 else b.size(n)
        ends.append(b.emit("AddV2", (b.size(a), last), (), "int32"))
    masks = sum(1 << k for k, all_of_it in enumerate(whole) if all_of_it)
    places = [_vector(b, starts), _vector(b, ends), b.const(np.array(steps, np.int32))]
    return b.emit("StridedSlice", (x, *places), shape, x.dtype, begin_mask=masks, end_mask=masks)


def _stepped(
    b: Builder, x: Tensor, begin: Sequence[Dim], shape: Shape, steps: Sequence[int]
) -> Tensor:
    """Emit values that are some steps apart, by ``GatherV2``.

    ``StridedSlice`` with steps gives float32 for any dtype on the wasm backend, and takes four axes
    on WebGL.
    """
    for axis, step in enumerate(steps):
        if step == 1:
            continue
        places = b.emit(
            "Mul", (iota(b, shape[axis]), b.const(step, "int32")), (shape[axis],), "int32"
        )
        places = b.emit("AddV2", (places, b.size(begin[axis])), (shape[axis],), "int32")
        sizes = (*x.shape[:axis], shape[axis], *x.shape[axis + 1 :])
        x = b.emit("GatherV2", (x, places, b.const(axis, "int32")), sizes, x.dtype, batch_dims=0)
    first = [0 if step > 1 else a for a, step in zip(begin, steps, strict=True)]
    return cut(b, x, first, shape)


def _times(b: Builder, size: Tensor, step: int) -> Tensor:
    return b.emit("Mul", (size, b.const(step, "int32")), (), "int32")


def _vector(b: Builder, sizes: Sequence[Tensor]) -> Tensor:
    return b.emit("Pack", sizes, (len(sizes),), "int32", axis=0)


def pad(
    b: Builder, x: Tensor, widths: Sequence[tuple[int, int]], value: Tensor, shape: Shape
) -> Tensor:
    """Emit a tensor with a border of one value, shape () and x's dtype."""
    if not any(before or after for before, after in widths):
        return x
    if x.rank <= MOST_AXES:
        border = b.const(np.array(widths, np.int32))
        return b.emit("PadV2", (x, border, value), shape, x.dtype)
    for axis, width in enumerate(widths):  # WebGL takes four axes
        if width == (0, 0):
            continue
        sizes = (*x.shape[:axis], shape[axis], *x.shape[axis + 1 :])
        before, after = around(sizes, axis)
        flat = reshape(b, x, (before, x.shape[axis], after))
        border = b.const(np.array([(0, 0), width, (0, 0)], np.int32))
        flat = b.emit("PadV2", (flat, border, value), (before, shape[axis], after), x.dtype)
        x = reshape(b, flat, sizes)
    return x


def iota(b: Builder, size: Dim) -> Tensor:
    """Emit 0, 1, 2, ... of dtype int32, shape (size,)."""
    ends = (b.const(0, "int32"), b.size(size), b.const(1, "int32"))
    return b.emit("Range", ends, (size,), "int32", Tidx="int32")


def constant_of(x: Tensor) -> Array:
    """Return what a constant holds.

    Raises:
        ValueError: It is known only when the model runs.
    """
    if x.value is None:
        raise ValueError("not a constant")
    return x.value


def is_wide(x: Tensor, most: int) -> bool:
    """Whether a tensor may have more than some values."""
    count = values_in(x.shape)
    return count is None or count > most


__all__ = ["reshape"]
