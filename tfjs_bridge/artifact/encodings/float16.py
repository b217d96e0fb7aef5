"""Values rounded to float16: half the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from tfjs_bridge.artifact.encodings.encoding import Array, Encoded, Encoding
from tfjs_bridge.artifact.weights import DTYPES, NamedWeight, raw_bytes

# Little-endian on every machine, as the browser's Uint16Array reads it.
_STORED = np.dtype("<f2")


class Float16(Encoding):
    """Stores float32 weights as float16, which has 11 bits of precision."""

    name: ClassVar[str] = "float16"

    def encode(self, weight: NamedWeight) -> Encoded:
        """Round to the nearest float16; values beyond its range, from 65,520, become infinite."""
        # No cause for a warning: `round` sees the infinities and keeps such a weight as it is.
        with np.errstate(over="ignore"):
            return Encoded(raw_bytes(weight.value, _STORED), self._quantization())

    def matches(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry of float32 says that it is stored as float16."""
        # Of float32 alone: decodeWeight in tfjs-core/src/io/io_utils.ts throws for other dtypes.
        return bool(
            entry.get("quantization") == self._quantization() and entry.get("dtype") == "float32"
        )

    def bytes_per_value(self, dtype: str) -> int:  # noqa: ARG002
        """2, whatever the dtype."""
        return _STORED.itemsize

    def decode(self, data: bytes | memoryview, entry: Mapping[str, Any]) -> Array:
        """Widen the values to float32, which holds every float16."""
        return np.frombuffer(data, _STORED).astype(DTYPES["float32"]).reshape(entry["shape"])

    def _quantization(self) -> dict[str, Any]:
        # tensorflowjs writes the second key too; TensorFlow.js reads `dtype` alone.
        return {"dtype": self.name, "original_dtype": "float32"}
