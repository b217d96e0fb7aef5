"""The property that all of it is for: no small model differs, whatever it is made of."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert.layers_model.random_graphs import random_model, random_values
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.numpy_patches import patched_operations
from tfjs_bridge.convert.frontend.run import run_keras_model

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
    """Golden vectors are what a whole model gives: by our functions exactly, by Keras nearly."""
    model = random_model(seed)
    inputs = random_values(model, seed)
    ours = run_keras_model(model, inputs)
    with patched_operations():
        for mine, whole in zip(ours, model(inputs), strict=True):
            np.testing.assert_array_equal(mine, np.asarray(whole))
    for mine, keras in zip(ours, model(inputs), strict=True):
        np.testing.assert_allclose(mine, np.asarray(keras), rtol=1e-5, atol=1e-6)
