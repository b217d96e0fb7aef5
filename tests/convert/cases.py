"""Small models of one layer, as the tables of the tests have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.convert.models import seeded_keras

Make = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One model.

    Attributes:
        build: Returns it, with random weights.
        high: Its whole-number inputs are below this.
    """

    build: Callable[[], Any]
    high: int = 2


def randomized(model: Any, seed: int = 0) -> Any:
    """Give every weight random values: a bias of 0 or a variance of 1 would hide mistakes."""
    generator = np.random.default_rng(seed)
    for weight in model.weights:
        if "float" not in str(weight.dtype):
            continue
        is_spread = "variance" in weight.name
        values = generator.uniform(0.4, 2, weight.shape) if is_spread else None
        weight.assign(generator.normal(0, 0.5, weight.shape) if values is None else values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):  # Normalization copies its weights
            layer.finalize_state()
    return model


def one(shape: Sequence[int | None], make: Make, dtype: str = "float32", high: int = 2) -> Case:
    """A model of one input and one layer, which `make(keras.layers)` returns."""

    def build() -> Any:
        keras = seeded_keras()
        x = keras.Input(shape, dtype=dtype, name="x")
        return randomized(keras.Model(x, make(keras.layers)(x), name="one"))

    return Case(build, high)


def several(shapes: Sequence[Sequence[int]], make: Make) -> Case:
    """A model of several inputs and one layer, called with a list of them."""

    def build() -> Any:
        keras = seeded_keras()
        xs = [keras.Input(shape, name=f"x{number}") for number, shape in enumerate(shapes)]
        return randomized(keras.Model(xs, make(keras.layers)(xs), name="several"))

    return Case(build)


def attention(make: Make) -> Case:
    """A model of a layer that is called with a query and a value."""

    def build() -> Any:
        keras = seeded_keras()
        query, value = keras.Input((4, 8), name="query"), keras.Input((5, 8), name="value")
        output = make(keras.layers)(query, value)
        return randomized(keras.Model([query, value], output, name="attention"))

    return Case(build)


def attention_of_list(make: Make) -> Case:
    """A model of a layer that is called with a list of query and value."""
    return several([(4, 6), (5, 6)], make)


def masked(make: Make) -> Case:
    """A model of a layer behind an Embedding with a mask."""

    def build() -> Any:
        keras = seeded_keras()
        ids = keras.Input((6,), dtype="int32", name="ids")
        x = keras.layers.Embedding(5, 4, mask_zero=True)(ids)
        return randomized(keras.Model(ids, make(keras.layers)(x), name="masked"))

    return Case(build, high=5)
