"""Roots and logarithms of computed values, from tables of powers of two and a few products.

TensorFlow.js's layers have no such function. Steps at the edges between the tables' entries tell
which entry a value belongs to; a Dense layer makes of the steps what the entry stands for. A coarse
table brings the value near 1, a fine one nearer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import difference
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    dense,
    known_product,
    multiply,
    reshape,
    scale,
    step,
    subtract,
)

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
    def of(cls, use: Use, x: Tensor, exponents: Array) -> _Steps:
        """The entries of x, shape (batch, numbers, 1), by their exponents of two, evenly spaced."""
        edges = 2.0 ** ((exponents[:-1] + exponents[1:]) / 2)
        return cls(step(use, dense(use, x, -1 / edges[None, :], np.ones(len(edges)))))

    def value(self, use: Use, values: Array) -> Tensor:
        """What the entries stand for."""
        return dense(use, self.tensor, (values[:-1] - values[1:])[:, None], values[-1:])


def _flat(use: Use, x: Tensor) -> Tensor:
    return reshape(use, x, (known_product(x.shape[1:]), 1))


def _from_zero(use: Use, x: Tensor) -> Tensor:
    """Negative values become 0, too large ones the largest."""
    return use.emit("ReLU", {"max_value": _HIGHEST}, [x], x.shape)


def inverse_root(use: Use, x: Tensor) -> Tensor:
    """``1 / sqrt(x)``: a first guess, and three steps of Newton's method; 7e16 of 0 and below."""
    flat = scale(use, _from_zero(use, _flat(use, x)), 1.0, _LOWEST)
    coarse = _Steps.of(use, flat, _COARSE)
    near = multiply(use, flat, coarse.value(use, 2.0**-_COARSE))
    root = _Steps.of(use, near, _FINE).value(use, 2.0 ** (-_FINE / 2))
    for _ in range(3):
        error = multiply(use, near, multiply(use, root, root))
        root = multiply(use, root, scale(use, error, -0.5, 1.5))
    root = multiply(use, root, coarse.value(use, 2.0 ** (-_COARSE / 2)))
    return reshape(use, root, x.shape[1:])


def root(use: Use, x: Tensor) -> Tensor:
    """``sqrt(x)``; 0 of 0 and below."""
    return multiply(use, _from_zero(use, x), inverse_root(use, x))


def logarithm(use: Use, x: Tensor) -> Tensor:
    """``log(x)``; of 0 and below that of 2^-112, which is -77.6."""
    flat = scale(use, _from_zero(use, _flat(use, x)), 1.0, _LOWEST)
    return reshape(use, _log_of_sum(use, flat, flat, 0.0), x.shape[1:])


def logarithm_from_one(use: Use, x: Tensor) -> Tensor:
    """``log(1 + x)``, exact near 0; of -1 and below about -80."""
    flat = _flat(use, x)
    below = use.emit("ReLU", {"max_value": 1.0}, [scale(use, flat, -1.0)], flat.shape)
    flat = subtract(use, _from_zero(use, flat), below)
    result = _log_of_sum(use, flat, scale(use, flat, 1.0, 1.0), 1.0)
    return reshape(use, result, x.shape[1:])


def _log_of_sum(use: Use, x: Tensor, whole: Tensor, offset: float) -> Tensor:
    """The logarithm of ``whole = x + offset``: those of the tables' entries, and a series."""
    coarse = _Steps.of(use, whole, _COARSE)
    factor = coarse.value(use, 2.0**-_COARSE)
    fine = _Steps.of(use, multiply(use, whole, factor), _FINE)
    factor = multiply(use, factor, fine.value(use, _FACTORS))
    near = add(use, multiply(use, x, factor), scale(use, factor, offset, -1.0))
    series = scale(use, near, -1 / _TERMS, 1 / (_TERMS - 1))
    for term in range(_TERMS - 2, 0, -1):
        series = difference(use, np.asarray(1 / term), multiply(use, near, series))
    # Counted in halves, and rest in multiples of 2^-32: their sums are exact.
    rest = np.round(-(np.log(_FACTORS) + _FINE * np.log(2)) * 2**32) / 2**32
    powers = add(use, coarse.value(use, _COARSE), fine.value(use, _FINE))
    logs = add(use, scale(use, powers, np.log(2)), fine.value(use, rest))
    return add(use, multiply(use, near, series), logs)
