"""A constant as what is stored in few bytes, times factors."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tfjs_bridge.artifact.encodings.record import Rounded, RoundedWeight
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.graph_model.ir import Array, Node, Origin

# With fewer values, the nodes' text is longer than what is saved.
_LEAST_VALUES = 256
_LEAST_FOR_EACH_FACTOR = 4
# What float32 may lose in a few multiplications; and numbers that backends take for 0.
_TOLERANCE, _NOTHING = 2.0**-20, 1e-37


def is_worth(values: int, factors: int) -> bool:
    """Whether a weight of so many values saves bytes by factors of its own."""
    return values >= max(_LEAST_VALUES, _LEAST_FOR_EACH_FACTOR * factors)


@dataclass(slots=True, eq=False)
class Split:
    """A constant's value as a product.

    Attributes:
        base: float32, on the grid of an encoding.
        factor: float32, of the same rank, which is broadcast: sizes are 1 or the base's.
    """

    base: Array
    factor: Array


def split(node: Node, rounded: Rounded) -> Split | None:
    """Return a constant as a product; `None` where it is stored in few bytes as it is, or cannot.

    Args:
        node: A ``Const``.
        rounded: Says how weights are stored.
    """
    origin, value = node.origin, node.value
    if origin is None or value is None:
        return None
    weight = next((one for one in rounded.weights if one.path == origin.path), None)
    if weight is None or weight.value.shape != origin.shape:
        return None
    if weight.is_product:
        return _rounded_again(weight, value)
    factor, scales = _reduced(origin.factor).astype(np.float64), _scales(weight)
    if scales is not None:
        factor = _reduced(factor * _reduced(_taken(scales, origin, 1)))
    if (factor == 1).all() or not np.isfinite(factor).all():
        return None
    if factor.size == 1 and rounded.encode(NamedWeight(node.name, value)).quantization:
        return None  # the manifest's own scale does it
    if not is_worth(value.size, factor.size):
        return None
    # Whole numbers: dividing by what they were multiplied by loses nothing.
    steps = weight.value if scales is None else weight.value / scales
    is_even = scales is not None or weight.grid is None
    made = _arranged(_taken(steps, origin, 0), factor, is_even=is_even)
    made = made if scales is None else _about_one(made)
    # Two variables may have had the same path.
    return made if _is_close(made.base * made.factor, value) else None


def _rounded_again(weight: RoundedWeight, value: Array) -> Split | None:
    """Return a constant that is what was rounded, but for its last bits, as it is stored."""
    named = NamedWeight(weight.path, value)
    grid = weight.grid
    near = ENCODINGS[weight.encoding].round(named) if grid is None else grid.round(value)
    ones = np.ones([1] * value.ndim, np.float32)
    return Split(near + np.float32(0), ones) if _is_close(near, value) else None


def _is_close(found: Array, value: Array) -> bool:
    return bool(np.allclose(found, value, rtol=_TOLERANCE, atol=_NOTHING))


def _scales(weight: RoundedWeight) -> Array | None:
    """Return the scales of a variable's channels, of its shape: float32 holds them exactly."""
    grid = weight.grid
    if grid is None or grid.axis is None:
        return None
    sizes = [1] * weight.value.ndim
    sizes[grid.axis] = -1
    scales = np.asarray(grid.scale, np.float32).reshape(sizes)
    return np.broadcast_to(scales, weight.value.shape)


def _taken(values: Array, origin: Origin, missing: float) -> Array:
    found = np.take(values.reshape(-1), np.maximum(origin.places, 0))
    return np.where(origin.places < 0, np.float32(missing), found)


def _reduced(factor: Array) -> Array:
    """Return factors with a size of 1 along each axis along which they are the same."""
    for axis in range(factor.ndim):
        first = factor.take([0], axis=axis)
        if (factor == first).all():
            factor = first
    return factor


def _arranged(base: Array, factor: Array, *, is_even: bool) -> Split:
    """Make the factors positive where what is stored may change its sign."""
    # A channel that a normalization switches off is 0 in what is stored.
    is_off = factor == 0
    base, factor = np.where(is_off, 0, base), np.where(is_off, 1, factor)
    if is_even:
        base, factor = np.where(factor < 0, -base, base), np.abs(factor)
    # No -0, which no grid holds.
    return Split((base + 0.0).astype(np.float32), factor.astype(np.float32))


def _about_one(made: Split) -> Split:
    """Move a power of two, which changes no digits, so that the usual factor is about 1.

    Sums of products with whole numbers may be beyond float16, which is all that some phones have
    in WebGL.
    """
    power = np.float32(2.0 ** round(math.log2(float(np.median(np.abs(made.factor))))))
    return Split(made.base * power, made.factor / power)
