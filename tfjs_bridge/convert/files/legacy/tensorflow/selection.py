"""Functions of TensorFlow that choose, order or add values along axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import (
    Array,
    Size,
    axes,
    constant,
    is_open,
    is_tensor,
    operands,
    shape_of,
    whole,
    wholes,
)

# How TensorFlow writes "up to the end" into an index: the largest int32.
_NO_END = 2**31 - 1
# Keras's names, which are numpy's.
_MODES = {"CONSTANT": "constant", "REFLECT": "reflect", "SYMMETRIC": "symmetric"}


@function("__operators__.getitem")
def item(call: FunctionCall, tensor: Any, slice_spec: Any) -> Any:
    """Carry out an index such as ``x[:, 1:3, ..., -1, None]``."""
    parts = slice_spec if isinstance(slice_spec, list | tuple) else [slice_spec]
    if not is_tensor(tensor):
        keys = [_key(call, part, None) for part in parts]
        value = tensor if isinstance(tensor, np.ndarray) else np.asarray(constant(tensor))
        return value[tuple(keys)]
    keys = []
    places = _axes_of(parts, len(tensor.shape))
    for part, axis in zip(parts, places, strict=True):
        keys.append(_key(call, part, None if axis is None else shape_of(tensor)[axis]))
    return tensor[tuple(keys)]


def _axes_of(parts: Any, rank: int) -> list[int | None]:
    """Return the axis that each part of an index is of."""
    used = sum(part is not None and not _is_ellipsis(part) for part in parts)
    found: list[int | None] = []
    axis = 0
    for part in parts:
        if part is None:
            found.append(None)
        elif _is_ellipsis(part):
            found.append(None)
            axis += rank - used
        else:
            found.append(axis)
            axis += 1
    return found


def _is_ellipsis(part: Any) -> bool:
    return part is Ellipsis or (isinstance(part, dict) and part.get("class_name") == "__ellipsis__")


def _key(call: FunctionCall, part: Any, size: Any) -> Any:
    if part is None:
        return None
    if _is_ellipsis(part):
        return Ellipsis
    if isinstance(part, dict):
        start, stop, step = (_bound(call, part.get(key), size) for key in ("start", "stop", "step"))
        return _slice(start, stop, step)
    if is_tensor(part):
        raise call.refuse("with an index that is computed; expected numbers and slices")
    return whole(call, part, "an index")


def _slice(start: int | None, stop: int | None, step: int | None) -> slice:
    """Make a slice without bounds where they say nothing: the batch's must not have any."""
    step = None if step == 1 else step
    is_forward = step is None or step > 0
    end = None if stop is not None and stop >= _NO_END else stop
    return slice(None if start == 0 and is_forward else start, end, step)


def _bound(call: FunctionCall, value: Any, size: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, Size) and isinstance(size, Size) and value.axis == size.axis is not None:
        return None  # x[:, : tf.shape(x)[1]] is all of the axis, however long it is
    return whole(call, value, "a bound")


@function("strided_slice")
def strided_slice(
    call: FunctionCall,
    input_: Any,
    begin: Any,
    end: Any,
    strides: Any = None,
    begin_mask: int = 0,
    end_mask: int = 0,
    ellipsis_mask: int = 0,
    new_axis_mask: int = 0,
    shrink_axis_mask: int = 0,
    var: Any = None,
) -> Any:
    """Carry out an index with slices; each bit of a mask is about one axis."""
    starts, stops = (wholes(call, value, "a bound") for value in (begin, end))
    steps = [1] * len(starts) if strides is None else wholes(call, strides, "a step")
    keys: list[Any] = []
    for k, (start, stop, step) in enumerate(zip(starts, stops, steps, strict=True)):
        bit = 1 << k
        if ellipsis_mask & bit:
            keys.append(Ellipsis)
        elif new_axis_mask & bit:
            keys.append(None)
        elif shrink_axis_mask & bit:
            keys.append(start)
        else:
            first, last = (None if begin_mask & bit else start, None if end_mask & bit else stop)
            keys.append(_slice(first, last, step))
    return input_[tuple(keys)]


@function("slice")
def part(call: FunctionCall, input_: Any, begin: Any, size: Any) -> Any:
    """Take a part of each axis, by its start and size."""
    starts = wholes(call, begin, "a bound")
    sizes = np.ravel(np.asarray(size, object)).tolist()
    keys = []
    for axis, (start, count) in enumerate(zip(starts, sizes, strict=True)):
        # A size of -1 means the rest to TensorFlow, and so does the axis's own size.
        is_rest = isinstance(count, Size) and count.axis == axis and start == 0
        if is_rest or count == -1:
            keys.append(slice(start or None, None))
        else:
            keys.append(slice(start, start + whole(call, count, "a size")))
    return input_[tuple(keys)]


