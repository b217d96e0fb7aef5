"""Functions of TensorFlow that go along axes: sums, norms, the largest, the order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import (
    axes,
    is_open,
    is_tensor,
    operands,
    require_float,
    whole,
)

_REDUCTIONS = {
    "sum": "sum",
    "mean": "mean",
    "max": "max",
    "min": "min",
    "prod": "prod",
    "any": "any",
    "all": "all",
    "std": "std",
    "variance": "var",
    "logsumexp": "logsumexp",
}
_OF_FLOATS = frozenset({"mean", "std", "var", "logsumexp"})
# Each rank is several layers of the export, see `top_k`.
_MOST_RANKS = 32


def _reduction(name: str) -> Any:
    def work(
        call: FunctionCall,
        input_tensor: Any,
        axis: Any = None,
        keepdims: bool = False,
    ) -> Any:
        axis = axes(call, axis)
        # The product of sizes, one of which is not fixed: a size for tf.reshape.
        if is_open(input_tensor) and name == "prod":
            return np.prod(np.asarray(input_tensor, object))
        if name in _OF_FLOATS:
            require_float(call, input_tensor)
        (x,) = operands(call, input_tensor)
        return getattr(call.ops, name)(x, axis=axis, keepdims=bool(keepdims))

    return work


for _theirs, _ours in _REDUCTIONS.items():
    function(f"math.reduce_{_theirs}", f"reduce_{_theirs}")(_reduction(_ours))


@function("math.reduce_euclidean_norm")
def euclidean_norm(
    call: FunctionCall, input_tensor: Any, axis: Any = None, keepdims: bool = False
) -> Any:
    """Return the square root of the sum of squares."""
    return norm(call, input_tensor, axis=axis, keepdims=keepdims)


@function("norm", "linalg.norm")
def norm(
    call: FunctionCall,
    tensor: Any,
    ord_: Any = "euclidean",
    axis: Any = None,
    keepdims: bool | None = None,
) -> Any:
    """Return the length of vectors, or the Frobenius norm of matrices."""
    require_float(call, tensor)
    places, keeps = _one_or_more(axes(call, axis)), bool(keepdims)
    is_infinite = ord_ in ("inf", "Infinity", math.inf)
    if isinstance(places, int):
        if ord_ in ("euclidean", 2):
            return call.ops.norm(tensor, axis=(places,), keepdims=keeps)
        if ord_ == 1 or is_infinite:
            order = np.inf if is_infinite else 1
            return call.ops.norm(tensor, ord=order, axis=(places,), keepdims=keeps)
    elif ord_ == "euclidean" or (ord_ == "fro" and isinstance(places, tuple)):
        square = call.ops.sum(call.ops.square(tensor), axis=places, keepdims=keeps)
        return call.ops.sqrt(square)
    raise call.refuse(f"with ord={ord_!r} over axis={axis!r}; expected ord='euclidean'")


def _one_or_more(places: Any) -> Any:
    """Return a tuple of one axis as that axis."""
    return places[0] if isinstance(places, tuple) and len(places) == 1 else places


@function("math.count_nonzero", "count_nonzero")
def count_nonzero(
    call: FunctionCall, x: Any, axis: Any = None, keepdims: bool = False, dtype: Any = None
) -> Any:
    """Count the values that are not 0."""
    if keepdims:
        raise call.refuse("with keepdims=True; expected False")
    return call.ops.count_nonzero(x, axis=axes(call, axis))


@function("math.argmax", "argmax", "arg_max", "math.argmin", "argmin", "arg_min")
def place(
    call: FunctionCall,
    x: Any,
    axis: Any = 0,
    output_type: Any = None,
) -> Any:
    """Return the index of the largest or the smallest value."""
    work = call.ops.argmin if call.function.endswith("min") else call.ops.argmax
    return work(x, axis=whole(call, axis, "an axis"))


@function("math.cumsum", "cumsum", "math.cumprod", "cumprod")
def running(
    call: FunctionCall, x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False
) -> Any:
    """Return cumulative sums or products."""
    is_sum = call.function.endswith("sum")
    work = call.ops.cumsum if is_sum else call.ops.cumprod
    place = whole(call, axis, "an axis") % len(x.shape)
    x = call.ops.flip(x, axis=place) if reverse else x
    if exclusive:  # each sum without its own value: all are moved by one, behind a 0
        widths = [[0, 0] for _ in x.shape]
        widths[place][0] = 1
        fewer = tuple(slice(0, -1) if k == place else slice(None) for k in range(len(x.shape)))
        x = call.ops.pad(x[fewer], widths, constant_values=None if is_sum else 1)
    result = work(x, axis=place)
    return call.ops.flip(result, axis=place) if reverse else result


@function("nn.moments", "nn.weighted_moments")
def moments(call: FunctionCall, x: Any, axes: Any, keepdims: bool = False) -> Any:
    """Return mean and variance."""
    places = tuple(axes) if isinstance(axes, list) else axes
    return [work(x, axis=places, keepdims=bool(keepdims)) for work in (call.ops.mean, call.ops.var)]


@function("math.l2_normalize", "nn.l2_normalize", "linalg.l2_normalize")
def l2_normalize(call: FunctionCall, x: Any, axis: Any = None, epsilon: float = 1e-12) -> Any:
    """Scale vectors to length 1."""
    places = _one_or_more(axes(call, axis))
    # TensorFlow's epsilon is the least square of a length, Keras's the least length.
    return call.ops.normalize(x, axis=places, order=2, epsilon=epsilon**0.5)


@function("linalg.normalize")
def normalize(call: FunctionCall, tensor: Any, ord_: Any = "euclidean", axis: Any = None) -> Any:
    """Scale vectors to length 1, and return their lengths too."""
    length = norm(call, tensor, ord_, axis, keepdims=True)
    return [call.ops.divide(tensor, length), length]


@function("math.top_k", "nn.top_k")
def top_k(call: FunctionCall, x: Any, k: Any = 1, sorted_: bool = True) -> Any:
    """Return the largest values of the last axis and their indices, one after the other.

    What has been found is replaced by a number below all others. keras.ops.top_k would sort, which
    TensorFlow.js's layers cannot do.
    """
    count = whole(call, k, "k")
    ops, size = call.ops, _last_size(call, x, count)
    require_float(call, x)
    below = ops.subtract(ops.min(x, axis=-1, keepdims=True), 1.0)
    values, places, rest = [], [], x
    for number in range(count):
        values.append(ops.max(rest, axis=-1, keepdims=True))
        best = ops.argmax(rest, axis=-1)
        places.append(ops.expand_dims(best, -1))
        if number + 1 < count:
            is_best = ops.greater(ops.one_hot(best, size), 0.5)
            rest = ops.where(is_best, below, rest)
    if count == 1:
        return [values[0], places[0]]
    return [ops.concatenate(values, axis=-1), ops.concatenate(places, axis=-1)]


def _last_size(call: FunctionCall, x: Any, count: int) -> int:
    size = x.shape[-1] if is_tensor(x) else None
    if size is None:
        raise call.refuse("over an axis whose size is not fixed; expected a fixed one")
    if count > _MOST_RANKS:
        raise call.refuse(f"with k={count}; expected at most {_MOST_RANKS}")
    return int(size)


@function("sort")
def sort(call: FunctionCall, values: Any, axis: Any = -1, direction: str = "ASCENDING") -> Any:
    """Sort the values of the last axis."""
    if whole(call, axis, "an axis") not in (-1, len(values.shape) - 1):
        raise call.refuse(f"with axis={axis}; expected the last axis")
    if direction not in ("ASCENDING", "DESCENDING"):
        raise call.refuse(f"with direction={direction!r}")
    size = _last_size(call, values, 0)
    falling = top_k(call, values, size)[0]
    return falling if direction == "DESCENDING" else call.ops.flip(falling, axis=-1)
