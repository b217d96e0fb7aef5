"""An encoding that no export offers, to show that one object is all that a new one needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from tfjs_bridge.artifact.encodings.encoding import Array, Encoded, Encoding
from tfjs_bridge.artifact.weights import NamedWeight, raw_bytes


class PowersOfTwo(Encoding):
    """An encoding as the export may offer one day: uint8, with powers of two as scales.

    So what was rounded once, and any part of it, lies on its own grid again.
    """

    name: ClassVar[str] = "uint8"

    def applies(self, weight: NamedWeight) -> bool:
        """Whether a weight is a matrix."""
        return weight.value.dtype.name == "float32" and weight.value.ndim > 1

    def encode(self, weight: NamedWeight) -> Encoded:
        """Round to multiples of the scale."""
        low, high = float(weight.value.min()), float(weight.value.max())
        scale = 2.0 ** np.floor(np.log2((high - low) / 255)) if high > low else abs(low) or 1.0
        while np.rint(high / scale) - np.rint(low / scale) > 255:
            scale *= 2
        first = np.rint(low / scale)
        stored = np.rint(weight.value / scale) - first
        quantization = {"dtype": "uint8", "original_dtype": "float32"}
        return Encoded(
            raw_bytes(stored, np.dtype("u1")),
            {**quantization, "scale": scale, "min": first * scale},
        )

    def matches(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry is of uint8."""
        return bool(entry.get("quantization", {}).get("dtype") == "uint8")

    def bytes_per_value(self, dtype: str) -> int:  # noqa: ARG002
        """1."""
        return 1

    def decode(self, data: bytes | memoryview, entry: Mapping[str, Any]) -> Array:
        """Multiply and add."""
        affine = entry["quantization"]
        values = np.frombuffer(data, np.uint8) * affine["scale"] + affine["min"]
        decoded: Array = values.astype(np.float32).reshape(entry["shape"])
        return decoded
