"""Roots and logarithms of computed values, from a table of powers of two and a few products.

TensorFlow.js's layers have no such function. Steps at the powers of root 2 tell between which two
of them a value lies; a Dense layer makes of the steps what belongs there.
"""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.builder import Tensor
from tfjs_bridge.convert.primitives import (
    add,
    dense,
    known_product,
    multiply,
    reshape,
    scale,
)
from tfjs_bridge.convert.rewrites.arithmetic import difference
from tfjs_bridge.convert.rewrites.broadcasting import Array
from tfjs_bridge.convert.use import Use

# Values from 2^-40 to 2^40, about 1e-12 to 1e12, between edges half a power apart.
_EDGES = 2.0 ** np.arange(-40, 40.5, 0.5)
_MIDDLES = 2.0 ** np.arange(-40.25, 40.5, 0.5)
# So many that the next term of log(1 + x) is below float32, for x from -0.16 to 0.19.
_TERMS = 9


def inverse_root(use: Use, x: Tensor) -> Tensor:
    """``1 / sqrt(x)`` for positive x: a first guess, and three steps of Newton's method."""
    flat = reshape(use, x, (known_product(x.shape[1:]), 1))
    root = _looked_up(use, flat, _MIDDLES**-0.5)
    for _ in range(3):
        error = multiply(use, flat, multiply(use, root, root))
        root = multiply(use, root, scale(use, error, -0.5, 1.5))
    return reshape(use, root, x.shape[1:])


def root(use: Use, x: Tensor) -> Tensor:
    """``sqrt(x)``; 0 of 0."""
    return multiply(use, x, inverse_root(use, x))


def logarithm(use: Use, x: Tensor) -> Tensor:
    """``log(x)`` for positive x: that of a near power of two, and a series for the rest."""
    flat = reshape(use, x, (known_product(x.shape[1:]), 1))
    near = scale(use, multiply(use, flat, _looked_up(use, flat, 1 / _MIDDLES)), 1.0, -1.0)
    series = scale(use, near, -1 / _TERMS, 1 / (_TERMS - 1))
    for term in range(_TERMS - 2, 0, -1):
        series = difference(use, np.asarray(1 / term), multiply(use, near, series))
    # Counted in quarters of a power, whose sums are exact.
    quarters = _looked_up(use, flat, 4 * np.log2(_MIDDLES))
    result = add(use, multiply(use, near, series), scale(use, quarters, np.log(2.0) / 4))
    return reshape(use, result, x.shape[1:])


def _looked_up(use: Use, x: Tensor, values: Array) -> Tensor:
    """The value for the edges that each number, shape (batch, numbers, 1), lies between.

    Added up from the largest numbers on, so that the sums lose no digits of small values.
    """
    below = dense(use, x, -1e10 / _EDGES[None, :], np.full(len(_EDGES), 1e10))
    steps = use.emit("ReLU", {"max_value": 1.0}, [scale(use, below, 1e20)], below.shape)
    changes = values[:-1] - values[1:]
    return dense(use, steps, changes[:, None], values[-1:])
