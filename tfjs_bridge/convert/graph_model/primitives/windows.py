"""Pooling: one value of each window."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Array, Dim, Tensor
from tfjs_bridge.convert.graph_model.primitives.padding import border
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers
from tfjs_bridge.convert.graph_model.sizes import product

# Nothing is below it; TensorFlow.js reads -Infinity from no JSON, and its kernels begin at it too.
_LARGEST_COUNTED = 1_000_000
LEAST = float(np.finfo(np.float32).min)


@lowers("reduce_window_max")
def window_max(c: Application, x: Tensor) -> Tensor:
    """``reduce_window_max`` -> ``MaxPool``."""
    return _pooled(c, x, "MaxPool", LEAST)


@lowers("reduce_window_min")
def window_min(c: Application, x: Tensor) -> Tensor:
    """``reduce_window_min`` -> ``-MaxPool(-x)``."""
    return e.unary(c.b, "Neg", _pooled(c, e.unary(c.b, "Neg", x), "MaxPool", LEAST))


@lowers("reduce_window_sum")
def window_sum(c: Application, x: Tensor) -> Tensor:
    """``reduce_window_sum`` -> ``AvgPool`` times the number of values in a window."""
    return _summed(c, x)


def _summed(c: Application, x: Tensor) -> Tensor:
    if x.value is not None and x.value.size <= _LARGEST_COUNTED:
        return c.b.const(_counted(x.value, c.params))
    count = math.prod(int(size) for size in c.params["window_dimensions"])
    return e.mul(c.b, _pooled(c, x, "AvgPool", 0.0), float(count))


@lowers("reduce_window")
def window_any(c: Application, x: Tensor, start: Tensor) -> Tensor:
    """``reduce_window`` with a sum or a maximum -> the same as that."""
    names = {equation.primitive.name for equation in c.params["jaxpr"].eqns}
    if names == {"max"}:
        return _pooled(c, x, "MaxPool", LEAST)
    if names == {"add"}:
        return _summed(c, x)
    raise NotExpressibleError("computes something other than a sum or maximum of each window")


def _counted(x: Array, params: Mapping[str, Any]) -> Array:
    """Sum the windows of a constant, such as the ones that say how many values each window has."""
    padded = np.pad(x, [(int(low), int(high)) for low, high in params["padding"]])
    sizes = tuple(map(int, params["window_dimensions"]))
    windows = np.lib.stride_tricks.sliding_window_view(padded, sizes)
    steps = tuple(slice(None, None, int(step)) for step in params["window_strides"])
    axes = tuple(range(x.ndim, 2 * x.ndim))
    return np.asarray(windows[steps].sum(axis=axes), x.dtype)


def _pooled(c: Application, x: Tensor, op: str, fill: float) -> Tensor:
    params = c.params
    if any(d != 1 for d in (*params["base_dilation"], *params["window_dilation"])):
        raise NotExpressibleError("spreads the values of a window")
    window = [int(size) for size in params["window_dimensions"]]
    x = e.cast(c.b, x, "float32")
    axes = [axis for axis, size in enumerate(window) if size != 1]
    axes = _with_moving(axes, params)
    if not axes:
        return x
    if len(axes) > 3:
        raise NotExpressibleError("pools along more than three axes")
    others = [axis for axis in range(x.rank) if axis not in axes]
    if len(axes) == 3 and op == "MaxPool":
        # MaxPool3D of the wasm backend takes 1e-38 for the least number: in two steps instead.
        x, axes = _in_order(c, x, axes[:2], (op, fill)), axes[2:]
    while len(axes) < 2 and others[1:]:  # an axis more, along which the window is 1
        axes = sorted([*axes, others.pop(-1)])
    return e.cast(c.b, _in_order(c, x, axes, (op, fill)), c.dtype)


def _with_moving(axes: list[int], params: Mapping[str, Any]) -> list[int]:
    """Return the axes along which the window goes: also those with strides or borders."""
    strides, pads = params["window_strides"], params["padding"]
    moving = [
        axis
        for axis, (step, pad) in enumerate(zip(strides, pads, strict=True))
        if step != 1 or tuple(map(str, pad)) != ("0", "0")
    ]
    return sorted({*axes, *moving})


def _in_order(c: Application, x: Tensor, axes: Sequence[int], kind: tuple[str, float]) -> Tensor:
    """Pool with the axes of space in the middle, and put them back."""
    op, fill = kind
    others = [axis for axis in range(x.rank) if axis not in axes]
    order = [*others[:1], *axes, *others[1:]]
    moved = s.transpose(c.b, x, order)
    space = len(axes)
    first, last = moved.shape[: len(others[:1])], moved.shape[len(others[:1]) + space :]
    flat = _as_picture(c, moved, len(first), space)
    sizes = [c.params["window_dimensions"][axis] for axis in axes]
    strides = [c.params["window_strides"][axis] for axis in axes]
    pads = [c.params["padding"][axis] for axis in axes]
    around = border(flat.shape[1:-1], sizes, strides, pads)
    # AvgPool with SAME leaves the border out of the mean; here it is zeros.
    named = around.named if op == "MaxPool" else around.written_out
    if op == "AvgPool" and around.is_empty:
        named = around.named
    given, attrs = named(c.b, flat, fill)
    result_space = tuple(c.shape[axis] for axis in axes)
    shape = (flat.shape[0], *result_space, flat.shape[-1])
    form = "NHWC" if space == 2 else "NDHWC"
    pooled = c.b.emit(
        op if space == 2 else f"{op}3D",
        (given,),
        shape,
        "float32",
        ksize=[1, *map(int, sizes), 1],
        strides=[1, *map(int, strides), 1],
        data_format=form,
        **attrs,
    )
    pooled = s.reshape(c.b, pooled, (*first, *result_space, *last))
    return s.transpose(c.b, pooled, np.argsort(order).tolist())


def _as_picture(c: Application, x: Tensor, before: int, space: int) -> Tensor:
    """Merge the axes before and after those of space into one each."""
    middle: tuple[Dim, ...] = x.shape[before : before + space]
    return s.reshape(
        c.b, x, (product(x.shape[:before]), *middle, product(x.shape[before + space :]))
    )
