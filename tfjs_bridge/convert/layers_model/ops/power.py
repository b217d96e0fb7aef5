"""Powers as operations: ``x ** y``."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    greater,
    power,
    product,
    reciprocal,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    Operand,
    broadcast_affine,
    operand,
)
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import log, sqrt
from tfjs_bridge.convert.layers_model.primitives import add, multiply, scale
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_MOST_FACTORS = 64
_HALF = 0.5


@handles(
    "ops.Power",
    treatment="rewritten",
    note="of constant whole exponents by multiplication; else by log and exp, for x from 0 on",
)
def to_the_power(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``x ** y``.

    Keras: keras.ops.power(x1, x2), x1 ** x2.
    TensorFlow.js: multiply for whole exponents, exp of a logarithm for others.
    """
    base, exponent = (operand(ctx, value) for value in ctx.args)
    if not isinstance(base, Tensor):
        # It goes by a logarithm.
        if (base <= 0).any():
            raise ctx.refuse("raises a constant that is not positive", "Use a positive one.")
        return activate(ctx, product(ctx, np.log(base), exponent), "exponential")
    if isinstance(exponent, Tensor):
        if not ctx.args[1].dtype.startswith("float"):
            raise ctx.refuse(
                "raises to computed whole numbers; expected a constant",
                "Use a constant exponent.",
            )
        return _by_logarithm(ctx, base, exponent)
    # Exact, and right for negative numbers, which have no logarithm.
    if (exponent == exponent.round()).all() and np.abs(exponent).max() <= _MOST_FACTORS:
        return _whole(ctx, base, exponent.astype(int))
    if (exponent == _HALF).all():
        return sqrt(ctx, base)
    result = _by_logarithm(ctx, base, exponent)
    # 0 is the power of 0 only where the exponent is above 0.
    is_rising = exponent > 0
    return product(
        ctx, result, broadcast_affine(ctx, greater(ctx, base, ZERO), is_rising, ~is_rising)
    )


def _by_logarithm(ctx: LayerContext, base: Tensor, exponent: Operand) -> Tensor:
    return activate(ctx, product(ctx, log(ctx, base), exponent), "exponential")


def _whole(ctx: LayerContext, base: Tensor, counts: Array) -> Tensor:
    # A negative power is 1 / the positive one: one division at the end, not one for each factor.
    sizes = np.abs(counts)
    if sizes.min() == sizes.max():
        size = int(sizes.max())
        result = power(ctx, base, size) if size else scale(ctx, base, 0.0, 1.0)
    else:
        result = _different_powers(ctx, base, sizes)
    if (counts >= 0).all():
        return result
    inverse = reciprocal(ctx, result)
    if (counts < 0).all():
        return inverse
    kept = broadcast_affine(ctx, result, counts >= 0, 0)
    return add(ctx, kept, broadcast_affine(ctx, inverse, counts < 0, 0))


def _different_powers(ctx: LayerContext, base: Tensor, sizes: Array) -> Tensor:
    """Raise to powers that differ along constant axes, by repeated squaring."""
    result, square = None, base
    while sizes.any():
        digits = sizes % 2
        # The square where the exponent has this binary digit, 1 elsewhere.
        factor = broadcast_affine(ctx, square, digits, 1 - digits)
        result = factor if result is None else multiply(ctx, result, factor)
        sizes = sizes // 2
        square = multiply(ctx, square, square)
    return result or base
