"""Grids: the values that a weight can have when it is stored as whole numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LARGEST = float(np.finfo(np.float32).max)
"""float32's largest number."""
_SMALLEST = 2.0**-149  # what float32 tells apart next to 0
_FLOAT32_BITS = 24
# Then all whole numbers are below 2**16, so that `fitting` finds them.
_FEWEST_BITS = 8
# Values that end near 0 get it as well: translations fill kernels up with it.
_MARGIN = 8
# Of whole numbers on both sides of 0: int8's range but for -128, so that a sign changes nothing.
_FACTOR_BITS = 16
_MOST_PARTS = (2**16 - 1) // 4


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values ``code * scale + min``, for codes from 0 to `levels`, rounded to float32.

    Attributes:
        encoding: The name of the encoding that stores the codes.
        levels: The largest code.
        scale: What neighbours differ by; of a grid with an `axis` one for each of its indices.
        min: The value of code 0, likewise.
        axis: `None`: one scale for all values.
    """

    encoding: str
    levels: int
    scale: Any
    min: Any
    axis: int | None = None

    def codes(self, value: Array) -> Array:
        """Return the code of each value's neighbour on the grid: float64, whole numbers."""
        scale, low = self._along(self.scale, value.ndim), self._along(self.min, value.ndim)
        # Beyond float32's range there is no neighbour.
        with np.errstate(over="ignore"):
            last = np.minimum(np.floor((LARGEST - low) / scale), self.levels)
        codes = np.rint((value.astype(np.float64) - low) / scale)
        found: Array = np.clip(codes, 0, last)
        return found

    def values(self, codes: Array) -> Array:
        """Return the values of codes: float32, of the codes' shape."""
        scale, low = self._along(self.scale, codes.ndim), self._along(self.min, codes.ndim)
        # In double precision and then to float32, as decodeWeight in io_utils.ts does it.
        found: Array = (codes.astype(np.float64) * scale + low).astype(np.float32)
        return found

    def round(self, value: Array) -> Array:
        """Return each value's neighbour on the grid: float32."""
        return self.values(self.codes(value))

    def holds(self, value: Array) -> bool:
        """Whether all values are on the grid, bit for bit, but for the sign of a 0."""
        # GRU's kernels have -0 where one is negated; products and sums hardly show it.
        return bool(np.array_equal(self.round(value), value))

    def _along(self, number: Any, axes: int) -> Any:
        if self.axis is None:
            return number
        sizes = [1] * axes
        sizes[self.axis] = -1
        return np.asarray(number).reshape(sizes)


def tensor_grid(encoding: str, levels: int, value: Array) -> Grid:
    """Return the grid of a tensor: one scale, from its least to its largest value.

    Its values are ``n * scale`` with whole numbers n, and the scale has so few bits that float32
    holds all of them exactly. So 0 is on it, and what a model's translation makes of the tensor by
    one multiplication is on another such grid, bit for bit.

    Args:
        encoding: As `Grid` has it.
        levels: As `Grid` has it.
        value: float32, finite.
    """
    if not value.size:
        return Grid(encoding, levels, 1.0, 0.0)
    low, high = float(value.min()), float(value.max())
    if low == high:
        return Grid(encoding, levels, 1.0, low)
    margin = (high - low) / _MARGIN
    low, high = (0.0 if 0 < low < margin else low), (0.0 if -margin < high < 0 else high)
    step = (high - low) / levels
    bits = _FLOAT32_BITS - round(max(abs(low), abs(high)) / step).bit_length()
    if bits < _FEWEST_BITS:  # all values are far from 0, and close to one another
        return Grid(encoding, levels, step, low)
    step = _shortened(step, bits)
    while round(high / step) - _first(low, step) > levels:
        step = _shortened(math.nextafter(step, math.inf), bits)
    return Grid(encoding, levels, step, _first(low, step) * step)


def unit_grid(encoding: str, levels: int, value: Array) -> Grid:
    """Return a grid that has 1 as a multiple of its scale, and so all whole numbers.

    For weights that a model's translation puts into one kernel with ones and twos.

    Args:
        encoding: As `Grid` has it.
        levels: As `Grid` has it.
        value: float32, finite.
    """
    step = tensor_grid(encoding, levels, value).scale
    # The finest one that has 2 and -2 among the numbers of uint16.
    parts = min(math.floor(1 / step), _MOST_PARTS) if step <= 1 else 0
    step = 1 / parts if parts else float(math.ceil(step))
    return Grid(encoding, levels, step, _first(float(value.min(initial=0)), step) * step)


def _first(low: float, step: float) -> int:
    """Return the whole number of the least value, which float32 can hold."""
    return max(round(low / step), math.ceil(-LARGEST / step))


def channel_grid(encoding: str, levels: int, value: Array, axis: int) -> Grid:
    """Return a grid with a scale for each index of an axis.

    Code ``(levels + 1) / 2`` is 0 in all of them, so that what is stored are whole numbers with a
    sign, which one vector multiplies.

    Args:
        encoding: As `Grid` has it.
        levels: As `Grid` has it.
        value: float32, finite, at least one value.
        axis: Of `value`.
    """
    half = (levels + 1) // 2
    others = tuple(other for other in range(value.ndim) if other != axis % value.ndim)
    largest = np.abs(value).max(axis=others).astype(np.float64)
    bits = min(_FACTOR_BITS, _FLOAT32_BITS - half.bit_length() + 1)
    scale = np.array([_shortened(x / (half - 1), bits) if x else 1.0 for x in largest])
    return Grid(encoding, levels, scale, -half * scale, axis % value.ndim)


def _shortened(step: float, bits: int) -> float:
    """Return the least number of so many bits that is no less than `step`."""
    _, exponent = math.frexp(step)
    unit = max(math.ldexp(1.0, exponent - bits), _SMALLEST)
    return math.ceil(step / unit) * unit
