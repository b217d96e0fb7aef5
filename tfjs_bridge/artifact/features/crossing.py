"""Several values of an example become one bin: Keras's HashedCrossing.

Source: tensorflow/core/kernels/sparse_cross_op.cc, HashCrosser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.encode import encode, encoded
from tfjs_bridge.artifact.features.fingerprints import combined, fingerprint
from tfjs_bridge.artifact.features.hashing import check_bins
from tfjs_bridge.artifact.features.settings import choice
from tfjs_bridge.artifact.features.tensor import INTEGERS, Array, Operation, Step, Tensor

_KEY: Final = 0xDECAFCAFFE


def _check(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    if len(inputs) < 2:
        raise ValueError(f"inputs: expected two or more, got {len(inputs)}")
    shape = inputs[0].shape
    for name, tensor in zip(step["inputs"], inputs, strict=True):
        if tensor.dtype not in ("string", *INTEGERS):
            raise ValueError(f"inputs: expected strings or integers, got '{name}', {tensor.dtype}")
        if tensor.shape[1:] not in ((), (1,)) or tensor.shape != shape:
            raise ValueError(
                f"inputs: expected one value for each example, and all in one shape, "
                f"got '{name}' of the shape {list(tensor.shape)}"
            )
    check_bins(step)
    choice("encode", step["encode"], ("int", "one_hot"))
    return encoded(step, shape)


def _run(step: Step, inputs: Sequence[Array]) -> Array:
    columns = [_features(values) for values in inputs]
    bins = [_cross(row, step["bins"]) for row in zip(*columns, strict=True)]
    return encode(step, np.array(bins, np.int64).reshape(inputs[0].shape))


def _features(values: Array) -> list[int]:
    """Return the fingerprint of each string; an integer is its own."""
    flat: list[Any] = values.ravel().tolist()
    if values.dtype != np.object_:
        return flat
    hashes = {value: fingerprint(value.encode()) for value in set(flat)}
    return [hashes[value] for value in flat]


def _cross(features: Sequence[int], bins: int) -> int:
    result = _KEY
    for feature in features:
        result = combined(result, feature)
    return result % bins


CROSS: Final = Operation(("bins", "encode", "depth"), _check, _run)
