"""Functions of TensorFlow that work value by value."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import (
    Size,
    is_open,
    is_tensor,
    operands,
    require_float,
    vector,
)

# Keras's name, and the operator for sizes that are not fixed, which Python computes.
_TWO: dict[str, tuple[str, Callable[[Any, Any], Any] | None]] = {
    "__operators__.add math.add add": ("add", operator.add),
    "math.subtract subtract sub": ("subtract", operator.sub),
    "math.multiply multiply math.multiply_no_nan math.scalar_mul scalar_mul": (
        "multiply",
        operator.mul,
    ),
    "math.truediv math.divide divide div math.xdivy realdiv truediv": ("true_divide", None),
    "math.divide_no_nan div_no_nan": ("divide_no_nan", None),
    "math.floordiv floor_div floordiv": ("floor_divide", operator.floordiv),
    "math.floormod math.mod floormod mod": ("mod", operator.mod),
    "math.maximum maximum": ("maximum", None),
    "math.minimum minimum": ("minimum", None),
    "math.pow pow": ("power", None),
    "math.atan2 atan2": ("arctan2", None),
    "math.greater greater": ("greater", None),
    "math.greater_equal greater_equal": ("greater_equal", None),
    "math.less less": ("less", None),
    "math.less_equal less_equal": ("less_equal", None),
    "math.equal equal __operators__.eq": ("equal", None),
    "math.not_equal not_equal __operators__.ne": ("not_equal", None),
    "math.logical_and logical_and": ("logical_and", None),
    "math.logical_or logical_or": ("logical_or", None),
    "math.logical_xor logical_xor": ("logical_xor", None),
}
_ONE = {
    "math.abs abs": "absolute",
    "math.negative negative": "negative",
    "math.square square": "square",
    "math.sign sign": "sign",
    "math.reciprocal reciprocal": "reciprocal",
    "math.exp exp": "exp",
    "math.expm1 expm1": "expm1",
    "math.log log": "log",
    "math.log1p log1p": "log1p",
    "math.sqrt sqrt": "sqrt",
    "math.rsqrt rsqrt": "rsqrt",
    "math.sin sin": "sin",
    "math.cos cos": "cos",
    "math.tan tan": "tan",
    "math.asin asin": "arcsin",
    "math.acos acos": "arccos",
    "math.atan atan": "arctan",
    "math.sinh sinh": "sinh",
    "math.cosh cosh": "cosh",
    "math.asinh asinh": "arcsinh",
    "math.acosh acosh": "arccosh",
    "math.atanh atanh": "arctanh",
    "math.floor floor": "floor",
    "math.ceil ceil": "ceil",
    "math.round round math.rint rint": "round",
    "math.erf erf": "erf",
    "math.erfc erfc": "erfc",
    "math.erfinv": "erfinv",
    "math.is_nan is_nan": "isnan",
    "math.is_finite is_finite": "isfinite",
    "math.is_inf is_inf": "isinf",
    "math.logical_not logical_not": "logical_not",
}


def _two(name: str, of_sizes: Callable[[Any, Any], Any] | None) -> Any:
    def work(call: FunctionCall, left: Any, y: Any = None, x: Any = None) -> Any:
        # TensorFlow's own names: tf.math.scalar_mul(scalar, x), but tf.math.multiply(x, y).
        x, y = left, x if y is None else y
        if (is_open(x) or is_open(y)) and of_sizes is not None and not _any_tensor(x, y):
            result = of_sizes(np.asarray(x, object), np.asarray(y, object))
            return result if isinstance(result, Size) else vector(np.ravel(result).tolist())
        x, y = operands(call, x, y)
        return getattr(call.ops, name)(x, y)

    return work


def _any_tensor(*values: Any) -> bool:
    return any(map(is_tensor, values))


def _one(name: str) -> Any:
    def work(call: FunctionCall, x: Any) -> Any:
        return getattr(call.ops, name)(*operands(call, x))

    return work


for _names, (_ours, _operator) in _TWO.items():
    function(*_names.split())(_two(_ours, _operator))
for _names, _ours in _ONE.items():
    function(*_names.split())(_one(_ours))


@function("math.squared_difference", "squared_difference")
def squared_difference(call: FunctionCall, x: Any, y: Any) -> Any:
    """Return ``(x - y) ** 2``."""
    return call.ops.square(call.ops.subtract(*operands(call, x, y)))


@function("math.reciprocal_no_nan")
def reciprocal_or_zero(call: FunctionCall, x: Any) -> Any:
    """Return ``1 / x``, or 0 where x is 0."""
    # A plain 1 would be a whole number to Keras, and the quotient of float64.
    return call.ops.divide_no_nan(np.float32(1), *operands(call, x))


@function("math.xlogy")
def x_log_y(call: FunctionCall, x: Any, y: Any) -> Any:
    """Return ``x * log(y)``."""
    x, y = operands(call, x, y)
    return call.ops.multiply(x, call.ops.log(y))


@function("identity_n")
def all_unchanged(call: FunctionCall, tensors: Any) -> Any:
    """Return the same tensors."""
    return [unchanged(call, x) for x in tensors]


@function("math.add_n", "add_n", "math.accumulate_n")
def sum_of_all(call: FunctionCall, inputs: Any) -> Any:
    """Add several tensors."""
    values = operands(call, *inputs)
    return values[0] if len(values) == 1 else reduce(call.ops.add, values)


@function("clip_by_value")
def clipped(call: FunctionCall, t: Any, clip_value_min: Any, clip_value_max: Any) -> Any:
    """Clip values to bounds, which may be tensors."""
    t, low, high = operands(call, t, clip_value_min, clip_value_max)
    # Keras's clip takes numbers alone.
    if np.ndim(low) == 0 and np.ndim(high) == 0 and not _any_tensor(low, high):
        return call.ops.clip(t, low, high)
    return call.ops.maximum(call.ops.minimum(t, high), low)


@function("clip_by_norm")
def clipped_by_norm(call: FunctionCall, t: Any, clip_norm: Any, axes: Any = None) -> Any:
    """Shorten vectors to a maximum length."""
    norm = call.ops.sqrt(call.ops.sum(call.ops.square(t), axis=axes, keepdims=True))
    return call.ops.multiply(t, call.ops.divide(clip_norm, call.ops.maximum(norm, clip_norm)))


@function("cast", "saturate_cast", "dtypes.cast", "dtypes.saturate_cast")
def cast(call: FunctionCall, x: Any, dtype: Any) -> Any:
    """Convert to another dtype."""
    dtype = str(dtype)
    # As a whole number, a size that is not fixed is what it was.
    if is_open(x):
        if not dtype.startswith("int"):
            raise call.refuse(
                "of a size that the model leaves open; expected a fixed one",
                "Build the model with fixed sizes: keras.Input(shape=...).",
            )
        return x
    if not is_tensor(x):
        return np.asarray(x).astype(dtype)
    return call.ops.cast(x, dtype)


def _cast_to(dtype: str) -> Any:
    return lambda call, x: cast(call, x, dtype)


for _dtype, _name in {"float32": "float", "int32": "int32", "int64": "int64"}.items():
    function(f"to_{_name}")(_cast_to(_dtype))
function("keras.backend.cast_to_floatx")(_cast_to("float32"))


@function(
    "identity",
    "stop_gradient",
    "convert_to_tensor",
    "ensure_shape",
    "debugging.check_numerics",
    "check_numerics",
    "grad_pass_through",
    "print",
    "Print",
    "keras.backend.print_tensor",
    "constant",
    "math.real",
    "real",
    "math.conj",
    "conj",
)
def unchanged(
    call: FunctionCall,
    value: Any,
    shape: Any = None,
    message: Any = None,
    dtype: Any = None,
    dtype_hint: Any = None,
) -> Any:
    """Return the same values."""
    if not is_tensor(value):
        return operands(call, value)[0]
    if dtype is not None and str(dtype) != str(value.dtype):
        return call.ops.cast(value, str(dtype))
    # A copy, since Keras 2 has a layer here, and other layers take its output by its name.
    return call.ops.copy(value)


@function("where", "where_v2")
def where(call: FunctionCall, condition: Any, x: Any = None, y: Any = None) -> Any:
    """Choose one value where a condition holds, else another."""
    if x is None or y is None:
        raise call.refuse("for the places of values, of which there is no fixed count")
    condition, x, y = operands(call, condition, x, y)
    return call.ops.where(condition, x, y)


@function("math.sigmoid", "nn.sigmoid", "sigmoid")
def sigmoid(call: FunctionCall, x: Any) -> Any:
    """Return ``1 / (1 + exp(-x))``."""
    require_float(call, x)
    return call.ops.sigmoid(x)
