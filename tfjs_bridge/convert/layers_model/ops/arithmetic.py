"""Operations in a functional graph, value by value: ``x + y``, ``keras.ops.square(x)``."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    absolute,
    complement,
    difference,
    different,
    extreme,
    greater,
    power,
    product,
    quotient,
    reciprocal,
    sum_of,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand, number, operand
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import (
    inverse_root,
    logarithm,
    logarithm_from_one,
    root,
)
from tfjs_bridge.convert.layers_model.lowerings.trigonometry import cosine, sine, tangent
from tfjs_bridge.convert.layers_model.primitives import activation, add, multiply, scale, subtract

# Added where 0 would be divided by 0; far below any value that it would change.
_NOT_ZERO = 1e-10


def divided_or_zero(use: Use, left: Operand, right: Operand) -> Tensor:
    """``left / right``; 0 where that is a division by 0."""
    if not isinstance(right, Tensor):
        is_zero = right == 0
        return product(use, left, np.where(is_zero, 0, 1 / np.where(is_zero, 1, right)))
    return product(use, quotient(use, left, right), different(use, right, ZERO))


def _exponential(use: Use, x: Tensor) -> Tensor:
    return activate(use, x, "exponential")


def exponential_minus_one(use: Use, x: Tensor) -> Tensor:
    """``exp(x) - 1``, exact near 0: elu below it, and above it ``-elu(-x) * exp(x)``."""
    upper = activation(use, x, "relu")
    rising = activation(use, scale(use, upper, -1.0), "elu")
    falling = activation(use, scale(use, activation(use, scale(use, x, -1.0), "relu"), -1.0), "elu")
    return subtract(use, falling, multiply(use, rising, activate(use, upper, "exponential")))


def error_function(use: Use, x: Tensor) -> Tensor:
    """``erf(x)``, which is in gelu: ``gelu(w) / w`` is ``(1 + erf(w / root 2)) / 2``."""
    w = scale(use, x, sqrt(2), _NOT_ZERO)
    ratio = product(use, activation(use, w, "gelu"), reciprocal(use, w))
    return scale(use, ratio, 2.0, -1.0)


def _hyperbolic(use: Use, x: Tensor, sign: float) -> Tensor:
    """``(exp(x) + sign * exp(-x)) / 2``."""
    work = exponential_minus_one if sign < 0 else _exponential
    up, down = work(use, x), work(use, scale(use, x, -1.0))
    return scale(use, add(use, up, scale(use, down, sign)), 0.5)


_TWO_OPERANDS: dict[str, Callable[[Use, Operand, Operand], Tensor]] = {
    "ops.Add": sum_of,
    "ops.Subtract": difference,
    "ops.Multiply": product,
    "ops.Divide": quotient,
    "ops.TrueDivide": quotient,
    "ops.DivideNoNan": divided_or_zero,
    "ops.Maximum": lambda use, a, b: extreme(use, "Maximum", a, b),
    "ops.Minimum": lambda use, a, b: extreme(use, "Minimum", a, b),
    "ops.Fmax": lambda use, a, b: extreme(use, "Maximum", a, b),
    "ops.Fmin": lambda use, a, b: extreme(use, "Minimum", a, b),
    "ops.Hypot": lambda use, a, b: root(use, sum_of(use, product(use, a, a), product(use, b, b))),
    "ops.Logaddexp": lambda use, a, b: sum_of(
        use, a, activate(use, difference(use, b, a), "softplus")
    ),
}
_ONE_OPERAND: dict[str, Callable[[Use, Tensor], Tensor]] = {
    "ops.Square": lambda use, x: power(use, x, 2),
    "ops.Absolute": absolute,
    "ops.Abs": absolute,
    "ops.Fabs": absolute,
    "ops.Reciprocal": reciprocal,
    "ops.Exp": _exponential,
    "ops.Exp2": lambda use, x: _exponential(use, scale(use, x, np.log(2.0))),
    "ops.Sqrt": root,
    "ops.Rsqrt": inverse_root,
    "ops.Log": logarithm,
    "ops.Log1p": logarithm_from_one,
    "ops.Expm1": exponential_minus_one,
    "ops.Log2": lambda use, x: scale(use, logarithm(use, x), 1 / np.log(2.0)),
    "ops.Log10": lambda use, x: scale(use, logarithm(use, x), 1 / np.log(10.0)),
    "ops.Sinh": lambda use, x: _hyperbolic(use, x, -1.0),
    "ops.Cosh": lambda use, x: _hyperbolic(use, x, 1.0),
    "ops.Sin": sine,
    "ops.Cos": cosine,
    "ops.Tan": tangent,
    "ops.Erf": error_function,
    "ops.Erfc": lambda use, x: complement(use, error_function(use, x)),
    "ops.Deg2rad": lambda use, x: scale(use, x, np.pi / 180),
    "ops.Rad2deg": lambda use, x: scale(use, x, 180 / np.pi),
    "ops.Negative": lambda use, x: scale(use, x, -1.0),
    "ops.Sign": lambda use, x: subtract(use, greater(use, x, ZERO), greater(use, ZERO, x)),
}


@handles(
    *_TWO_OPERANDS, treatment="rewritten", note="constants as weights; x / 0 is huge, not infinite"
)
def two_operands(use: Use, config: ConfigReader) -> Tensor:
    """Two tensors, or a tensor and a constant, value by value."""
    left, right = (operand(use, value) for value in use.args)
    return _TWO_OPERANDS[use.layer.class_name](use, left, right)


@handles(
    *_ONE_OPERAND,
    treatment="rewritten",
    note="log and root by tables, finite of 0 and below (-77 and 0); sin and cos up to 100000",
)
def one_operand(use: Use, config: ConfigReader) -> Tensor:
    """One tensor, value by value."""
    return _ONE_OPERAND[use.layer.class_name](use, number(use, use.args[0]))


@handles("ops.Clip", treatment="rewritten", note="Minimum and Maximum with constants")
def clip(use: Use, config: ConfigReader) -> Tensor:
    """Values below the lowest become it, those above the highest become it."""
    x = number(use, use.args[0])
    low, high = config.take("x_min"), config.take("x_max")
    if low is not None and not np.all(np.isneginf(low)):
        x = extreme(use, "Maximum", x, operand(use, low))
    if high is not None and not np.all(np.isposinf(high)):
        x = extreme(use, "Minimum", x, operand(use, high))
    return x
