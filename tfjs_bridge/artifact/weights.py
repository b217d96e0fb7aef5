"""Named arrays, and their values as the format stores them: little-endian, in C order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import ArtifactError

# Little-endian on every machine, because TensorFlow.js lays its typed arrays over the bytes of a
# file, and every machine that it runs on is little-endian.
DTYPES: dict[str, np.dtype[Any]] = {
    "float32": np.dtype("<f4"),
    "int32": np.dtype("<i4"),
    "bool": np.dtype("?"),
}


@dataclass(frozen=True, slots=True, eq=False)
class NamedWeight:
    """One weight under the name that TensorFlow.js looks it up by.

    Attributes:
        name: ``layer/weight``, for example ``conv2d/kernel``.
        value: Any shape; dtype one of `DTYPES`.
    """

    name: str
    value: npt.NDArray[Any]


def to_bytes(label: str, value: npt.NDArray[Any]) -> tuple[str, memoryview]:
    """Convert an array to the bytes that the format stores, without a copy where it can.

    Args:
        label: What the array is, for messages, such as ``weight 'conv2d/kernel'``.
        value: Any shape, byte order and memory layout; dtype one of `DTYPES`.

    Returns:
        The dtype's name, and the values' bytes.

    Raises:
        ArtifactError: The dtype cannot be stored.
    """
    if value.dtype.name not in DTYPES:
        raise ArtifactError(
            f"{label}: dtype cannot be stored; expected one of {', '.join(DTYPES)}, "
            f"got {value.dtype.name}. Convert it first."
        )
    return value.dtype.name, raw_bytes(value, DTYPES[value.dtype.name])


def raw_bytes(value: npt.NDArray[Any], stored: np.dtype[Any]) -> memoryview:
    """Convert values to `stored`, and return their bytes in C order, without a copy if possible."""
    return np.ascontiguousarray(value, stored).reshape(-1).view(np.uint8).data


def from_bytes(dtype: str, shape: Sequence[int], data: bytes | memoryview) -> npt.NDArray[Any]:
    """Convert bytes that `to_bytes` returned back to an array, without a copy.

    Args:
        dtype: One of `DTYPES`.
        shape: Of the array.
        data: Exactly as many bytes as `shape` needs.
    """
    return np.frombuffer(data, dtype=DTYPES[dtype]).reshape(shape)
