"""The batch size of training: open in the export, unless the model itself needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tests.convert.parity import compare, random_inputs
from tfjs_bridge import export
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import translate

Make = Callable[[Any], Any]

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


def built(keras: Any) -> Any:
    """A model without an Input, as `fit` in batches of 16 leaves it."""
    layers = keras.layers
    model = keras.Sequential(
        [layers.TimeDistributed(layers.Conv2D(2, 2)), layers.Flatten(), layers.Dense(2)]
    )
    model.build((16, 3, 5, 5, 1))
    return model


def nested(keras: Any) -> Any:
    inner = keras.Sequential([keras.Input(batch_shape=(16, 4)), keras.layers.Dense(3)])
    x = keras.Input(batch_shape=(16, 4))
    return keras.Model(x, inner(x))


def recurrent(keras: Any) -> Any:
    x = keras.Input((5, 4), batch_size=16)
    return keras.Model(x, keras.layers.Bidirectional(keras.layers.GRU(3))(x))


def two_inputs(keras: Any) -> Any:
    fixed, free = keras.Input((5,), batch_size=16), keras.Input((5,))
    return keras.Model([fixed, free], fixed * free)


def reshaped(keras: Any) -> Any:
    x = keras.Input((4,), batch_size=16)
    return keras.Model(x, keras.ops.reshape(x, (-1, 2, 2)))


@pytest.mark.parametrize("make", [built, nested, recurrent, two_inputs, reshaped])
def test_the_batch_is_open(make: Make) -> None:
    """TensorFlow.js predicts three examples as Keras does."""
    model = make(seeded_keras())
    exported = translate(read_keras_model(model))
    assert [spec.shape[0] for spec in (*exported.inputs, *exported.outputs)] == [None] * (
        len(exported.inputs) + 1
    )
    inputs = random_inputs(exported)
    compare(exported, inputs, run_keras_model(model, inputs), backends=("wasm",))


def test_golden_vectors_are_as_many_as_ever(tmp_path: Path) -> None:
    """Not one for each example of a batch."""
    metadata = export(built(seeded_keras()), tmp_path / "out")
    golden = read_golden(tmp_path / "out", metadata.golden)
    assert golden.inputs[0].value.shape == (4, 3, 5, 5, 1)
    assert metadata.inputs[0].shape == (None, 3, 5, 5, 1)


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_files_name_no_batch_either(tmp_path: Path, name: str) -> None:
    """Both formats of Keras 3."""
    recurrent(seeded_keras()).save(tmp_path / name)
    exported = translate(read_keras_model(load_model_file(tmp_path / name)))
    assert exported.inputs[0].shape == (None, 5, 4)


def test_a_reshape_to_the_batch_keeps_it() -> None:
    """Keras itself takes no other number of examples then."""
    keras = seeded_keras()
    x = keras.Input((4,), batch_size=6)
    model = keras.Model(x, keras.ops.reshape(keras.layers.Dense(4)(x), (6, 2, 2)))
    exported = translate(read_keras_model(model))
    assert exported.inputs[0].shape == (6, 4)
    inputs = [np.random.default_rng(0).normal(size=(6, 4)).astype(np.float32)]
    compare(exported, inputs, run_keras_model(model, inputs), backends=("wasm",))


def test_states_keep_it() -> None:
    """A stateful layer has a state for each example."""
    keras = seeded_keras()
    x = keras.Input((5, 4), batch_size=3)
    model = keras.Model(x, keras.layers.LSTM(3, stateful=True)(x))
    exported = translate(read_keras_model(model))
    assert exported.inputs[0].shape == (3, 5, 4)
    inputs = random_inputs(exported)
    compare(exported, inputs, run_keras_model(model, inputs), repeat=1, backends=("wasm",))
