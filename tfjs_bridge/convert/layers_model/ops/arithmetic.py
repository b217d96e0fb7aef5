"""Operations in a functional graph, value by value: ``x + y``, ``keras.ops.square(x)``."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    absolute,
    difference,
    extremum,
    greater,
    not_equal,
    one_minus,
    power,
    product,
    quotient,
    reciprocal,
    sum_of,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand, as_tensor, operand
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import (
    log,
    log1p,
    rsqrt,
    sqrt,
)
from tfjs_bridge.convert.layers_model.lowerings.trigonometry import cos, sin, tan
from tfjs_bridge.convert.layers_model.primitives import activation, add, multiply, scale, subtract
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Added where 0 would be divided by 0; far below any value that it would change.
_NOT_ZERO = 1e-10


def divide_no_nan(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Compute ``left / right``; 0 where that is a division by 0."""
    if not isinstance(right, Tensor):
        is_zero = right == 0
        # 1 stands in for 0 in the division, of which numpy would warn.
        return product(ctx, left, np.where(is_zero, 0, 1 / np.where(is_zero, 1, right)))
    return product(ctx, quotient(ctx, left, right), not_equal(ctx, right, ZERO))


def _exp(ctx: LayerContext, x: Tensor) -> Tensor:
    return activate(ctx, x, "exponential")


def expm1(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``exp(x) - 1``, exact near 0: elu below it, and above it ``-elu(-x) * exp(x)``."""
    upper = activation(ctx, x, "relu")
    rising = activation(ctx, scale(ctx, upper, -1.0), "elu")
    falling = activation(ctx, scale(ctx, activation(ctx, scale(ctx, x, -1.0), "relu"), -1.0), "elu")
    return subtract(ctx, falling, multiply(ctx, rising, activate(ctx, upper, "exponential")))


def erf(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the error function from gelu: with ``w = x * sqrt(2)``, ``2 * gelu(w) / w - 1``."""
    w = scale(ctx, x, math.sqrt(2), _NOT_ZERO)
    ratio = product(ctx, activation(ctx, w, "gelu"), reciprocal(ctx, w))
    return scale(ctx, ratio, 2.0, -1.0)


def _hyperbolic(ctx: LayerContext, x: Tensor, sign: float) -> Tensor:
    """Compute ``(exp(x) + sign * exp(-x)) / 2``."""
    # The ones cancel in a difference, and values near 0 keep their digits.
    work = expm1 if sign < 0 else _exp
    up, down = work(ctx, x), work(ctx, scale(ctx, x, -1.0))
    return scale(ctx, add(ctx, up, scale(ctx, down, sign)), 0.5)


_TWO_OPERANDS: dict[str, Callable[[LayerContext, Operand, Operand], Tensor]] = {
    "ops.Add": sum_of,
    "ops.Subtract": difference,
    "ops.Multiply": product,
    "ops.Divide": quotient,
    "ops.TrueDivide": quotient,
    "ops.DivideNoNan": divide_no_nan,
    "ops.Maximum": lambda ctx, a, b: extremum(ctx, "Maximum", a, b),
    "ops.Minimum": lambda ctx, a, b: extremum(ctx, "Minimum", a, b),
    "ops.Fmax": lambda ctx, a, b: extremum(ctx, "Maximum", a, b),
    "ops.Fmin": lambda ctx, a, b: extremum(ctx, "Minimum", a, b),
    "ops.Hypot": lambda ctx, a, b: sqrt(ctx, sum_of(ctx, product(ctx, a, a), product(ctx, b, b))),
    # ``a + log(1 + exp(b - a))``: no exponential of a alone, which could overflow.
    "ops.Logaddexp": lambda ctx, a, b: sum_of(
        ctx, a, activate(ctx, difference(ctx, b, a), "softplus")
    ),
}
_ONE_OPERAND: dict[str, Callable[[LayerContext, Tensor], Tensor]] = {
    "ops.Square": lambda ctx, x: power(ctx, x, 2),
    "ops.Absolute": absolute,
    "ops.Abs": absolute,
    "ops.Fabs": absolute,
    "ops.Reciprocal": reciprocal,
    "ops.Exp": _exp,
    "ops.Exp2": lambda ctx, x: _exp(ctx, scale(ctx, x, np.log(2.0))),
    "ops.Sqrt": sqrt,
    "ops.Rsqrt": rsqrt,
    "ops.Log": log,
    "ops.Log1p": log1p,
    "ops.Expm1": expm1,
    "ops.Log2": lambda ctx, x: scale(ctx, log(ctx, x), 1 / np.log(2.0)),
    "ops.Log10": lambda ctx, x: scale(ctx, log(ctx, x), 1 / np.log(10.0)),
    "ops.Sinh": lambda ctx, x: _hyperbolic(ctx, x, -1.0),
    "ops.Cosh": lambda ctx, x: _hyperbolic(ctx, x, 1.0),
    "ops.Sin": sin,
    "ops.Cos": cos,
    "ops.Tan": tan,
    "ops.Erf": erf,
    "ops.Erfc": lambda ctx, x: one_minus(ctx, erf(ctx, x)),
    "ops.Deg2rad": lambda ctx, x: scale(ctx, x, np.pi / 180),
    "ops.Rad2deg": lambda ctx, x: scale(ctx, x, 180 / np.pi),
    "ops.Negative": lambda ctx, x: scale(ctx, x, -1.0),
    "ops.Sign": lambda ctx, x: subtract(ctx, greater(ctx, x, ZERO), greater(ctx, ZERO, x)),
}


@handles(
    *_TWO_OPERANDS, treatment="rewritten", note="constants as weights; x / 0 is huge, not infinite"
)
def two_operands(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an operation on two tensors, or a tensor and a constant.

    Keras: keras.ops.add(x1, x2), x1 + x2 and their like.
    TensorFlow.js: add, multiply, maximum, minimum; with a constant, rescaling or depthwiseConv2d.
    """
    left, right = (operand(ctx, value) for value in ctx.args)
    return _TWO_OPERANDS[ctx.layer.class_name](ctx, left, right)


@handles(
    *_ONE_OPERAND,
    treatment="rewritten",
    note="log and root by tables, finite of 0 and below (-77 and 0); sin and cos up to 100000",
)
def one_operand(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an operation on one tensor, value by value.

    Keras: keras.ops.square(x) and its like.
    TensorFlow.js: the few functions that its activations have, and tables.
    """
    return _ONE_OPERAND[ctx.layer.class_name](ctx, as_tensor(ctx, ctx.args[0]))


@handles("ops.Clip", treatment="rewritten", note="Minimum and Maximum with constants")
def clip(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate values limited from below and above.

    Keras: keras.ops.clip(x, x_min, x_max).
    TensorFlow.js: minimum and maximum with a constant.
    """
    x = as_tensor(ctx, ctx.args[0])
    low, high = config.take("x_min"), config.take("x_max")
    # An infinite limit limits nothing, and is refused as a weight.
    if low is not None and not np.all(np.isneginf(low)):
        x = extremum(ctx, "Maximum", x, operand(ctx, low))
    if high is not None and not np.all(np.isposinf(high)):
        x = extremum(ctx, "Minimum", x, operand(ctx, high))
    return x
