"""Find the grid that values lie on, whatever became of them since they were rounded."""

from __future__ import annotations

import math

import numpy as np

from tfjs_bridge.artifact.encodings.grid import LARGEST, Array, Grid

# Of the largest value; beyond, float32's rounding hides which whole number it is.
_MOST_NUMBER = 2**16 - 1
_TOLERANCE = 2.0**-22
_SAMPLE = 4096
# Few ratios rule most numbers out; what is left is compared with all values in the end.
_SAMPLES = (4, 32, 256)
# The fewer values there are, the more whole numbers nearly fit.
_MOST_TRIED = 64


def fitted_grid(encoding: str, levels: int, value: Array) -> Grid | None:
    """Return a grid of values ``n * scale``, with whole numbers n, that holds all values.

    Slices and transposes of a rounded weight are on its own grid; multiplied by a factor it is on
    one that nobody has written down.

    Args:
        encoding: As `Grid` has it.
        levels: As `Grid` has it.
        value: float32.

    Returns:
        The grid, on which all values are bit for bit (but for the sign of 0); `None`: there is
        none.
    """
    distinct = _distinct(value, levels)
    if distinct is None or not len(distinct):
        return None
    low, high = float(distinct[0]), float(distinct[-1])
    # A reader takes no scale that float32 cannot hold.
    if len(distinct) <= 2 and high - low <= LARGEST:
        return Grid(encoding, levels, high - low or 1.0, low)
    top = float(np.abs(distinct).max())
    for number in _numbers(distinct / top):
        grid = _through(encoding, levels, distinct, top / number)
        if grid is not None:
            return grid
    return None


def _distinct(value: Array, levels: int) -> Array | None:
    """Return the different values, sorted, as float64; `None` where they are too many."""
    flat = value.reshape(-1)
    # Most weights are on no grid, which few values show.
    if len(np.unique(flat[:: max(1, flat.size // _SAMPLE)])) > levels + 1:
        return None
    found = np.unique(flat)
    # Subnormal differences would be lost in float32.
    is_fit = len(found) <= levels + 1 and bool(np.isfinite(found).all())
    return found.astype(np.float64) if is_fit else None


def _numbers(ratios: Array) -> list[int]:
    """Return the whole numbers that the largest value may have, by the others' ratios to it."""
    ratios = ratios[ratios != 0]
    found: Array = np.arange(1, _MOST_NUMBER + 1, dtype=np.float64)
    for count in _SAMPLES:
        spread = ratios[:: max(1, len(ratios) // count)]
        for ratio in spread:
            products = ratio * found
            found = found[np.abs(products - np.rint(products)) <= _TOLERANCE * found]
            if not len(found):
                return []
    return [int(number) for number in found[:_MOST_TRIED]]


def _through(encoding: str, levels: int, distinct: Array, scale: float) -> Grid | None:
    """Return the grid of about this scale that goes through all values."""
    numbers = np.rint(distinct / scale)
    if numbers.max() - numbers.min() > levels:
        return None
    # The first is the simpler one: 1 for whole numbers.
    for chosen in (scale, _centred(distinct, numbers)):
        grid = Grid(encoding, levels, chosen, float(numbers.min()) * chosen)
        if math.isfinite(chosen) and np.array_equal(grid.round(distinct), distinct):
            return grid
    return None


def _centred(distinct: Array, numbers: Array) -> float:
    """Return the middle of the scales that give all values."""
    # Each value leaves the scale a little room: half of what float32 tells apart, to both sides.
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the largest one is infinity
        room = np.spacing(np.abs(distinct).astype(np.float32)).astype(np.float64) / 2
        given = numbers != 0
        sizes, wholes = np.abs(distinct[given]), np.abs(numbers[given])
        low, high = ((sizes - room[given]) / wholes).max(), ((sizes + room[given]) / wholes).min()
        return float(low + high) / 2
