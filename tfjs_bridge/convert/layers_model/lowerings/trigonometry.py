"""Sine and cosine of computed values: what is left of whole half turns, and a series for it."""

from __future__ import annotations

from math import factorial, pi

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import quotient
from tfjs_bridge.convert.layers_model.lowerings.rounding import round_half_even
from tfjs_bridge.convert.layers_model.primitives import add, multiply, scale, subtract
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Half a turn in two parts: up to 60000 times the first is exact in float32.
_FIRST = 201 / 64
_REST = pi - _FIRST
# The next term of the series is below float32, for angles up to a quarter turn.
_LAST_POWER = 13


def sin(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the sine for x up to 100000 in size."""
    return _sin(ctx, x, 0.0)


def cos(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the cosine for x up to 100000 in size."""
    return _sin(ctx, x, 0.5)


def tan(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the tangent for x up to 100000 in size."""
    return quotient(ctx, sin(ctx, x), cos(ctx, x))


def _sin(ctx: LayerContext, x: Tensor, ahead: float) -> Tensor:
    """Compute the sine of ``x + ahead * pi``."""
    halves = round_half_even(ctx, scale(ctx, x, 1 / pi, ahead))
    back = scale(ctx, halves, 1.0, -ahead)
    # In two parts, the first without an error: what is left of large angles keeps its digits.
    angle = add(ctx, x, scale(ctx, back, -_FIRST))
    angle = add(ctx, angle, scale(ctx, back, -_REST))
    # After an odd number of half turns the sine has the other sign.
    is_odd = subtract(
        ctx, halves, scale(ctx, round_half_even(ctx, scale(ctx, halves, 0.5, -0.25)), 2.0)
    )
    return multiply(ctx, scale(ctx, is_odd, -2.0, 1.0), _series(ctx, angle))


def _series(ctx: LayerContext, angle: Tensor) -> Tensor:
    square = multiply(ctx, angle, angle)
    signs = (_LAST_POWER - 1) // 2
    # Horner's scheme: from the smallest term, so that each one is rounded to its own size.
    result = scale(ctx, square, 0.0, (-1) ** signs / factorial(_LAST_POWER))
    for power in range(_LAST_POWER - 2, 0, -2):
        term = (-1) ** ((power - 1) // 2) / factorial(power)
        result = scale(ctx, multiply(ctx, square, result), 1.0, term)
    return multiply(ctx, angle, result)
