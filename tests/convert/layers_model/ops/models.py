"""Models of a few operations, as tables of the tests of operations have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert.cases import randomized
from tests.convert.models import seeded_keras

Calculate = Callable[..., Any]
Shapes = Sequence[tuple[int | None, ...]]


def model_of(calculate: Calculate, shapes: Shapes, dtype: str = "float32") -> Any:
    """A model of what `calculate(keras.ops, *inputs)` returns."""
    keras = seeded_keras()
    inputs = [keras.Input(shape, dtype=dtype, name=f"x{k}") for k, shape in enumerate(shapes)]
    return randomized(keras.Model(inputs, calculate(keras.ops, *inputs), name="operations"))


def constant(*shape: int) -> npt.NDArray[np.float32]:
    """Random numbers, the same for the same shape."""
    return np.random.default_rng(5).normal(size=shape).astype(np.float32)
