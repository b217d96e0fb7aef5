"""What TensorFlow.js saves of an export with `model.save`, loaded again, predicts the same.

All parity tests check that; these are the models that once did not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.convert.cases import randomized
from tests.convert.models import seeded_keras
from tests.convert.parity import compare, fit_stock, random_inputs
from tests.convert.training.models import partly_frozen, penalized
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import translate

Make = Callable[[Any], Any]

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


def backwards(keras: Any) -> Any:
    """Six steps with shared layers, of which the last is the first to be run."""
    x = keras.Input((6, 3), name="x")
    return keras.Model(x, keras.layers.GRU(4, go_backwards=True)(x))


def masked_both_ways(keras: Any) -> Any:
    layers, x = keras.layers, keras.Input((6,), dtype="int32", name="x")
    h = layers.Embedding(5, 4, mask_zero=True)(x)
    h = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(h)
    return keras.Model(x, layers.Bidirectional(layers.GRU(3))(h))


def deep_and_shallow(keras: Any) -> Any:
    """A layer that is called near the input and near the output, in an odd order."""
    layers, x = keras.layers, keras.Input((4,), name="x")
    shared, other = layers.Dense(4, activation="tanh"), layers.Dense(4)
    near = shared(x)
    far = shared(other(layers.Dense(4)(other(near))))
    return keras.Model(x, [layers.Add()([far, shared(near)]), other(far), near])


def multiplied(keras: Any) -> Any:
    """TensorFlow.js forgets a SeparableConv2D's depth multiplier."""
    layers, x = keras.layers, keras.Input((7, 6, 3), name="x")
    h = layers.SeparableConv2D(4, 3, strides=2, depth_multiplier=3, activation="silu")(x)
    h = layers.UpSampling2D(2)(h)
    return keras.Model(x, layers.SeparableConv2D(4, 2, dilation_rate=2, depth_multiplier=2)(h))


def states(keras: Any) -> Any:
    layers, x = keras.layers, keras.Input((None, 3), name="x")
    output, *state = layers.LSTM(4, return_sequences=True, return_state=True)(x)
    return keras.Model(x, [layers.LSTM(4)(output, initial_state=state), output])


def unused(keras: Any) -> Any:
    """TensorFlow.js forgets inputs that no output needs."""
    x, y, z = keras.Input((4,)), keras.Input((3, 2)), keras.Input((2,), dtype="int32")
    return keras.Model([x, y, z], [keras.layers.Dense(2)(x), keras.layers.Dense(3)(x)])


@pytest.mark.parametrize(
    "make", [backwards, masked_both_ways, deep_and_shallow, multiplied, states, unused]
)
def test_saved_again(make: Make) -> None:
    """Through JSON, as IndexedDB and downloads do."""
    model = randomized(make(seeded_keras()))
    sizes = [tuple(size or 5 for size in x.shape[1:]) for x in model.inputs]
    exported = translate(read_keras_model(model))
    generator = np.random.default_rng(0)
    inputs = [
        generator.integers(0, 5, (3, *size)).astype(np.int32)
        if spec.dtype == "int32"
        else generator.normal(size=(3, *size)).astype(np.float32)
        for size, spec in zip(sizes, exported.inputs, strict=True)
    ]
    compare(exported, inputs, run_keras_model(model, inputs))


def test_penalties_and_frozen_layers_too() -> None:
    """What training needs is saved with the rest."""
    keras = seeded_keras()
    for model in (penalized(keras, keras.layers), partly_frozen(keras)):
        exported = translate(read_keras_model(model))
        inputs = random_inputs(exported)
        compare(exported, inputs, run_keras_model(model, inputs), backends=("wasm",))
        first = fit_stock(exported, inputs)
        again = fit_stock(exported, inputs, resave=True)
        assert again["loss"] == pytest.approx(first["loss"], rel=1e-6)
        learned, learned_again = (
            {weight["name"] for weight in answer["weights"] if weight["isChanged"]}
            for answer in (first, again)
        )
        assert learned == learned_again
