"""Measure how far outputs are from Keras's, as one number to compare with a tolerance.

The twin of web/src/proof/comparison.js; both are tested with tests/vectors/comparison.json.
docs/artifact-format.md, "Comparison", describes the measure.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# No artifact may allow more. float32 kernels that add in another order came within 2e-5 of Keras
# in every network of keras.applications; what differs by a thousandth is another function.
TOLERANCE_CEILING = 1e-3

# Outputs that vary by less than this, ten times the usual tolerance, hardly depend on the inputs,
# and may not depend on a weight at all: a fault could go unnoticed.
BLIND_BELOW = 1e-3

# Backends flush denormals (below 1.2e-38) to 0, each at another place in a sum.
_FLOOR = 1e-30

# As a part of an output's largest magnitude, divided by the square of the number of values in a
# vector: one value may be small because large terms cancelled, and then has the rounding errors of
# these; several at a time hardly ever are.
_VECTOR_SHARE = 0.3
_LEAST_VECTOR_SHARE = 1e-3
# The same along the last axis, where whole channels are often small: those behind a ReLU.
_COLUMN_SHARE = 4.0
_LEAST_COLUMN_SHARE = 0.1

# `1 - p` has rounding errors of this size, and cannot be between 0 and 2**-25: a probability below
# _TAIL comes from an exponential, and its logarithm is as exact as that of a large one.
_SLACK = 5e-7
_TAIL = 2.0**-26
_SIGMOID_TAIL = 2.0**-30
_SUM_ERROR = 1e-3


def difference(got: Array, expected: Array) -> float:
    """Measure how far an output is from the expected one.

    Args:
        got: Any numeric dtype, shape (vectors, ...).
        expected: Keras's output, of the same shape.

    Returns:
        The largest difference relative to the magnitudes expected; for probabilities, the largest
        relative difference of their logarithms if that is more. 0 for equal arrays, NaN if a value
        is not a number.
    """
    if expected.size == 0:
        return 0.0
    values, right = _by_vector(got), _by_vector(expected)
    if np.isnan(values).any() or np.isnan(right).any():
        return float("nan")
    with np.errstate(over="ignore", invalid="ignore"):
        largest = float((np.abs(values - right) / _scales(right)).max())
    # A difference of infinities is NaN, and passes no tolerance.
    return max(largest, _difference_of_logarithms(values, right))


def variation(expected: Array) -> float:
    """Measure how much an output varies, by comparing each vector with the next one.

    Args:
        expected: Any numeric dtype, shape (vectors, ...).

    Returns:
        What `difference` returns; 0 for a single vector.
    """
    return difference(np.roll(expected, 1, axis=0), expected) if len(expected) > 1 else 0.0


def _by_vector(values: Array) -> Array:
    """Return values as float64, shape (vectors, positions, columns); columns are the last axis."""
    columns = values.shape[-1] if values.ndim > 1 else 1
    return values.astype(np.float64).reshape(len(values), -1, columns)


def _scales(right: Array) -> Array:
    """Return what each value's difference is divided by, shape (vectors, 1, columns)."""
    vectors, positions, columns = right.shape
    magnitudes = np.abs(right)
    largest = float(magnitudes.max())
    if largest < _FLOOR:
        return np.ones((1, 1, 1))
    least_vector = max(_VECTOR_SHARE / (positions * columns) ** 2, _LEAST_VECTOR_SHARE)
    least_column = max(_COLUMN_SHARE / (vectors * positions), _LEAST_COLUMN_SHARE)
    by_vector = np.maximum(magnitudes.max((1, 2), keepdims=True), least_vector * largest)
    by_column = np.maximum(magnitudes.max((0, 1), keepdims=True), least_column * largest)
    scales: Array = np.minimum(np.minimum(by_vector, by_column), largest)
    return scales


def _difference_of_logarithms(values: Array, right: Array) -> float:
    """Measure how far logarithms of probabilities are apart; 0 for other values."""
    if right.min() < 0 or right.max() > 1:
        return 0.0
    if right.shape[2] > 1 and (np.abs(right.sum(2) - 1) <= _SUM_ERROR).all():
        return _compare_logarithms(values, right, _TAIL, _SLACK)
    # Perhaps sigmoids. A value that is exactly 0 points to a ReLU instead, where small values may
    # be what is left of a cancellation, and their logarithms mean nothing.
    is_positive = right.min() > 0
    return _compare_logarithms(values, right, _SIGMOID_TAIL, None) if is_positive else 0.0


def _compare_logarithms(values: Array, right: Array, tail: float, slack: float | None) -> float:
    """Measure relative to the row's largest logarithm, because a logit's error grows with it.

    Args:
        values: Shape (vectors, positions, columns).
        right: The expected values, of the same shape.
        tail: Logarithms of values below it are compared as they are.
        slack: By how much other values may differ; `None` if their logarithms do not count.
    """
    rows = np.abs(_log(right, _FLOOR)).max(2, keepdims=True)
    is_tail = np.maximum(values, right) < tail
    found = np.where(is_tail, np.abs(_log(values, _FLOOR) - _log(right, _FLOOR)), 0.0)
    if slack is not None:
        moved = values - np.clip(values - right, -slack, slack)
        others = np.abs(_log(moved, slack) - _log(right, slack))
        found = np.where(is_tail, found, others)
    return float((found / np.maximum(rows, 1)).max())


def _log(values: Array, floor: float) -> Array:
    logarithms: Array = np.log(np.maximum(values, floor))
    return logarithms
