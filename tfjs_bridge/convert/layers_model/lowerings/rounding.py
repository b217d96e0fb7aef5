"""Whole numbers near computed values.

TensorFlow.js's layers cannot round, but every sum is rounded to float32: beside 3 * 2^22 there is
no room for fractions.
"""

from __future__ import annotations

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    difference,
    greater,
    product,
    quotient,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand
from tfjs_bridge.convert.layers_model.primitives import activation, add, scale, subtract
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Values up to 2^22 are rounded right; beyond, by less than float32 tells apart.
_ROOMLESS = 3.0 * 2**22


def round_half_even(ctx: LayerContext, x: Tensor) -> Tensor:
    """Round to the nearest whole number; halves to the even one."""
    return scale(ctx, scale(ctx, x, 1.0, _ROOMLESS), 1.0, -_ROOMLESS)


def floor(ctx: LayerContext, x: Tensor) -> Tensor:
    """Round down."""
    whole = round_half_even(ctx, x)
    return subtract(ctx, whole, greater(ctx, whole, x))


def ceil(ctx: LayerContext, x: Tensor) -> Tensor:
    """Round up."""
    whole = round_half_even(ctx, x)
    return add(ctx, whole, greater(ctx, x, whole))


def truncate(ctx: LayerContext, x: Tensor) -> Tensor:
    """Round towards 0."""
    # The sizes of positive and negative values, each rounded down.
    below = activation(ctx, scale(ctx, x, -1.0), "relu")
    return subtract(ctx, floor(ctx, activation(ctx, x, "relu")), floor(ctx, below))


def floor_divide(ctx: LayerContext, left: Operand, right: Operand) -> tuple[Tensor, Tensor]:
    """Return the quotient, rounded down, and the rest, which has the divisor's sign.

    A rounded quotient may be 1 too large, and is if the rest has the other sign.
    """
    whole = round_half_even(ctx, quotient(ctx, left, right))
    back = product(ctx, whole, right)
    rest = difference(ctx, left, back)
    is_over = greater(ctx, ZERO, product(ctx, rest, right))
    return subtract(ctx, whole, is_over), add(ctx, rest, product(ctx, is_over, right))
