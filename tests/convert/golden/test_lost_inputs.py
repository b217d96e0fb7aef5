"""Where the search for golden inputs stops: in a network that gives the same for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.golden.candidates import Candidates, Examples
from tfjs_bridge.convert.golden.runs import Runner

FIRST, FURTHER = 4, 12


def network(change: Callable[[Any], Any]) -> Any:
    """A picture's mean, changed, and a layer after it."""
    keras = models.seeded_keras()
    x = keras.Input((12, 12, 3))
    mean = keras.ops.mean(x, axis=(1, 2))
    return keras.Model(x, keras.layers.Dense(2)(change(mean)))


def searched(model: Any, *, is_whole: bool) -> tuple[Examples, Examples]:
    """The first examples of a model, and further ones."""
    source, runner = Candidates(read_keras_model(model), 0), Runner(model, 1)
    first = source.first(runner, FIRST)
    if is_whole:
        return first, source.further(runner, FURTHER)
    return first, source.further_while_alive(runner, FURTHER, first)


def test_a_dead_network_is_given_up() -> None:
    """Two of the further examples are tried: the lowest values, and the largest."""
    model = network(lambda mean: 0.0 * mean)
    _, found = searched(model, is_whole=False)
    _, every = searched(model, is_whole=True)
    assert (len(found), len(every)) == (2, FURTHER)
    lowest, largest = found.inputs[0]
    assert lowest.max() < 0 < 10_000 < largest.max()
    drawn = every.inputs[0].reshape(FURTHER, -1)
    assert largest.max() == drawn.max()
    assert [k for k, x in enumerate(drawn) if np.array_equal(x, lowest.reshape(-1))]


@pytest.mark.parametrize(
    "change",
    [
        lambda mean: models.seeded_keras().ops.relu(-0.3 - mean),  # only what is below zero
        lambda mean: models.seeded_keras().ops.relu(mean - 300.0),  # only what is large
        lambda mean: mean * 1e-4,  # hardly any
    ],
    ids=["below zero", "large", "faint"],
)
def test_one_that_reacts_is_searched_to_the_end(change: Callable[[Any], Any]) -> None:
    """The examples are the same, and in the same order, as without the shortcut."""
    model = network(change)
    _, found = searched(model, is_whole=False)
    _, every = searched(model, is_whole=True)
    assert len(found) == FURTHER
    for got, expected in zip(
        found.inputs + found.outputs, every.inputs + every.outputs, strict=True
    ):
        np.testing.assert_array_equal(got, expected)