@function("gather")
def gather(
    call: FunctionCall, params: Any, indices: Any, axis: Any = None, batch_dims: int = 0
) -> Any:
    """Take the values at constant indices; of a constant table, also at computed ones."""
    if batch_dims:
        raise call.refuse(f"with batch_dims={batch_dims}; expected 0")
    place = 0 if axis is None else whole(call, axis, "an axis")
    if is_tensor(params):
        if is_tensor(indices):
            raise call.refuse("at places that are computed; expected constant ones")
        return call.ops.take(params, constant(indices), axis=place)
    if is_open(params):
        return np.take(params, np.asarray(indices), axis=place)
    if not is_tensor(indices):
        return np.take(np.asarray(constant(params)), np.asarray(indices), axis=place)
    # An Embedding looks up rows.
    if place != 0:
        raise call.refuse("of a constant along another axis than its first")
    return rows_of(call, np.asarray(constant(params)), indices)


def rows_of(call: FunctionCall, table: Array, indices: Any) -> Any:
    """Look up rows of a constant table, which becomes an Embedding's."""
    if table.ndim < 2:
        result = rows_of(call, table.reshape(-1, 1), indices)
        return call.ops.squeeze(result, axis=-1)
    rows = table.reshape(len(table), -1)
    result = with_constants(call.keras.layers.Embedding(*rows.shape), indices, rows)
    if table.ndim == 2:
        return result
    sizes = (*indices.shape[1:], *table.shape[1:])
    return call.keras.layers.Reshape([-1 if n is None else n for n in sizes])(result)


def with_constants(layer: Any, x: Any, weights: Array) -> Any:
    """Call a new layer, and give it constants for its weights.

    They are in the file's configuration and not among its weights, which is why it is marked: the
    loading of weights passes over it.

    Args:
        layer: Of one weight.
        x: What it is called with.
        weights: Of the shape of that weight.

    Returns:
        The layer's output.
    """
    output = layer(x)
    layer.set_weights([weights])
    layer.holds_constants = True
    return output


@function("nn.embedding_lookup")
def embedding_lookup(
    call: FunctionCall,
    params: Any,
    ids: Any,
    partition_strategy: Any = None,
    max_norm: Any = None,
) -> Any:
    """Look up rows of a constant table."""
    if max_norm is not None:
        raise call.refuse(f"with max_norm={max_norm}; expected none")
    return gather(call, params, ids)


@function("one_hot")
def one_hot(
    call: FunctionCall,
    indices: Any,
    depth: Any,
    on_value: Any = None,
    off_value: Any = None,
    axis: Any = -1,
    dtype: Any = None,
) -> Any:
    """Put 1 at the index that a whole number names, else 0; or two other numbers."""
    on, off = (1.0 if on_value is None else on_value, 0.0 if off_value is None else off_value)
    count = whole(call, depth, "depth")
    hot = call.ops.one_hot(indices, count, axis=whole(call, axis, "an axis"))
    if (on, off) == (1.0, 0.0):
        return hot
    return call.ops.add(call.ops.multiply(hot, float(on) - float(off)), float(off))


@function("reverse")
def reverse(call: FunctionCall, tensor: Any, axis: Any) -> Any:
    """Reverse axes."""
    return call.ops.flip(*operands(call, tensor), axis=axes(call, axis))


@function("roll")
def roll(call: FunctionCall, x: Any, shift: Any, axis: Any) -> Any:
    """Shift values along axes."""
    shifts, places = wholes(call, shift, "a shift"), wholes(call, axis, "an axis")
    for count, place in zip(shifts, places, strict=True):
        x = call.ops.roll(x, count, axis=place)
    return x


@function("pad")
def pad(
    call: FunctionCall, tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0
) -> Any:
    """Add values before and after."""
    kind = _MODES.get(str(mode).upper())
    if kind is None:
        raise call.refuse(f"with mode={mode!r}")
    widths = np.reshape(wholes(call, paddings, "a width"), (-1, 2)).tolist()
    if kind != "constant":
        return call.ops.pad(tensor, widths, mode=kind)
    if is_tensor(constant_values):
        raise call.refuse("with constant_values that are computed; expected a number")
    # Keras takes no value for other modes than "constant", and 0 by default.
    fill = None if constant_values == 0 else float(constant_values)
    return call.ops.pad(tensor, widths, constant_values=fill)
