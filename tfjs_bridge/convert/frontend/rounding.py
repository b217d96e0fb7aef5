"""Weights that float16 can hold, so that files of half the size hold them without loss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt


def round_weights(model: Any) -> list[tuple[Any, npt.NDArray[Any]]]:
    """Round a Keras model's weights of two or more axes to float16, in place.

    Weights with values that are beyond float16 stay as they are, as do vectors: biases and
    statistics are few bytes.

    Returns:
        The variables that were changed, and their values before.
    """
    changed = []
    for variable in model.weights:
        if str(variable.dtype) != "float32" or len(variable.shape) < 2:
            continue
        value = np.asarray(variable)
        # Too large values become infinite, which is looked for below.
        with np.errstate(over="ignore"):
            near = value.astype(np.float16).astype(np.float32)
        if not np.array_equal(near, value) and np.isfinite(near).all():
            changed.append((variable, value))
            variable.assign(near)
    return changed


@contextmanager
def rounded(model: Any) -> Iterator[None]:
    """Round the model's weights within a block; afterwards they are as before."""
    before = round_weights(model)
    try:
        yield
    finally:
        for variable, value in before:
            variable.assign(value)
