"""Sine and cosine of computed values: what is left of whole half turns, and a series for it."""

from __future__ import annotations

from math import factorial, pi

from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import quotient
from tfjs_bridge.convert.layers_model.lowerings.rounding import nearest
from tfjs_bridge.convert.layers_model.primitives import add, multiply, scale, subtract

# Half a turn in two parts: up to 60000 times the first is exact in float32.
_FIRST = 201 / 64
_REST = pi - _FIRST
# The next term of the series is below float32, for angles up to a quarter turn.
_LAST_POWER = 13


def sine(use: Use, x: Tensor) -> Tensor:
    """``sin(x)`` for x up to 100000, in size."""
    return _sine_of(use, x, 0.0)


def cosine(use: Use, x: Tensor) -> Tensor:
    """``cos(x)`` for x up to 100000, in size."""
    return _sine_of(use, x, 0.5)


def tangent(use: Use, x: Tensor) -> Tensor:
    """``tan(x)`` for x up to 100000, in size."""
    return quotient(use, sine(use, x), cosine(use, x))


def _sine_of(use: Use, x: Tensor, ahead: float) -> Tensor:
    """``sin(x + ahead * pi)``."""
    halves = nearest(use, scale(use, x, 1 / pi, ahead))
    back = scale(use, halves, 1.0, -ahead)
    angle = add(use, x, scale(use, back, -_FIRST))
    angle = add(use, angle, scale(use, back, -_REST))
    is_odd = subtract(use, halves, scale(use, nearest(use, scale(use, halves, 0.5, -0.25)), 2.0))
    return multiply(use, scale(use, is_odd, -2.0, 1.0), _series(use, angle))


def _series(use: Use, angle: Tensor) -> Tensor:
    square = multiply(use, angle, angle)
    signs = (_LAST_POWER - 1) // 2
    result = scale(use, square, 0.0, (-1) ** signs / factorial(_LAST_POWER))
    for power in range(_LAST_POWER - 2, 0, -2):
        term = (-1) ** ((power - 1) // 2) / factorial(power)
        result = scale(use, multiply(use, square, result), 1.0, term)
    return multiply(use, angle, result)
