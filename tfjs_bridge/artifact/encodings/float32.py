"""Values as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from tfjs_bridge.artifact.encodings.encoding import Array, Encoded, Encoding
from tfjs_bridge.artifact.weights import DTYPES, NamedWeight, from_bytes, to_bytes


class Float32(Encoding):
    """Stores values unchanged: also those of int32 and bool, for which there is nothing else."""

    name: ClassVar[str] = "float32"
    is_lossless: ClassVar[bool] = True

    def accepts(self, weight: NamedWeight) -> bool:  # noqa: ARG002
        """Return True: any weight can be stored as it is."""
        return True

    def applies(self, weight: NamedWeight, least_values: int | None = None) -> bool:  # noqa: ARG002
        """Return True, as `accepts` does."""
        return True

    def exactly(self, weight: NamedWeight) -> Encoded:
        """Encode any weight."""
        return self.encode(weight)

    def encode(self, weight: NamedWeight) -> Encoded:
        """Return the values' own bytes.

        Raises:
            ArtifactError: The dtype is none of `DTYPES`.
        """
        _, data = to_bytes(f"weight '{weight.name}'", weight.value)
        return Encoded(data)

    def matches(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry has no `quantization`, and a dtype of `DTYPES`."""
        # TensorFlow.js only asks whether the key is there, and fails for null.
        # In a list, since a malformed entry's dtype may be one that cannot be hashed.
        return "quantization" not in entry and entry.get("dtype") in list(DTYPES)

    def bytes_per_value(self, dtype: str) -> int:
        """Size of a value of `dtype`."""
        return DTYPES[dtype].itemsize

    def decode(self, data: bytes | memoryview, entry: Mapping[str, Any]) -> Array:
        """Read the values, without a copy."""
        return from_bytes(entry["dtype"], entry["shape"], data)
