"""Whole numbers near computed values.

TensorFlow.js's layers cannot round, but every sum is rounded to float32: beside 3 * 2^22 there is
no room for fractions.
"""

from __future__ import annotations

from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    difference,
    greater,
    product,
    quotient,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand
from tfjs_bridge.convert.layers_model.primitives import activation, add, scale, subtract

# Values up to 2^22 are rounded right; beyond, by less than float32 tells apart.
_ROOMLESS = 3.0 * 2**22


def nearest(use: Use, x: Tensor) -> Tensor:
    """The nearest whole number; the even one of two."""
    return scale(use, scale(use, x, 1.0, _ROOMLESS), 1.0, -_ROOMLESS)


def floor(use: Use, x: Tensor) -> Tensor:
    """The next whole number below."""
    whole = nearest(use, x)
    return subtract(use, whole, greater(use, whole, x))


def ceiling(use: Use, x: Tensor) -> Tensor:
    """The next whole number above."""
    whole = nearest(use, x)
    return add(use, whole, greater(use, x, whole))


def truncated(use: Use, x: Tensor) -> Tensor:
    """The next whole number towards 0."""
    below = activation(use, scale(use, x, -1.0), "relu")
    return subtract(use, floor(use, activation(use, x, "relu")), floor(use, below))


def floor_divided(use: Use, left: Operand, right: Operand) -> tuple[Tensor, Tensor]:
    """The quotient, rounded down, and the rest, which has the divisor's sign.

    A rounded quotient may be 1 too large, and is if the rest has the other sign.
    """
    whole = nearest(use, quotient(use, left, right))
    back = product(use, whole, right)
    rest = difference(use, left, back)
    is_over = greater(use, ZERO, product(use, rest, right))
    return subtract(use, whole, is_over), add(use, rest, product(use, is_over, right))
