"""Indices as one-hot and multi-hot vectors and as counts, as TensorFlow's Keras encodes them.

Source: keras/src/utils/numerical_utils.py, encode_categorical_inputs.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.settings import choice, integer
from tfjs_bridge.artifact.features.tensor import LARGEST_OUTPUT, Array, Step, Tensor
from tfjs_bridge.errors import DataError

ENCODES: Final = ("int", "one_hot", "multi_hot", "count")
LARGEST_DEPTH: Final = 2**20
# Beyond every depth: Keras maps masked tokens to the largest integer, and encodings leave it out.
MASKED: Final = 2**63 - 1


def check_encode(step: Step, least_depth: int, known: tuple[str, ...] = ENCODES) -> None:
    """Check `encode` and `depth`.

    Args:
        step: A step with these settings.
        least_depth: Number of indices that there are, special ones included.
        known: Encodings that the operation has.
    """
    choice("encode", step["encode"], known)
    if step["encode"] != "int":
        integer("depth", step["depth"], max(1, least_depth), LARGEST_DEPTH)
    elif step["depth"] is not None:
        raise ValueError(f"depth: expected null where encode is int, got {step['depth']!r}")


def encoded(step: Step, shape: tuple[int | None, ...]) -> Tensor:
    """Return what becomes of indices of a shape."""
    encode = step["encode"]
    if encode == "int":
        return Tensor(shape, "int32")
    if encode == "one_hot":
        if len(shape) > 1 and shape[-1] is None:
            raise ValueError("encode: one_hot needs a last axis of a fixed size, got an open one")
        return Tensor((*_shrunk(shape), step["depth"]), "float32")
    if len(shape) < 2:
        raise ValueError(f"encode: {encode} needs two axes or more, the examples first, got one")
    # Keras reduces axis 1, whichever is the last: with two axes they are the same.
    return Tensor((shape[0], *shape[2:], step["depth"]), "float32")


def _shrunk(shape: tuple[Any, ...]) -> tuple[Any, ...]:
    return shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape


def encode(step: Step, indices: Array) -> Array:
    """Encode indices.

    Args:
        step: With `encode`, `depth` and, for tf_idf, `idf_weights`.
        indices: int64, any shape, the examples first. Others than 0 to depth - 1 are left out.

    Returns:
        int32 of the same shape, or float32 of the shape that `encoded` returns.
    """
    if step["encode"] == "int":
        return indices.astype(np.int32)
    if step["encode"] == "one_hot":
        return _one_hot(step, indices.reshape(_shrunk(indices.shape)))
    counts = _counts(step, indices)
    if step["encode"] == "multi_hot":
        return np.minimum(counts, np.float32(1))
    if step["encode"] == "tf_idf":
        return counts * np.array(step["idf_weights"], np.float32)
    return counts


def _one_hot(step: Step, indices: Array) -> Array:
    depth = step["depth"]
    check_size(step, indices.size * depth)
    flat = indices.ravel()
    values = np.zeros((flat.size, depth), np.float32)
    places = np.flatnonzero((flat >= 0) & (flat < depth))
    values[places, flat[places]] = 1
    return values.reshape(*indices.shape, depth)


def _counts(step: Step, indices: Array) -> Array:
    depth = step["depth"]
    moved = np.moveaxis(indices, 1, -1)
    rows = math.prod(moved.shape[:-1])
    check_size(step, rows * depth)
    flat = moved.reshape(rows, moved.shape[-1])
    row, column = np.nonzero((flat >= 0) & (flat < depth))
    found = np.bincount(row * depth + flat[row, column], minlength=rows * depth)
    return found.reshape(*moved.shape[:-1], depth).astype(np.float32)


def check_size(step: Step, size: int) -> None:
    """Refuse to prepare more values than a reader may allocate.

    Raises:
        DataError: There are more.
    """
    if size > LARGEST_OUTPUT:
        raise DataError(
            f"'{step['output']}': too many values; expected at most {LARGEST_OUTPUT}, got {size}. "
            f"Give fewer examples at a time."
        )
