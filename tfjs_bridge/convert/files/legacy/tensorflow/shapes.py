"""Functions of TensorFlow on axes and sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import (
    Size,
    axes,
    constant,
    is_open,
    is_tensor,
    operands,
    per_sample,
    shape_of,
    vector,
    whole,
    wholes,
)


@function("shape")
def shape(call: FunctionCall, x: Any, out_type: Any = None) -> Any:
    """Return the sizes of a tensor."""
    return shape_of(x)


@function("rank")
def rank(call: FunctionCall, x: Any) -> int:
    """Return how many axes a tensor has."""
    return len(shape_of(x))


@function("size")
def size(call: FunctionCall, x: Any, out_type: Any = None) -> Any:
    """Return how many values a tensor has."""
    return np.prod(shape_of(x))


@function("reshape")
def reshape(call: FunctionCall, tensor: Any, shape: Any) -> Any:
    """Reshape; by the layer, which leaves the batch alone, where the first size is the batch's."""
    target = _sizes(call, shape)
    if not is_tensor(tensor):
        if any(isinstance(size, Size) for size in target):
            raise call.refuse("of a constant with a size that the model leaves open")
        return np.reshape(constant(tensor), target)
    if target and isinstance(target[0], Size) and target[0].is_batch:
        rest = [-1 if isinstance(size, Size) else size for size in target[1:]]
        # Keras's Reshape warns of a mask that it cannot hand on; TensorFlow's function has none. A
        # copy drops it in silence.
        x = call.ops.copy(tensor) if getattr(tensor, "_keras_mask", None) is not None else tensor
        return call.keras.layers.Reshape(rest)(x)
    plain = [-1 if isinstance(size, Size) else int(size) for size in target]
    return call.ops.reshape(tensor, tuple(plain))


def _sizes(call: FunctionCall, shape: Any) -> list[Any]:
    if is_tensor(shape):
        raise call.refuse("with a shape that is computed; expected fixed sizes")
    items = np.ravel(np.asarray(shape, object)).tolist()
    return [item if isinstance(item, Size) else whole(call, item, "a size") for item in items]


@function("keras.backend.batch_flatten")
def batch_flatten(call: FunctionCall, x: Any) -> Any:
    """Flatten all axes but the batch."""
    return reshape(call, x, [Size(x, 0), -1])


@function("transpose", "linalg.transpose")
def transpose(call: FunctionCall, a: Any, perm: Any = None, conjugate: bool = False) -> Any:
    """Reorder the axes."""
    order = None if perm is None else tuple(wholes(call, perm, "an axis"))
    return call.ops.transpose(*operands(call, a), axes=order)


@function("linalg.matrix_transpose", "matrix_transpose", "linalg.adjoint")
def matrix_transpose(call: FunctionCall, a: Any, conjugate: bool = False) -> Any:
    """Exchange the last two axes."""
    return call.ops.swapaxes(*operands(call, a), -1, -2)


@function("expand_dims")
def expand_dims(call: FunctionCall, x: Any, axis: Any) -> Any:
    """Insert an axis of size 1."""
    place = whole(call, axis, "an axis")
    if is_open(x):
        return np.expand_dims(np.asarray(x, object), place)
    return call.ops.expand_dims(*operands(call, x), place)


@function("squeeze")
def squeeze(call: FunctionCall, x: Any, axis: Any = None) -> Any:
    """Remove axes of size 1."""
    places = axes(call, axis)
    return call.ops.squeeze(*operands(call, x), axis=places or None if places == () else places)


@function("concat")
def concat(call: FunctionCall, values: Any, axis: Any) -> Any:
    """Concatenate tensors."""
    place = whole(call, axis, "an axis")
    if any(map(is_open, values)):
        return vector([item for value in values for item in np.ravel(np.asarray(value, object))])
    values = operands(call, *values)
    if len(values) == 1:
        return call.ops.copy(values[0])
    return call.ops.concatenate(values, axis=place)


@function("stack")
def stack(call: FunctionCall, values: Any, axis: Any = 0) -> Any:
    """Stack tensors along a new axis; of numbers, make a shape."""
    if not any(map(is_tensor, values)):
        if any(map(is_open, values)):
            return vector(list(values))
        return np.stack([np.asarray(value) for value in values], axis)
    return call.ops.stack(operands(call, *values), axis=whole(call, axis, "an axis"))


@function("unstack")
def unstack(call: FunctionCall, value: Any, num: Any = None, axis: Any = 0) -> Any:
    """Return one tensor for each index of an axis."""
    if not is_tensor(value):
        return list(np.moveaxis(np.asarray(value), axis, 0))
    place = whole(call, axis, "an axis")
    size = value.shape[place] if num is None else num
    if size is None:
        raise call.refuse("over an axis whose size is not fixed; expected a fixed one")
    return call.ops.unstack(value, num=int(size), axis=place)


@function("split")
def split(
    call: FunctionCall,
    value: Any,
    num_or_size_splits: Any,
    axis: Any = 0,
    num: Any = None,
) -> Any:
    """Split a tensor, by the count of parts or their sizes."""
    place = whole(call, axis, "an axis")
    if not is_tensor(value):
        raise call.refuse("of a constant")
    if np.ndim(num_or_size_splits) == 0:
        parts: Any = whole(call, num_or_size_splits, "a count")
    else:
        sizes = wholes(call, num_or_size_splits, "a size")
        if -1 in sizes:
            if value.shape[place] is None:
                raise call.refuse("with a size of -1 over an axis whose size is not fixed")
            # The sum counts the -1 itself.
            sizes[sizes.index(-1)] = value.shape[place] - sum(sizes) - 1
        parts = np.cumsum(sizes)[:-1].tolist()
    if parts in (1, []):
        return [call.ops.copy(value)]
    return call.ops.split(value, parts, axis=place)


