"""One call of a function of keras.ops or keras.random, on inputs that lie in its domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
# The function itself comes first, so that each of its names is called by the same cases.
Call = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A function's call.

    Attributes:
        call: Called with the function and one tensor for each input; returns what the function
            does: a tensor, or a nested structure of them.
        inputs: The tensors' values; the model has one input for each.
        is_open: Whether the first axis of all inputs is left open first, as a batch is.
        is_random: Its outputs cannot be compared, only their shapes and their range.
        tolerance: The largest difference allowed, as a part of the output's largest value.
    """

    call: Call
    inputs: tuple[Array, ...]
    is_open: bool = True
    is_random: bool = False
    tolerance: float = 1e-5


def on(call: Call, *samples: Array | tuple[Array, ...], **settings: Any) -> list[Case]:
    """One case for each sample: the value of the only input, or a tuple of values."""
    tuples = [sample if isinstance(sample, tuple) else (sample,) for sample in samples]
    return [Case(call, tuple(_narrow(x) for x in inputs), **settings) for inputs in tuples]


def plain(*samples: Array | tuple[Array, ...], **settings: Any) -> list[Case]:
    """Cases of a call without settings."""
    return on(lambda f, *x: f(*x), *samples, **settings)


def _narrow(x: Any) -> Array:
    """TensorFlow.js has no 64 bits."""
    array = np.asarray(x)
    kinds = {"f": np.float32, "i": np.int32, "u": np.int32}
    return array.astype(kinds[array.dtype.kind]) if array.dtype.kind in kinds else array


def normal(*shape: int, seed: int = 0, scale: float = 1.0) -> Array:
    """Normally distributed float32."""
    values = np.random.default_rng(seed).normal(0, scale, shape)
    return values.astype(np.float32)


def uniform(*shape: int, low: float = 0.0, high: float = 1.0, seed: int = 0) -> Array:
    """Uniformly distributed float32."""
    return np.random.default_rng(seed).uniform(low, high, shape).astype(np.float32)


def whole(*shape: int, low: int = -9, high: int = 10, seed: int = 0) -> Array:
    """Uniformly distributed int32 below `high`."""
    return np.random.default_rng(seed).integers(low, high, shape).astype(np.int32)


def bools(*shape: int, seed: int = 0) -> Array:
    """Random truth values."""
    return np.random.default_rng(seed).random(shape) < 0.5


def floats(*values: float) -> Array:
    """A float32 vector."""
    return np.array(values, np.float32)


def ints(*values: int) -> Array:
    """An int32 vector."""
    return np.array(values, np.int32)


def one(value: float) -> Array:
    """A float32 without axes."""
    return np.array(value, np.float32)


def index(value: int) -> Array:
    """An int32 without axes."""
    return np.array(value, np.int32)


# Values at which kernels have gone wrong: signs of zero, halves, close to zero, large.
EDGES = floats(-3, -2.5, -1.5, -1, -0.5, -0.0, 0.0, 0.5, 1, 1.5, 2.5, 3)
TINY = floats(1e-8, -1e-8, 1e-6, -1e-5, 1e-4, -1e-4, 3e-4)
LARGE = floats(1e8, -1e8, 12345.678, -65537, 2.5e6)
UNIT = floats(-1, -0.99, -0.5, -1e-4, 0, 1e-8, 0.3, 0.75, 0.999, 1)
POSITIVE = floats(1e-8, 1e-4, 0.1, 0.5, 1, 2, 10, 1e8)
WHOLE = ints(-7, -3, -2, -1, 0, 1, 2, 5, 8)
NOT_FINITE = floats(np.nan, np.inf, -np.inf, 0, -1.5, 2)
BOOLS = np.array([True, False, True])
