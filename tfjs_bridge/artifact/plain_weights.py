"""Weights of anybody's TensorFlow.js model: entries of a manifest, where their bytes are, values.

The manifest of our own artifacts is held to more, in `manifest`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.errors import ArtifactError

# What decodeWeight in tfjs-core/src/io/io_utils.ts reads, with its size in bytes.
_STORED: Mapping[str, np.dtype[Any]] = {
    "float32": np.dtype("<f4"),
    "int32": np.dtype("<i4"),
    "bool": np.dtype("u1"),
    "complex64": np.dtype("<c8"),
}
_QUANTIZED: Mapping[str, np.dtype[Any]] = {
    "float16": np.dtype("<f2"),
    "uint16": np.dtype("<u2"),
    "uint8": np.dtype("u1"),
}
# The dtypes of weights that an encoding holds: for others, decodeWeight throws.
_HELD = {"float16": ("float32",), "uint16": ("float32", "int32"), "uint8": ("float32", "int32")}

STRING = "string"
STRING_LENGTH_BYTES = 4
"""In front of each string stands its length, an unsigned number of that many bytes."""

# NumPy's arrays have no more axes in any release, TensorFlow.js's tensors six.
_MOST_AXES = 32
# Of an array's values, so that sizes stay within what NumPy and JavaScript count in.
_MOST_VALUES = 2**53


@dataclass(frozen=True, slots=True)
class WeightEntry:
    """What a manifest says of one weight.

    Attributes:
        name: As the model looks it up.
        shape: Of the weight.
        dtype: Which TensorFlow.js gives it: ``float32``, ``int32``, ``bool``, ``complex64`` or
            ``string``.
        quantization: ``{"dtype", "scale", "min", ...}`` as in the file; `None`: stored as it is.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    quantization: Mapping[str, Any] | None

    @property
    def encoding(self) -> str:
        """How values are stored: ``float16``, ``uint16`` or ``uint8``, else the dtype's name."""
        return self.dtype if self.quantization is None else str(self.quantization["dtype"])

    @property
    def count(self) -> int:
        """How many values it has."""
        return math.prod(self.shape)

    @property
    def stored(self) -> np.dtype[Any] | None:
        """The dtype of the values in the file; `None` for strings, each of its own length."""
        if self.quantization is not None:
            return _QUANTIZED[self.encoding]
        return _STORED.get(self.dtype)


def read_entry(entry: Any) -> WeightEntry:
    """Check one weight's entry in a manifest.

    Args:
        entry: Any JSON value.

    Raises:
        ValueError: It is not one that TensorFlow.js could load; the text says why.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise ValueError(f"a weight without a name: {str(entry)[:80]}")
    name, dtype, quantization = entry["name"], entry.get("dtype"), None
    if "quantization" in entry:
        quantization = _quantization(name, dtype, entry["quantization"])
    elif not isinstance(dtype, str) or dtype not in (*_STORED, STRING):
        raise ValueError(f"weight {name!r} with dtype {dtype!r}")
    return WeightEntry(name, _shape(name, entry.get("shape")), str(dtype), quantization)


def _shape(name: str, shape: Any) -> tuple[int, ...]:
    # Not isinstance, which lets true and false pass as 1 and 0.
    if not isinstance(shape, list) or not all(type(size) is int and size >= 0 for size in shape):
        raise ValueError(f"weight {name!r} with shape {str(shape)[:80]}")
    if len(shape) > _MOST_AXES or math.prod(max(1, size) for size in shape) > _MOST_VALUES:
        raise ValueError(f"weight {name!r} with the impossible shape {str(shape)[:80]}")
    return tuple(shape)


def _quantization(name: str, dtype: Any, quantization: Any) -> Mapping[str, Any]:
    kind = quantization.get("dtype") if isinstance(quantization, dict) else None
    if not isinstance(kind, str) or dtype not in _HELD.get(kind, ()):
        raise ValueError(f"weight {name!r} of dtype {dtype!r} with quantization {quantization!r}")
    if kind != "float16" and not all(_is_finite(quantization.get(x)) for x in ("scale", "min")):
        raise ValueError(f"weight {name!r} with quantization {quantization!r}")
    return dict(quantization)


def _is_finite(value: Any) -> bool:
    try:
        return type(value) in (int, float) and math.isfinite(value)
    except OverflowError:  # a whole number that no float holds
        return False


def decode_values(entry: WeightEntry, data: bytes) -> npt.NDArray[Any]:
    """Decode a weight's bytes as TensorFlow.js does, bit for bit.

    Args:
        entry: Says how they are stored.
        data: Exactly the weight's bytes.

    Returns:
        Of the entry's shape and dtype; strings as `bytes` objects.

    Raises:
        ArtifactError: Strings do not fill the bytes.
    """
    if entry.stored is None:
        return _strings(entry, data)
    if entry.quantization is not None:
        return _decoded(entry, entry.quantization, data)
    values = np.frombuffer(data, entry.stored).reshape(entry.shape)
    return np.not_equal(values, 0) if entry.dtype == "bool" else values.astype(entry.dtype)


def _decoded(entry: WeightEntry, quantization: Mapping[str, Any], data: bytes) -> npt.NDArray[Any]:
    """Decode as our own artifacts are decoded; their int32 need not be held within its range."""
    # Floats, for numpy makes objects of whole numbers that int64 cannot hold.
    is_affine = entry.encoding != "float16"
    numbers = {x: float(quantization[x]) for x in ("scale", "min")} if is_affine else {}
    as_float = {"shape": entry.shape, "dtype": "float32", "quantization": numbers}
    with np.errstate(over="ignore", invalid="ignore"):
        if entry.dtype == "float32":
            return ENCODINGS[entry.encoding].decode(data, as_float)
        steps = np.frombuffer(data, entry.stored).reshape(entry.shape).astype(np.float64)
        # Math.round: halves go up; an Int32Array takes the value modulo 2**32.
        return _wrapped(np.floor(steps * numbers["scale"] + numbers["min"] + 0.5))


def _wrapped(values: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    rest = np.where(np.isfinite(values), np.mod(values, 2.0**32), 0.0)
    wrapped: npt.NDArray[np.int32] = rest.astype(np.uint64).astype(np.uint32).view(np.int32)
    return wrapped


def _strings(entry: WeightEntry, data: bytes) -> npt.NDArray[Any]:
    values = np.empty(entry.count, dtype=object)
    position = 0
    for index in range(entry.count):
        start = position + STRING_LENGTH_BYTES
        position = start + int.from_bytes(data[position:start], "little")
        if start > len(data) or position > len(data):
            raise ArtifactError(
                f"weight {entry.name!r}: its strings do not fit its {len(data)} bytes. "
                f"Get the model's files again."
            )
        values[index] = data[start:position]
    return values.reshape(entry.shape)
