"""Powers as operations: ``x ** y``."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
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
    affine_by,
    operand,
)
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import logarithm, root
from tfjs_bridge.convert.layers_model.primitives import add, multiply, scale

_MOST_FACTORS = 64
_HALF = 0.5


@handles(
    "ops.Power",
    treatment="rewritten",
    note="of constant whole exponents by multiplication; else by log and exp, for x from 0 on",
)
def to_the_power(use: Use, config: ConfigReader) -> Tensor:
    """``x ** y``."""
    base, exponent = (operand(use, value) for value in use.args)
    if not isinstance(base, Tensor):
        if (base <= 0).any():
            raise use.refuse("raises a constant that is not positive", "Use a positive one.")
        return activate(use, product(use, np.log(base), exponent), "exponential")
    if isinstance(exponent, Tensor):
        if not use.args[1].dtype.startswith("float"):
            raise use.refuse(
                "raises to whole numbers that are computed; expected a constant",
                "Use a constant exponent.",
            )
        return _by_logarithm(use, base, exponent)
    if (exponent == exponent.round()).all() and np.abs(exponent).max() <= _MOST_FACTORS:
        return _whole(use, base, exponent.astype(int))
    if (exponent == _HALF).all():
        return root(use, base)
    result = _by_logarithm(use, base, exponent)
    # 0 is the power of 0 only where the exponent is above 0.
    is_rising = exponent > 0
    return product(use, result, affine_by(use, greater(use, base, ZERO), is_rising, ~is_rising))


def _by_logarithm(use: Use, base: Tensor, exponent: Operand) -> Tensor:
    return activate(use, product(use, logarithm(use, base), exponent), "exponential")


def _whole(use: Use, base: Tensor, counts: Array) -> Tensor:
    sizes = np.abs(counts)
    if sizes.min() == sizes.max():
        size = int(sizes.max())
        result = power(use, base, size) if size else scale(use, base, 0.0, 1.0)
    else:
        result = _different_powers(use, base, sizes)
    if (counts >= 0).all():
        return result
    inverse = reciprocal(use, result)
    if (counts < 0).all():
        return inverse
    kept = affine_by(use, result, counts >= 0, 0)
    return add(use, kept, affine_by(use, inverse, counts < 0, 0))


def _different_powers(use: Use, base: Tensor, sizes: Array) -> Tensor:
    """A power of its own along constant axes: squares of squares, where its digit says so."""
    result, square = None, base
    while sizes.any():
        digits = sizes % 2
        factor = affine_by(use, square, digits, 1 - digits)
        result = factor if result is None else multiply(use, result, factor)
        sizes = sizes // 2
        square = multiply(use, square, square)
    return result or base
