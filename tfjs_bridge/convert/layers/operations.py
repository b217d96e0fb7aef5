"""Operations in a functional graph, value by value: ``x + y``, ``keras.ops.square(x)``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tfjs_bridge.convert.activations import activate
from tfjs_bridge.convert.builder import Tensor
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.handlers import handles
from tfjs_bridge.convert.primitives import scale, subtract
from tfjs_bridge.convert.rewrites.arithmetic import (
    ZERO,
    absolute,
    difference,
    extreme,
    greater,
    power,
    product,
    quotient,
    reciprocal,
    sum_of,
)
from tfjs_bridge.convert.rewrites.broadcasting import Operand, number, operand
from tfjs_bridge.convert.rewrites.roots import inverse_root, logarithm, root
from tfjs_bridge.convert.use import Use

_MOST_FACTORS = 64
_HALF = 0.5
_TWO_OPERANDS: dict[str, Callable[[Use, Operand, Operand], Tensor]] = {
    "ops.Add": sum_of,
    "ops.Subtract": difference,
    "ops.Multiply": product,
    "ops.Divide": quotient,
    "ops.TrueDivide": quotient,
    "ops.DivideNoNan": quotient,
    "ops.Maximum": lambda use, a, b: extreme(use, "Maximum", a, b),
    "ops.Minimum": lambda use, a, b: extreme(use, "Minimum", a, b),
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
    "ops.Exp": lambda use, x: activate(use, x, "exponential"),
    "ops.Exp2": lambda use, x: activate(use, scale(use, x, np.log(2.0)), "exponential"),
    "ops.Sqrt": root,
    "ops.Rsqrt": inverse_root,
    "ops.Log": logarithm,
    "ops.Log1p": lambda use, x: logarithm(use, scale(use, x, 1.0, 1.0)),
    "ops.Expm1": lambda use, x: scale(use, activate(use, x, "exponential"), 1.0, -1.0),
    "ops.Log2": lambda use, x: scale(use, logarithm(use, x), 1 / np.log(2.0)),
    "ops.Log10": lambda use, x: scale(use, logarithm(use, x), 1 / np.log(10.0)),
    "ops.Deg2rad": lambda use, x: scale(use, x, np.pi / 180),
    "ops.Rad2deg": lambda use, x: scale(use, x, 180 / np.pi),
    "ops.Negative": lambda use, x: scale(use, x, -1.0),
    "ops.Sign": lambda use, x: subtract(use, greater(use, x, ZERO), greater(use, ZERO, x)),
}


@handles(*_TWO_OPERANDS, treatment="rewritten", note="constants as weights; see operations")
def two_operands(use: Use, config: ConfigReader) -> Tensor:
    """Two tensors, or a tensor and a constant, value by value."""
    left, right = (operand(use, value) for value in use.args)
    return _TWO_OPERANDS[use.layer.class_name](use, left, right)


@handles(*_ONE_OPERAND, treatment="rewritten")
def one_operand(use: Use, config: ConfigReader) -> Tensor:
    """One tensor, value by value."""
    return _ONE_OPERAND[use.layer.class_name](use, number(use, use.args[0]))


@handles("ops.Power", treatment="rewritten", note="fractions by way of log and exp")
def to_the_power(use: Use, config: ConfigReader) -> Tensor:
    """``x ** y``; of a whole y by multiplication, else for x from 0 on."""
    base, exponent = (operand(use, value) for value in use.args)
    if not isinstance(base, Tensor):
        if (base <= 0).any():
            raise use.refuse("raises a constant that is not positive", "Use a positive one.")
        return activate(use, product(use, np.log(base), exponent), "exponential")
    if not isinstance(exponent, Tensor) and exponent.size == 1:
        count = float(exponent.item())
        if count.is_integer() and abs(count) <= _MOST_FACTORS:
            return _whole_power(use, base, int(count))
        if count == _HALF:
            return root(use, base)
    result = activate(use, product(use, logarithm(use, base), exponent), "exponential")
    return product(use, result, greater(use, base, ZERO))


def _whole_power(use: Use, base: Tensor, count: int) -> Tensor:
    if count == 0:
        return scale(use, base, 0.0, 1.0)
    result = power(use, base, abs(count))
    return reciprocal(use, result) if count < 0 else result


@handles("ops.Clip", treatment="rewritten", note="Minimum and Maximum with constants")
def clip(use: Use, config: ConfigReader) -> Tensor:
    """Values below the lowest become it, those above the highest become it."""
    x = number(use, use.args[0])
    low, high = config.take("x_min"), config.take("x_max")
    if low is not None:
        x = extreme(use, "Maximum", x, operand(use, low))
    return x if high is None else extreme(use, "Minimum", x, operand(use, high))
