"""The property that all of it is for: no small model differs, whatever it is made of."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert.parity import assert_parity
from tests.convert.random_graphs import random_model, random_values
from tfjs_bridge.convert.frontend.keras_run import run_keras_model

pytestmark = [
    pytest.mark.node,
    pytest.mark.usefixtures("node"),
    pytest.mark.filterwarnings("ignore:.*does not support masking:UserWarning"),
]


@pytest.mark.parametrize("seed", range(40))
def test_random_graphs_give_keras_numbers(seed: int) -> None:
    """Layers, operations, masks, nested and shared models in random order, on cpu and wasm."""
    model = random_model(seed)
    assert_parity(model, random_values(model, seed))


@pytest.mark.parametrize("seed", range(5))
def test_running_layer_by_layer_is_running_the_model(seed: int) -> None:
    """What golden vectors are made with is what `model(...)` gives, bit by bit."""
    model = random_model(seed)
    inputs = random_values(model, seed)
    for mine, keras in zip(run_keras_model(model, inputs), model(inputs), strict=True):
        np.testing.assert_array_equal(mine, np.asarray(keras))
