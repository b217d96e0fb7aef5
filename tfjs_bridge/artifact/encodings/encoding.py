"""The face that all weight encodings share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.weights import NamedWeight

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A weight's values as they are stored.

    Attributes:
        data: The bytes for the shards, little-endian and in C order.
        quantization: What the weight's manifest entry says of them; `None` where the values are
            stored unchanged.
    """

    data: memoryview
    quantization: dict[str, Any] | None = None


class Encoding(ABC):
    """One way of storing a weight's values, which TensorFlow.js undoes while it loads a model.

    The export first rounds the Keras model's weights, then lets Keras compute the golden outputs
    with them, and encodes them last, transposed or in parts where TensorFlow.js needs them so.
    Therefore `encode` must lose nothing of what `round` returned; a weight that would lose
    something is stored unchanged.

    Attributes:
        name: Its name for ``--quantize`` and in the manifest's `quantization`.
        is_lossless: Whether it holds every weight as it is, so that nothing has to be rounded.
        least_values: Smaller weights are left alone, unless a plan says otherwise.
    """

    name: ClassVar[str]
    is_lossless: ClassVar[bool] = False
    least_values: ClassVar[int] = 0

    def accepts(self, weight: NamedWeight) -> bool:
        """Whether a weight of this dtype can be rounded at all."""
        return weight.value.dtype.name == "float32" and weight.value.size >= min(
            1, self.least_values
        )

    def applies(self, weight: NamedWeight, least_values: int | None = None) -> bool:
        """Whether a weight is one to round and encode: of two or more axes, and not too small.

        Vectors stay: biases and statistics are a few bytes, and rounding them moves outputs the
        most.

        Args:
            weight: Any.
            least_values: In place of the encoding's own.
        """
        least = self.least_values if least_values is None else least_values
        return self.accepts(weight) and weight.value.ndim > 1 and weight.value.size >= least

    @abstractmethod
    def encode(self, weight: NamedWeight) -> Encoded:
        """Encode a weight to which the encoding applies, rounding where values do not fit.

        Raises:
            ArtifactError: The weight's dtype cannot be stored.
        """

    @abstractmethod
    def matches(self, entry: Mapping[str, Any]) -> bool:
        """Whether a manifest entry, which may be malformed, is a valid one of this encoding."""

    @abstractmethod
    def bytes_per_value(self, dtype: str) -> int:
        """Size of a stored value of a weight of `dtype`, one of `DTYPES`."""

    @abstractmethod
    def decode(self, data: bytes | memoryview, entry: Mapping[str, Any]) -> Array:
        """Decode what `encode` returned.

        Args:
            data: Exactly as many bytes as the entry's shape needs.
            entry: The weight's manifest entry, which `matches`.

        Returns:
            The values, of the entry's shape and dtype.
        """

    def round(self, weight: NamedWeight) -> Array:
        """Return the nearest values that can be stored, with the weight's shape and dtype.

        A weight with values beyond the encoding's range is returned as it is, because infinite
        weights would make the model useless.
        """
        # All or nothing: one entry of the manifest holds for all of a weight's values.
        if not np.isfinite(weight.value).all():
            return weight.value
        near = self._decoded(weight)
        return near if np.isfinite(near).all() else weight.value

    def holds(self, weight: NamedWeight) -> bool:
        """Whether the encoding applies to a weight that loses nothing by it."""
        return self.applies(weight) and self.exactly(weight) is not None

    def exactly(self, weight: NamedWeight) -> Encoded | None:
        """Encode a weight that loses nothing by it; return `None` for others."""
        if not self.accepts(weight):
            return None
        encoded = self.encode(weight)
        decoded = self.decode(encoded.data, manifest_entry(weight, encoded))
        return encoded if np.array_equal(decoded, weight.value) else None

    def _decoded(self, weight: NamedWeight) -> Array:
        encoded = self.encode(weight)
        return self.decode(encoded.data, manifest_entry(weight, encoded))


def manifest_entry(weight: NamedWeight, encoded: Encoded) -> dict[str, Any]:
    """Describe an encoded weight in the form of TensorFlow.js's manifest.

    Args:
        weight: Gives name, shape and dtype, which are those that TensorFlow.js loads.
        encoded: Gives the quantization.
    """
    # The keys in tensorflowjs's order (its write_weights.py), so that both writers agree.
    entry = {
        "name": weight.name,
        "shape": list(weight.value.shape),
        "dtype": weight.value.dtype.name,
    }
    return entry if encoded.quantization is None else entry | {"quantization": encoded.quantization}
