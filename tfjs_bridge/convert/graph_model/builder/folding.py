"""Computes operations on constants with numpy while a graph is built.

JAX would do it too, but compiles each one first: MobileNetV2 takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.ir import Array, Shape, Tensor, values_in

# A result may have so many values more than what it is computed from: a mask of 1024 x 1024 is made
# when the model runs, and not a part of its file.
_SMALL = 4096
_GROWTH = 4
# Of places that are only looked at.
_MOST = 2_000_000

Fold = Callable[..., Any]


def fold(
    op: str,
    inputs: Sequence[Tensor],
    attrs: Mapping[str, Any],
    results: Sequence[tuple[Shape, str]],
) -> list[Array] | None:
    """Compute an operation of constants.

    Returns:
        Its results; `None` where an input is not known, or the results would be large.
    """
    compute = _FOLDS.get(op)
    values = [tensor.value for tensor in inputs]
    known = [value for value in values if value is not None]
    if compute is None or len(known) < len(values) or not values:
        return None
    sizes = [values_in(shape) for shape, _ in results]
    limit = max(_SMALL, _GROWTH * sum(value.size for value in known))
    if any(size is None or size > limit for size in sizes):
        return None
    with np.errstate(all="ignore"):  # infinities and NaN are what the model would get, too
        computed = compute(*known, **attrs)
    listed = computed if isinstance(computed, list) else [computed]
    return [
        np.asarray(value, dtype).reshape([int(str(size)) for size in shape])
        for value, (shape, dtype) in zip(listed, results, strict=True)
    ]


def moved(op: str, values: Sequence[Array], attrs: Mapping[str, Any]) -> list[Array]:
    """Do to other values what a folded operation did, which only moves what it is given."""
    done = _FOLDS[op](*values, **attrs)
    return done if isinstance(done, list) else [done]


def computed(tensor: Tensor) -> Array | None:
    """Return what places and sizes of constants are, however many; `None` if they are not known."""
    known: dict[Tensor, Array | None] = {}

    def walk(x: Tensor) -> Array | None:
        if x not in known:
            known[x] = x.value if x.value is not None else _of_node(x, walk)
        return known[x]

    return walk(tensor)


def _of_node(x: Tensor, walk: Callable[[Tensor], Array | None]) -> Array | None:
    compute, size = _FOLDS.get(x.node.op), values_in(x.shape)
    if compute is None or size is None or size > _MOST or x.dtype == "float32":
        return None
    values = [walk(tensor) for tensor in x.node.inputs]
    known = [value for value in values if value is not None]
    if not values or len(known) < len(values) or len(x.node.outputs) > 1:
        return None
    shape = [int(str(n)) for n in x.shape]
    return np.asarray(compute(*known, **x.node.attrs), x.dtype).reshape(shape)


def _plain(function: Callable[..., Any]) -> Fold:
    return lambda *values: function(*values)


def _reduction(function: Callable[..., Any]) -> Fold:
    def compute(x: Array, axes: Array, keep_dims: bool = False) -> Array:
        axis = tuple(int(a) for a in axes.reshape(-1))
        return np.asarray(function(x, axis=axis, keepdims=keep_dims))

    return compute


def _divide(x: Array, y: Array) -> Array:
    if x.dtype.kind == "f":
        return np.asarray(x / y)
    safe = np.where(y == 0, 1, y)  # TensorFlow.js truncates, and gives anything for zero
    return np.asarray(np.trunc(x / safe))


def _strided_slice(x: Array, begin: Array, end: Array, strides: Array, **masks: int) -> Array:
    index: list[Any] = []
    for axis, (a, b, step) in enumerate(zip(begin, end, strides, strict=True)):
        bit = 1 << axis
        if masks.get("shrink_axis_mask", 0) & bit:
            index.append(int(a))
            continue
        start = None if masks.get("begin_mask", 0) & bit else int(a)
        stop = None if masks.get("end_mask", 0) & bit else int(b)
        index.append(slice(start, stop, int(step)))
    return np.asarray(x[tuple(index)])


def _slice(x: Array, begin: Array, size: Array) -> Array:
    ends = [slice(int(a), None if n < 0 else int(a + n)) for a, n in zip(begin, size, strict=True)]
    return np.asarray(x[tuple(ends)])


def _pad(x: Array, widths: Array, value: Array) -> Array:
    return np.pad(x, widths.tolist(), constant_values=value)


def _matmul(x: Array, y: Array, transpose_a: bool = False, transpose_b: bool = False) -> Array:
    return np.asarray((x.T if transpose_a else x) @ (y.T if transpose_b else y))


def _batch_matmul(x: Array, y: Array, adj_x: bool = False, adj_y: bool = False) -> Array:
    return np.asarray(
        (np.swapaxes(x, -1, -2) if adj_x else x) @ (np.swapaxes(y, -1, -2) if adj_y else y)
    )


def _gather(x: Array, indices: Array, axis: Array, **_: Any) -> Array:
    return np.take(x, indices, axis=int(axis))


def _split(x: Array, sizes: Array, axis: Array, **_: Any) -> list[Array]:
    return np.split(x, np.cumsum(sizes)[:-1].tolist(), axis=int(axis))


def _cumsum(x: Array, axis: Array, exclusive: bool = False, reverse: bool = False) -> Array:
    given = np.flip(x, int(axis)) if reverse else x
    sums = np.cumsum(given, int(axis), dtype=x.dtype)
    if exclusive:
        sums = sums - given
    return np.flip(sums, int(axis)) if reverse else sums


_PLAIN: Mapping[str, Callable[..., Any]] = {
    "AddV2": np.add,
    "Sub": np.subtract,
    "Mul": np.multiply,
    "RealDiv": _divide,
    "FloorDiv": np.floor_divide,
    "FloorMod": np.mod,
    "Maximum": np.maximum,
    "Minimum": np.minimum,
    "Pow": np.power,
    "Neg": np.negative,
    "Abs": np.abs,
    "Exp": np.exp,
    "Log": np.log,
    "Sqrt": np.sqrt,
    "Rsqrt": lambda x: 1 / np.sqrt(x),
    "Square": np.square,
    "Reciprocal": lambda x: 1 / x,
    "Floor": np.floor,
    "Ceil": np.ceil,
    "Round": np.rint,
    "Sign": np.sign,
    "Sin": np.sin,
    "Cos": np.cos,
    "Tan": np.tan,
    "Tanh": np.tanh,
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Relu": lambda x: np.maximum(x, 0),
    "Equal": np.equal,
    "NotEqual": np.not_equal,
    "Less": np.less,
    "LessEqual": np.less_equal,
    "Greater": np.greater,
    "GreaterEqual": np.greater_equal,
    "LogicalAnd": np.logical_and,
    "LogicalOr": np.logical_or,
    "LogicalNot": np.logical_not,
    "IsNan": np.isnan,
    "IsInf": np.isinf,
    "IsFinite": np.isfinite,
    "SelectV2": np.where,
}
_FOLDS: Mapping[str, Fold] = {
    **{op: _plain(function) for op, function in _PLAIN.items()},
    "Cast": lambda x, **_: x,  # to the result's dtype, which is applied to every result
    "Identity": lambda x: x,
    "Reshape": lambda x, shape: x.reshape(shape),
    "Transpose": lambda x, perm: np.transpose(x, perm),
    "BroadcastTo": lambda x, shape: np.broadcast_to(x, shape),
    "Tile": lambda x, repeats: np.tile(x, repeats),
    "ReverseV2": lambda x, axes: np.flip(x, tuple(axes.tolist())),
    "Pack": lambda *values, axis: np.stack(values, axis),
    "ConcatV2": lambda *values, **_: np.concatenate(values[:-1], int(values[-1])),
    "Range": lambda start, stop, step, **_: np.arange(start, stop, step),
    "Fill": lambda shape, value: np.full(shape, value),
    "Sum": _reduction(np.sum),
    "Mean": _reduction(np.mean),
    "Max": _reduction(np.max),
    "Min": _reduction(np.min),
    "Prod": _reduction(np.prod),
    "All": _reduction(np.all),
    "Any": _reduction(np.any),
    "StridedSlice": _strided_slice,
    "Slice": _slice,
    "PadV2": _pad,
    "MatMul": _matmul,
    "BatchMatMulV2": _batch_matmul,
    "GatherV2": _gather,
    "SplitV": _split,
    "Unpack": lambda x, axis, **_: list(np.moveaxis(x, axis, 0)),
    "Cumsum": _cumsum,
}
