"""Operations of each value by itself, with TensorFlow's broadcasting."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.merging import MOST_AXES, merged, reshape
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.sizes import product

_COMPARISONS = frozenset(
    {"Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual", "LogicalAnd"}
) | {"LogicalOr"}


def broadcast_shape(*shapes: Shape) -> Shape:
    """Return the shape of what tensors of some shapes give together.

    Raises:
        ValueError: Two sizes differ, and none of them is 1.
    """
    backwards = zip_longest(*(shape[::-1] for shape in shapes), fillvalue=1)
    return tuple(map(_size, backwards))[::-1]


def _size(sizes: tuple[Dim, ...]) -> Dim:
    others = {size for size in sizes if size != 1}
    if len(others) > 1:
        raise ValueError(f"sizes {', '.join(map(str, others))} cannot be broadcast")
    return others.pop() if others else 1


def unary(b: Builder, op: str, x: Tensor, dtype: str | None = None) -> Tensor:
    """Emit a function of each value."""
    return b.emit(op, (x,), x.shape, dtype or x.dtype)


def binary(b: Builder, op: str, x: Tensor, y: Tensor) -> Tensor:
    """Emit a function of two tensors; comparisons give bool."""
    dtype = "bool" if op in _COMPARISONS else x.dtype
    return b.emit(op, (x, y), broadcast_shape(x.shape, y.shape), dtype)


def scalar(b: Builder, value: float, like: Tensor) -> Tensor:
    """Emit a number of a tensor's dtype, shape ()."""
    return b.const(np.array(value, like.dtype))


def add(b: Builder, x: Tensor, y: Tensor | float) -> Tensor:
    """Emit x + y."""
    return binary(b, "AddV2", x, y if isinstance(y, Tensor) else scalar(b, y, x))


def sub(b: Builder, x: Tensor, y: Tensor | float) -> Tensor:
    """Emit x - y."""
    return binary(b, "Sub", x, y if isinstance(y, Tensor) else scalar(b, y, x))


def mul(b: Builder, x: Tensor, y: Tensor | float) -> Tensor:
    """Emit x * y."""
    return binary(b, "Mul", x, y if isinstance(y, Tensor) else scalar(b, y, x))


def div(b: Builder, x: Tensor, y: Tensor | float) -> Tensor:
    """Emit x / y; of int32 it is truncated."""
    return binary(b, "RealDiv", x, y if isinstance(y, Tensor) else scalar(b, y, x))


def select(b: Builder, condition: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Emit x where a condition holds, else y."""
    shape = broadcast_shape(condition.shape, x.shape, y.shape)
    if x.dtype == "bool":  # SelectV2 of bool writes past the end of memory on the wasm backend
        first = binary(b, "LogicalAnd", condition, x)
        second = binary(b, "LogicalAnd", unary(b, "LogicalNot", condition), y)
        return binary(b, "LogicalOr", first, second)
    if len(shape) > MOST_AXES:
        return _select_of_many_axes(b, (condition, x, y), shape)
    return b.emit("SelectV2", (condition, x, y), shape, x.dtype)


def _select_of_many_axes(
    b: Builder, tensors: tuple[Tensor, Tensor, Tensor], shape: Shape
) -> Tensor:
    """Emit a select with axes merged; if they are too many still, of all values in a row."""
    given = merged(b, tensors, shape)
    if given is None:
        condition, x, y = tensors
        numbers = [cast(b, condition, "int32"), x, y]
        wide = [b.emit("BroadcastTo", (v, b.shape(shape)), shape, v.dtype) for v in numbers]
        row = [reshape(b, v, (product(shape),)) for v in wide]
        given = [cast(b, row[0], "bool"), *row[1:]]
    sizes = broadcast_shape(*(v.shape for v in given))
    result = b.emit("SelectV2", given, sizes, given[1].dtype)
    return reshape(b, result, shape)


def cast(b: Builder, x: Tensor, dtype: str) -> Tensor:
    """Emit the same values as another dtype."""
    if x.dtype == dtype:
        return x
    if dtype == "bool":  # Cast reads single bytes of numbers on the wasm backend
        return binary(b, "NotEqual", x, scalar(b, 0, x))
    return b.emit("Cast", (x,), x.shape, dtype, SrcT=x.dtype, DstT=dtype)
