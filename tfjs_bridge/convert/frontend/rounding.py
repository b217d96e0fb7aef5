"""Round a Keras model's weights to values that an encoding can store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.encodings.encoding import Encoding
from tfjs_bridge.artifact.weights import NamedWeight


@contextmanager
def rounded(model: Any, encoding: Encoding) -> Iterator[None]:
    """Round as `round_weights` does, and restore the former values when the block ends."""
    before = round_weights(model, encoding)
    try:
        yield
    finally:
        for variable, value in before:
            variable.assign(value)


def round_weights(model: Any, encoding: Encoding) -> list[tuple[Any, npt.NDArray[Any]]]:
    """Round a Keras model's weights in place.

    Args:
        model: A live Keras model, whose variables are assigned.
        encoding: Decides which weights are rounded, and to which values.

    Returns:
        The variables that changed, and their former values.
    """
    if encoding.is_lossless:
        return []
    changed = []
    for variable in model.weights:
        if str(variable.dtype) != "float32":  # others may be bfloat16, which numpy does not have
            continue
        weight = NamedWeight(variable.path, np.asarray(variable))
        if not encoding.applies(weight):
            continue
        near = encoding.round(weight)
        # What `round` left alone needs no assignment; NaN in it would compare as a change.
        if near is not weight.value and not np.array_equal(near, weight.value):
            changed.append((variable, weight.value))
            variable.assign(near)
    return changed
