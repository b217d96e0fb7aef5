"""Values rounded to whole numbers times a scale, plus a minimum: a quarter or half of the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from tfjs_bridge.artifact.encodings.encoding import Array, Encoded, Encoding
from tfjs_bridge.artifact.encodings.fitting import fitted_grid
from tfjs_bridge.artifact.encodings.grid import LARGEST, Grid, channel_grid, tensor_grid, unit_grid
from tfjs_bridge.artifact.weights import DTYPES, NamedWeight, raw_bytes

# decodeWeight in tfjs-core/src/io/io_utils.ts knows these two, and throws for others.
_ORIGINALS = ("float32", "int32")


class Affine(Encoding):
    """Stores whole numbers without a sign, which TensorFlow.js multiplies and adds to.

    Attributes:
        stored: The whole numbers' dtype, little-endian.
    """

    stored: ClassVar[np.dtype[Any]]
    # So many values and more save more than their entry in the manifest grows by, 95 characters.
    least_values: ClassVar[int] = 32

    @property
    def levels(self) -> int:
        """The largest whole number."""
        return int(np.iinfo(self.stored).max)

    def grid(self, value: Array, axis: int | None = None) -> Grid:
        """Return the grid to round a weight to: the one that it is on, if there is such a one.

        Args:
            value: float32, finite, at least one value.
            axis: Of which each index gets a scale of its own; `None`: one for the whole tensor.
        """
        if axis is not None:
            return channel_grid(self.name, self.levels, value, axis)
        fitted = fitted_grid(self.name, self.levels, value)
        return tensor_grid(self.name, self.levels, value) if fitted is None else fitted

    def unit_grid(self, value: Array) -> Grid:
        """Return a grid with 1 on it: the one that a weight is on, if there is such a one."""
        fitted = fitted_grid(self.name, self.levels, value)
        if fitted is not None and 0 < fitted.scale <= 1:
            step = 1 / round(1 / fitted.scale)
            same = Grid(self.name, self.levels, step, round(fitted.min / step) * step)
            if same.holds(value):
                return same
        return unit_grid(self.name, self.levels, value)

    def encode(self, weight: NamedWeight) -> Encoded:
        """Round to the grid of the weight."""
        return self.encode_on(weight, self.grid(weight.value))

    def encode_on(self, weight: NamedWeight, grid: Grid) -> Encoded:
        """Round to a grid with one scale."""
        quantization = {
            "dtype": self.name,
            "scale": float(grid.scale),
            "min": float(grid.min),
            "original_dtype": "float32",
        }
        return Encoded(raw_bytes(grid.codes(weight.value), self.stored), quantization)

    def exactly(self, weight: NamedWeight) -> Encoded | None:
        """Encode a weight that is on some grid, bit for bit; return `None` for others."""
        grid = fitted_grid(self.name, self.levels, weight.value) if self.accepts(weight) else None
        is_held = grid is not None and grid.holds(weight.value)
        return self.encode_on(weight, grid) if grid is not None and is_held else None

    def matches(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry says so, with a scale and a minimum that float32 can hold."""
        quantization, dtype = entry.get("quantization"), entry.get("dtype")
        return (
            isinstance(quantization, dict)
            and quantization.get("dtype") == self.name
            and dtype in _ORIGINALS
            and quantization.get("original_dtype") == dtype
            and _is_number(quantization.get("scale"))
            and quantization["scale"] > 0
            and _is_number(quantization.get("min"))
        )

    def bytes_per_value(self, dtype: str) -> int:  # noqa: ARG002
        """The whole number's, whatever the dtype."""
        return int(self.stored.itemsize)

    def decode(self, data: bytes | memoryview, entry: Mapping[str, Any]) -> Array:
        """Multiply and add, as TensorFlow.js does: in double precision."""
        affine = entry["quantization"]
        codes = np.frombuffer(data, self.stored).astype(np.float64).reshape(entry["shape"])
        values = codes * affine["scale"] + affine["min"]
        if entry["dtype"] == "int32":
            values = np.floor(values + 0.5)  # Math.round
        decoded: Array = values.astype(DTYPES[entry["dtype"]])
        return decoded


def _is_number(value: object) -> bool:
    # Not isinstance, which lets true and false pass; NaN fails every comparison.
    return type(value) in (int, float) and -LARGEST <= value <= LARGEST  # type: ignore[operator]


class Uint16(Affine):
    """65,536 values: hardly less than float32."""

    name: ClassVar[str] = "uint16"
    stored: ClassVar[np.dtype[Any]] = np.dtype("<u2")


class Uint8(Affine):
    """256 values."""

    name: ClassVar[str] = "uint8"
    stored: ClassVar[np.dtype[Any]] = np.dtype("u1")
