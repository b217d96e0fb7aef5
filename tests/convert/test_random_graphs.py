"""The property that all of it is for: no small model differs, whatever it is made of."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert.parity import assert_parity
from tests.convert.random_graphs import random_model
from tfjs_bridge.convert.frontend.keras_run import run_keras_model

pytestmark = [
    pytest.mark.node,
    pytest.mark.usefixtures("node"),
    # Keras's numpy backend, where it normalizes zeros.
    pytest.mark.filterwarnings("ignore:.*divide by zero:RuntimeWarning"),
]


@pytest.mark.parametrize("seed", range(40))
def test_random_graphs_give_keras_numbers(seed: int) -> None:
    """Layers, merges, nested and shared models in random order, on cpu and wasm."""
    assert_parity(random_model(seed))


@pytest.mark.parametrize("seed", range(5))
def test_running_layer_by_layer_is_running_the_model(seed: int) -> None:
    """What golden vectors are made with is what `model(...)` gives, bit by bit."""
    model = random_model(seed)
    inputs = [np.full((2, *x.shape[1:]), 0.3, np.float32) for x in model.inputs]
    for mine, keras in zip(run_keras_model(model, inputs), model(inputs), strict=True):
        np.testing.assert_array_equal(mine, np.asarray(keras))
