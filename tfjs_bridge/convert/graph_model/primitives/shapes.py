"""Moves, cuts and repetitions of values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers
from tfjs_bridge.convert.graph_model.sizes import dim_of, plus, shape_of

_MOST_REVERSED = 4


@lowers("broadcast_in_dim", is_lazy=True)
def broadcast_in_dim(c: Application, x: Tensor, *sizes: Tensor) -> Tensor:
    """``broadcast_in_dim`` -> ``Reshape``: sizes of 1 stay 1 until they matter."""
    shape: list[Dim] = [1] * len(c.shape)
    for axis, place in enumerate(c.params["broadcast_dimensions"]):
        shape[place] = x.shape[axis]
    return s.reshape(c.b, x, tuple(shape))


@lowers("reshape", is_lazy=True)
def reshape(c: Application, x: Tensor, *sizes: Tensor) -> Tensor:
    """``reshape`` -> ``Reshape``, of axes in the order that it asks for."""
    if c.params.get("dimensions") is not None:
        return s.reshape(c.b, s.transpose(c.b, c.whole(x, 0), c.params["dimensions"]), c.shape)
    if x.shape != c.shapes[0]:
        lazy = _lazily(x.shape, c.shapes[0], c.shape)
        if lazy is not None:
            return s.reshape(c.b, x, lazy)
        x = c.whole(x, 0)
    return s.reshape(c.b, x, c.shape)


def _lazily(own: Shape, before: Shape, after: Shape) -> Shape | None:
    """Return the shape of equal values, not written out, if axes of size 1 alone come or go."""
    kept = [(mine, size) for mine, size in zip(own, before, strict=True) if size != 1]
    if [size for _, size in kept] != [size for size in after if size != 1]:
        return None
    mine = iter(kept)
    return tuple(1 if size == 1 else next(mine)[0] for size in after)


@lowers("squeeze", is_lazy=True)
def squeeze(c: Application, x: Tensor) -> Tensor:
    """``squeeze`` -> ``Reshape``."""
    return s.squeeze(c.b, x, c.params["dimensions"])


@lowers("expand_dims", is_lazy=True)
def expand_dims(c: Application, x: Tensor) -> Tensor:
    """``expand_dims`` -> ``Reshape``."""
    return s.expand(c.b, x, c.params["dimensions"])


@lowers("transpose", is_lazy=True)
def transpose(c: Application, x: Tensor) -> Tensor:
    """``transpose`` -> ``Transpose``."""
    return s.transpose(c.b, x, c.params["permutation"])


@lowers("concatenate")
def concatenate(c: Application, *parts: Tensor) -> Tensor:
    """``concatenate`` -> ``ConcatV2``."""
    axis = c.params["dimension"]
    filled = [part for part in parts if part.shape[axis] != 0]
    # Kernels take bool here on the cpu backend alone.
    numbers = [e.cast(c.b, x, "int32") if x.dtype == "bool" else x for x in filled or parts[:1]]
    return e.cast(c.b, s.concat(c.b, numbers, axis), c.dtype)


@lowers("unstack")
def unstack(c: Application, x: Tensor) -> list[Tensor]:
    """``unstack`` -> ``Unpack``; since JAX 0.11."""
    dtype = "int32" if x.dtype == "bool" else x.dtype
    results = [(shape, dtype) for shape, _ in c.results]
    x = e.cast(c.b, x, dtype)
    rows = c.b.emit_many("Unpack", (x,), results, axis=c.params["axis"], num=len(results))
    return [e.cast(c.b, row, c.dtype) for row in rows]


@lowers("split")
def split(c: Application, x: Tensor) -> list[Tensor]:
    """``split`` -> ``SplitV``."""
    sizes = shape_of(c.params["sizes"])
    axis = c.params["axis"]
    ends = (c.b.shape(sizes), c.b.const(axis, "int32"))
    return c.b.emit_many("SplitV", (x, *ends), c.results, num_split=len(sizes))


@lowers("slice")
def slice_(c: Application, x: Tensor) -> Tensor:
    """``slice`` -> ``StridedSlice``."""
    begin = shape_of(c.params["start_indices"])
    return s.cut(c.b, x, begin, c.shape, [int(k) for k in c.params["strides"] or ()])


@lowers("rev")
def reverse(c: Application, x: Tensor) -> Tensor:
    """``rev`` -> ``ReverseV2``; of bool, and of many axes, ``GatherV2`` of each axis backwards.

    ``ReverseV2`` of bool writes past the end of memory on the wasm backend; WebGL's takes four
    axes.
    """
    return backwards(c.b, x, c.params["dimensions"])


def backwards(b: Builder, x: Tensor, axes: Sequence[int]) -> Tensor:
    """Emit a tensor with some axes in the other direction."""
    axes = [axis for axis in axes if x.shape[axis] != 1]
    if not axes:
        return x
    if x.dtype != "bool" and x.rank <= _MOST_REVERSED:
        return b.emit("ReverseV2", (x, b.const(np.array(axes, np.int32))), x.shape, x.dtype)
    for axis in axes:
        places = e.sub(b, b.size(plus(x.shape[axis], -1)), s.iota(b, x.shape[axis]))
        x = b.emit("GatherV2", (x, places, b.const(axis, "int32")), x.shape, x.dtype, batch_dims=0)
    return x


@lowers("stack")
def stack(c: Application, *parts: Tensor) -> Tensor:
    """``stack`` -> ``Pack``."""
    numbers = [e.cast(c.b, x, "int32") if x.dtype == "bool" else x for x in parts]
    axis = int(c.params["axis"])
    result = c.b.emit("Pack", numbers, c.shape, numbers[0].dtype, axis=axis)
    return e.cast(c.b, result, c.dtype)


@lowers("tile")
def tile(c: Application, x: Tensor) -> Tensor:
    """``tile`` -> ``Tile``."""
    repeats = shape_of(c.params["reps"])
    extended = s.reshape(c.b, x, (*(1,) * (len(repeats) - x.rank), *x.shape))
    return c.b.emit("Tile", (extended, c.b.shape(repeats)), c.shape, x.dtype)


@lowers("iota", is_lazy=True)
def iota(c: Application, *sizes: Tensor) -> Tensor:
    """``iota`` -> ``Range``, with sizes of 1 along the other axes."""
    axis = c.params["dimension"]
    places = e.cast(c.b, s.iota(c.b, c.shape[axis]), c.dtype)
    shape = tuple(size if k == axis else 1 for k, size in enumerate(c.shape))
    return s.reshape(c.b, places, shape)


@lowers("pad")
def pad(c: Application, x: Tensor, value: Tensor) -> Tensor:
    """``pad`` -> ``PadV2``, with values put between others and cut off where it says so."""
    config = [tuple(map(int, widths)) for widths in c.params["padding_config"]]
    x = interleaved(c, x, value, [between for _, _, between in config])
    outside = [(max(low, 0), max(high, 0)) for low, high, _ in config]
    padded = tuple(
        size if low + high == 0 else plus(size, low + high)
        for size, (low, high) in zip(x.shape, outside, strict=True)
    )
    x = s.pad(c.b, x, outside, value, padded)
    return s.cut(c.b, x, [max(-low, 0) for low, _, _ in config], c.shape)


def interleaved(c: Application, x: Tensor, value: Tensor, counts: Sequence[int]) -> Tensor:
    """Emit a tensor with so many more values between each two along each axis."""
    for axis, count in enumerate(counts):
        if not count:
            continue
        size = int(str(x.shape[axis]))
        x = s.expand(c.b, x, [axis + 1])
        widths = [(0, count if k == axis + 1 else 0) for k in range(x.rank)]
        shape = (*x.shape[: axis + 1], count + 1, *x.shape[axis + 2 :])
        x = s.pad(c.b, x, widths, value, shape)
        shape = (*x.shape[:axis], size * (count + 1), *x.shape[axis + 2 :])
        x = s.reshape(c.b, x, shape)
        last = (*x.shape[:axis], size * (count + 1) - count, *x.shape[axis + 1 :])
        x = s.cut(c.b, x, [0] * x.rank, last)
    return x


@lowers("dim_as_value", is_lazy=True)
def dim_as_value(c: Application) -> Tensor:
    """``dim_as_value`` -> the size, computed when the model runs."""
    return c.b.size(dim_of(c.params["dim"]))
