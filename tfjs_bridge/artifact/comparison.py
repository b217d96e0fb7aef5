"""How far outputs are from Keras's: one number, which a tolerance is compared with.

The twin of web/src/proof/comparison.js; both are held to the vectors in tests/vectors/comparison.json.
docs/artifact-format.md, "Comparison", describes the measure.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# No artifact may ask for more. float32 kernels that add in other orders came within 2e-5 of Keras
# in every network of keras.applications; what is off by a thousandth is another function.
TOLERANCE_CEILING = 1e-3

# Outputs that differ by less than this from vector to vector hardly depend on what goes in, and
# need not depend on a weight: ten times the usual tolerance.
BLIND_BELOW = 1e-3

# Backends flush what is smaller (from 1.2e-38) to 0, each at another place in a sum.
_FLOOR = 1e-30

# Of an output's largest magnitude, divided by the square of how many values a vector has: one value
# is small by chance, by cancellation, and has the rounding errors of the large terms; several at a
# time hardly ever are.
_VECTOR_SHARE = 0.3
_LEAST_VECTOR_SHARE = 1e-3
# The same along the last axis, where channels behind a ReLU are small more often.
_COLUMN_SHARE = 4.0
_LEAST_COLUMN_SHARE = 0.1

# `1 - p` has rounding errors of this size, and no value between 0 and 2**-25: what is smaller than
# _TAIL comes from an exponential and is as exact as a large value.
_SLACK = 5e-7
_TAIL = 2.0**-26
_SIGMOID_TAIL = 2.0**-30
_SUM_ERROR = 1e-3


def difference(got: Array, expected: Array) -> float:
    """Measure how far one output is from what is expected.

    Args:
        got: Shape (vectors, ...).
        expected: Keras's, of the same shape.

    Returns:
        The largest difference, as a part of the magnitudes that are expected; of probabilities
        also of their logarithms. 0 for equal arrays, NaN if a value is not a number.
    """
    if expected.size == 0:
        return 0.0
    values, right = _by_vector(got), _by_vector(expected)
    if np.isnan(values).any() or np.isnan(right).any():
        return float("nan")
    with np.errstate(over="ignore", invalid="ignore"):
        largest = float((np.abs(values - right) / _scales(right)).max())
    # Infinity less infinity: no difference can be told.
    return max(largest, _difference_of_logarithms(values, right))


def variation(expected: Array) -> float:
    """Measure how far apart an output's vectors are: as if each stood in the next one's place.

    Args:
        expected: Shape (vectors, ...).

    Returns:
        The largest difference, as `difference` does; 0 for one vector.
    """
    return difference(np.roll(expected, 1, axis=0), expected) if len(expected) > 1 else 0.0


def _by_vector(values: Array) -> Array:
    """float64, shape (vectors, positions, columns): columns along the last axis."""
    columns = values.shape[-1] if values.ndim > 1 else 1
    return values.astype(np.float64).reshape(len(values), -1, columns)


def _scales(right: Array) -> Array:
    """What a difference is divided by, for each value: shape (vectors, 1, columns)."""
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
    """Of probabilities; 0 for other values."""
    if right.min() < 0 or right.max() > 1:
        return 0.0
    if right.shape[2] > 1 and (np.abs(right.sum(2) - 1) <= _SUM_ERROR).all():
        return _compare_logarithms(values, right, _TAIL, _SLACK)
    # Not a softmax, but sigmoids perhaps. Where some value is 0, a ReLU may have cut it off, and
    # the small ones beside it may be left over from a cancellation.
    is_positive = right.min() > 0
    return _compare_logarithms(values, right, _SIGMOID_TAIL, None) if is_positive else 0.0


def _compare_logarithms(values: Array, right: Array, tail: float, slack: float | None) -> float:
    """As a part of the row's largest logarithm, because the error of a logit grows with it.

    Args:
        values: Shape (vectors, positions, columns).
        right: The same shape.
        tail: Below it, logarithms are compared as they are.
        slack: Allowed difference of other values; `None` if their logarithms do not count.
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
