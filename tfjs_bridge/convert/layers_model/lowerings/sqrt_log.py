"""Roots and logarithms of computed values, from tables of powers of two and a few products.

TensorFlow.js's layers have no such function. Steps at the edges between the tables' entries tell
which entry a value belongs to; a Dense layer makes of the steps what the entry stands for. A coarse
table brings the value near 1, a fine one nearer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import difference
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    as_column,
    dense,
    multiply,
    reshape,
    scale,
    step,
    subtract,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Exponents of two: values from 2^-112 to 2^112, about 2e-34 to 5e33.
_COARSE = np.arange(-104.0, 112, 16)
_LOWEST, _HIGHEST = 2.0**-112, 2.0**112
_FINE = np.arange(-8.0, 8.5, 0.5)
# What brings a value near 1: so few digits that their sums are exact.
_FACTORS = np.round(2.0 ** -(_FINE % 1) * 256) / 256 * 2.0 ** -(_FINE // 1)
# So many that the next term of log(1 + x) is below float32, for x from -0.16 to 0.19.
_TERMS = 9


@dataclass(frozen=True, slots=True)
class _Steps:
    """Which entry of a table values belong to: 1 for each edge that is above, else 0."""

    tensor: Tensor

    @classmethod
    def of(cls, ctx: LayerContext, x: Tensor, exponents: Array) -> _Steps:
        """Find the entries of x, (batch, numbers, 1), by evenly spaced exponents of two."""
        # In the middle between two entries, as their logarithms go.
        edges = 2.0 ** ((exponents[:-1] + exponents[1:]) / 2)
        return cls(step(ctx, dense(ctx, x, -1 / edges[None, :], np.ones(len(edges)))))

    def value(self, ctx: LayerContext, values: Array) -> Tensor:
        """Return what the entries stand for."""
        return dense(ctx, self.tensor, (values[:-1] - values[1:])[:, None], values[-1:])


def _from_zero(ctx: LayerContext, x: Tensor) -> Tensor:
    """Clip values to the range from 0 to the largest that the tables cover."""
    return ctx.emit("ReLU", {"max_value": _HIGHEST}, [x], x.shape)


def rsqrt(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``1 / sqrt(x)``: a first guess, and three Newton steps; 7e16 of 0 and below."""
    # Never 0, which belongs to no entry and would be divided by.
    flat = scale(ctx, _from_zero(ctx, as_column(ctx, x)), 1.0, _LOWEST)
    coarse = _Steps.of(ctx, flat, _COARSE)
    near = multiply(ctx, flat, coarse.value(ctx, 2.0**-_COARSE))
    root = _Steps.of(ctx, near, _FINE).value(ctx, 2.0 ** (-_FINE / 2))
    # Each step doubles the number of right digits; the first guess has about 3 bits.
    for _ in range(3):
        error = multiply(ctx, near, multiply(ctx, root, root))
        root = multiply(ctx, root, scale(ctx, error, -0.5, 1.5))
    root = multiply(ctx, root, coarse.value(ctx, 2.0 ** (-_COARSE / 2)))
    return reshape(ctx, root, x.shape[1:])


def sqrt(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the square root; 0 of 0 and below."""
    return multiply(ctx, _from_zero(ctx, x), rsqrt(ctx, x))


def log(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the logarithm; of 0 and below that of 2^-112, which is -77.6."""
    flat = scale(ctx, _from_zero(ctx, as_column(ctx, x)), 1.0, _LOWEST)
    return reshape(ctx, _log_of_sum(ctx, flat, flat, 0.0), x.shape[1:])


def log1p(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``log(1 + x)``, exact near 0; of -1 and below about -80."""
    flat = as_column(ctx, x)
    # Down to -1 in one part and from 0 in the other, so that small values keep their digits.
    below = ctx.emit("ReLU", {"max_value": 1.0}, [scale(ctx, flat, -1.0)], flat.shape)
    flat = subtract(ctx, _from_zero(ctx, flat), below)
    result = _log_of_sum(ctx, flat, scale(ctx, flat, 1.0, 1.0), 1.0)
    return reshape(ctx, result, x.shape[1:])


def _log_of_sum(ctx: LayerContext, x: Tensor, whole: Tensor, offset: float) -> Tensor:
    """Compute the logarithm of ``whole = x + offset``: the tables' entries', and a series."""
    coarse = _Steps.of(ctx, whole, _COARSE)
    factor = coarse.value(ctx, 2.0**-_COARSE)
    fine = _Steps.of(ctx, multiply(ctx, whole, factor), _FINE)
    factor = multiply(ctx, factor, fine.value(ctx, _FACTORS))
    near = add(ctx, multiply(ctx, x, factor), scale(ctx, factor, offset, -1.0))
    series = scale(ctx, near, -1 / _TERMS, 1 / (_TERMS - 1))
    for term in range(_TERMS - 2, 0, -1):
        series = difference(ctx, np.asarray(1 / term), multiply(ctx, near, series))
    # Counted in halves, and rest in multiples of 2^-32: their sums are exact.
    rest = np.round(-(np.log(_FACTORS) + _FINE * np.log(2)) * 2**32) / 2**32
    powers = add(ctx, coarse.value(ctx, _COARSE), fine.value(ctx, _FINE))
    logs = add(ctx, scale(ctx, powers, np.log(2)), fine.value(ctx, rest))
    return add(ctx, multiply(ctx, near, series), logs)