@function("zeros_like", "ones_like")
def filled_like(call: FunctionCall, x: Any, dtype: Any = None) -> Any:
    """Return zeros or ones in the shape of a tensor."""
    work = call.ops.zeros_like if call.function.endswith("zeros_like") else call.ops.ones_like
    if is_open(x):
        return np.full(len(x), int(call.function.endswith("ones_like")))
    (x,) = operands(call, x)
    return work(x) if dtype is None else work(x, dtype=str(dtype))


@function("zeros", "ones")
def zeros_or_ones(call: FunctionCall, shape: Any, dtype: Any = None) -> Any:
    """Return zeros or ones in a shape, which may begin with the batch."""
    return fill(call, shape, float(call.function == "ones" or call.function.endswith(".ones")))


@function("fill")
def fill(call: FunctionCall, dims: Any, value: Any) -> Any:
    """Return one number in a shape, which may begin with the batch."""
    if is_tensor(value):
        raise call.refuse("with a value that is computed; expected a number")
    sizes = _sizes(call, dims)
    return _spread(call, np.asarray(constant(value)), sizes)


def _spread(call: FunctionCall, value: Any, sizes: list[Any]) -> Any:
    """Broadcast a constant to a shape; to a tensor where that begins with the batch."""
    if any(isinstance(size, Size) for size in sizes[1:]):
        raise call.refuse("with a size that the model leaves open; expected a fixed one")
    if not sizes or not isinstance(sizes[0], Size):
        return np.broadcast_to(value, sizes).copy()
    if not sizes[0].is_batch:
        raise call.refuse("with a size that is not fixed; expected the batch's or a number")
    if np.ndim(value) == len(sizes):
        value = value[0]
    return per_sample(sizes[0], np.broadcast_to(value, sizes[1:]))


@function("broadcast_to")
def broadcast_to(call: FunctionCall, x: Any, shape: Any) -> Any:
    """Repeat along axes of size 1."""
    sizes = _sizes(call, shape)
    if not is_tensor(x):
        return _spread(call, np.asarray(constant(x)), sizes)
    own = x.shape
    if len(sizes) != len(own):
        raise call.refuse(f"of {list(own)} to {len(sizes)} axes; expected as many as it has")
    # By repeating, since Keras's broadcast_to takes no size that is not fixed.
    times = [_times(call, size, target) for size, target in zip(own, sizes, strict=True)]
    return call.ops.tile(x, times)


def _times(call: FunctionCall, size: int | None, target: Any) -> int:
    if isinstance(target, Size) or target == size:
        if size == 1:
            raise call.refuse("to a size that the model leaves open; expected a fixed one")
        return 1
    if size != 1:
        raise call.refuse(f"of an axis of size {size} to {target}; expected size 1")
    return int(target)


@function("tile")
def tile(call: FunctionCall, x: Any, multiples: Any) -> Any:
    """Repeat the whole tensor."""
    times = _sizes(call, multiples)
    if is_tensor(x):
        if any(isinstance(item, Size) for item in times):
            raise call.refuse("with a count that the model leaves open; expected a fixed one")
        return call.ops.tile(x, times)
    value = np.asarray(constant(x))
    if times and isinstance(times[0], Size) and value.shape[0] == 1:
        sizes = [n * k for n, k in zip(value.shape[1:], times[1:], strict=True)]
        return _spread(call, np.tile(value, [1, *times[1:]]), [times[0], *sizes])
    return np.tile(value, times)


@function("repeat")
def repeat(call: FunctionCall, x: Any, repeats: Any, axis: Any = None) -> Any:
    """Repeat each value."""
    if not is_tensor(x) and isinstance(repeats, Size) and axis == 0:
        value = np.asarray(constant(x))
        return _spread(call, value, [repeats, *value.shape[1:]])
    counts = wholes(call, repeats, "a count")
    times = counts[0] if len(counts) == 1 else counts
    return call.ops.repeat(*operands(call, x), times, axis=axis)


@function("eye", "linalg.eye")
def eye(call: FunctionCall, num_rows: Any, num_columns: Any = None, dtype: Any = None) -> Any:
    """Return the identity matrix."""
    rows = whole(call, num_rows, "a size")
    columns = rows if num_columns is None else whole(call, num_columns, "a size")
    return np.eye(rows, columns, dtype=np.float32)


@function("linspace", "lin_space")
def spaced(call: FunctionCall, start: Any, stop: Any, num: Any) -> Any:
    """Return numbers at equal distances."""
    return np.linspace(start, stop, whole(call, num, "a count"), dtype=np.float32)


@function("range")
def numbers(
    call: FunctionCall, start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None
) -> Any:
    """Return a range of whole numbers."""
    first, last = (0, start) if limit is None else (start, limit)
    bounds = [whole(call, item, "a bound") for item in (first, last, delta)]
    return np.arange(*bounds, dtype=np.int32 if dtype is None else str(dtype))
