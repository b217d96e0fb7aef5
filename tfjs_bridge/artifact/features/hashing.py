"""Values become bins by their hash: Keras's Hashing and HashedCrossing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.encode import check_encode, encode, encoded
from tfjs_bridge.artifact.features.fingerprints import fingerprint, siphash
from tfjs_bridge.artifact.features.numbers import to_integers
from tfjs_bridge.artifact.features.settings import any_integer, integer, number, salt, text
from tfjs_bridge.artifact.features.tensor import (
    NUMBERS,
    Array,
    Operation,
    Step,
    Tensor,
    one_input,
)

LARGEST_BINS: Final = 2**31 - 1


def check_bins(step: Step) -> None:
    """Check `bins`, `encode` and `depth`: an encoded axis has as many values as there are bins."""
    integer("bins", step["bins"], 1, LARGEST_BINS)
    check_encode(step, step["bins"])
    if step["depth"] not in (None, step["bins"]):
        raise ValueError(f"depth: expected the number of bins, {step['bins']}, got {step['depth']}")


def _check(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, ("string", *NUMBERS))
    check_bins(step)
    if step["salt"] is not None:
        salt("salt", step["salt"])
    if step["mask"] is not None:
        read: Callable[[str, Any], Any] = {"string": text, "float32": number}.get(
            tensor.dtype, any_integer
        )
        read("mask", step["mask"])
    return encoded(step, _shape(step, tensor.shape))


def _shape(step: Step, shape: tuple[Any, ...]) -> tuple[Any, ...]:
    # The layer drops a last axis of 1 for one_hot, and the encoding then drops another one.
    if step["encode"] == "one_hot" and len(shape) > 1 and shape[-1] == 1:
        return shape[:-1]
    return shape


def _run(step: Step, inputs: Sequence[Array]) -> Array:
    values = inputs[0].reshape(_shape(step, inputs[0].shape))
    has_mask = step["mask"] is not None and step["bins"] > 1
    # Keras keeps the first bin for the mask, but not where there is only one.
    bins = _hashed(step, values, step["bins"] - 1 if has_mask else step["bins"])
    if has_mask:
        # Compared before a number is cut: a mask of 3 does not take 3.7.
        mask = np.float32(step["mask"]) if values.dtype == np.float32 else step["mask"]
        bins = np.where(np.asarray(values == mask, np.bool_), 0, bins + 1)
    return encode(step, bins)


def _hashed(step: Step, values: Array, bins: int) -> Array:
    if values.dtype == np.float32:
        values = to_integers(step["inputs"][0], values, "any int64")
    flat = values.ravel().tolist()
    hashes = {value: _hash(step, str(value).encode()) % bins for value in set(flat)}
    return np.array([hashes[value] for value in flat], np.int64).reshape(values.shape)


def _hash(step: Step, data: bytes) -> int:
    return fingerprint(data) if step["salt"] is None else siphash(data, step["salt"])


HASH: Final = Operation(("bins", "salt", "mask", "encode", "depth"), _check, _run)
