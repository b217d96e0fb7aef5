"""Drawn golden inputs: that they tell outputs apart, for models that uniform values do not move."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge import export
from tfjs_bridge.artifact.comparison import BLIND_BELOW, variation
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.convert.export import ModelCard
from tfjs_bridge.errors import ModelWarning, UsageError


def sequential(*make: Callable[[Any], Any]) -> Any:
    """A model of an input and layers, each made from `keras`."""
    keras = models.seeded_keras()
    return keras.Sequential([layer(keras) for layer in make], name="model")


def changed(model: Any, place: int, change: Callable[[Any], Any]) -> Any:
    """The model with another value for one of its weights."""
    weights = model.get_weights()
    weights[place] = change(weights[place])
    model.set_weights(weights)
    return model


def saturated_softmax() -> Any:
    """Weights that are 50 times too large."""
    model = sequential(
        lambda k: k.Input((20,)),
        lambda k: k.layers.Dense(32, activation="relu"),
        lambda k: k.layers.Dense(5, activation="softmax"),
    )
    model.set_weights([weight * 50 for weight in model.get_weights()])
    return model


def dna() -> Any:
    """One-hot rows of four bases."""
    return sequential(
        lambda k: k.Input((60, 4)),
        lambda k: k.layers.Conv1D(8, 7, activation="relu"),
        lambda k: k.layers.GlobalMaxPooling1D(),
        lambda k: k.layers.Dense(1, activation="sigmoid"),
    )


def unscaled() -> Any:
    """Pictures from 0 to 255: smaller values do not reach what the ReLU lets through."""
    model = sequential(
        lambda k: k.Input((12, 12, 3)),
        lambda k: k.layers.Conv2D(6, 3, activation="relu"),
        lambda k: k.layers.Flatten(),
        lambda k: k.layers.Dense(3, activation="softmax"),
    )
    model = changed(model, 0, lambda kernel: kernel / 255)
    return changed(model, 1, lambda bias: bias - 0.3)


def large_bias() -> Any:
    """A sigmoid that is 1 for small inputs."""
    model = sequential(
        lambda k: k.Input((10,)),
        lambda k: k.layers.Dense(8, activation="relu"),
        lambda k: k.layers.Dense(1, activation="sigmoid"),
    )
    return changed(model, -1, lambda bias: bias + 20)


def dead_units() -> Any:
    """ReLUs that nothing below 100 opens."""
    model = sequential(
        lambda k: k.Input((12,)),
        lambda k: k.layers.Dense(16, activation="relu"),
        lambda k: k.layers.Dense(3),
    )
    return changed(model, 1, lambda bias: bias - 200)


def normalized() -> Any:
    """Its training data had a mean of 1,000."""
    return sequential(
        lambda k: k.Input((6,)),
        lambda k: k.layers.Normalization(mean=1000.0, variance=25.0),
        lambda k: k.layers.Dense(8, activation="tanh"),
        lambda k: k.layers.Dense(1, activation="sigmoid"),
    )


def rescaled_then_normalized() -> Any:
    """The statistics are those of rescaled values."""
    return sequential(
        lambda k: k.Input((4,)),
        lambda k: k.layers.Rescaling(0.001),
        lambda k: k.layers.Normalization(mean=70.0, variance=0.0004),
        lambda k: k.layers.Dense(1, activation="tanh"),
    )


def batch_normalized() -> Any:
    """Statistics right behind the input."""
    model = sequential(
        lambda k: k.Input((5,)),
        lambda k: k.layers.BatchNormalization(),
        lambda k: k.layers.Dense(2, activation="tanh"),
    )
    model = changed(model, 2, lambda mean: mean - 4000)
    return changed(model, 3, lambda variance: variance * 9)


def padded() -> Any:
    """Zeros at the end are masked."""
    return sequential(
        lambda k: k.Input((12,), dtype="int32"),
        lambda k: k.layers.Embedding(500, 8, mask_zero=True, embeddings_initializer="normal"),
        lambda k: k.layers.LSTM(6),
        lambda k: k.layers.Dense(2, activation="softmax"),
    )


MODELS = [
    *(saturated_softmax, dna, unscaled, large_bias, dead_units),
    *(normalized, rescaled_then_normalized, batch_normalized, padded),
]


@pytest.mark.parametrize("make", MODELS, ids=lambda make: make.__name__)
def test_outputs_vary_and_react(tmp_path: Path, make: Callable[[], Any]) -> None:
    """No warning; what the metadata records is what golden.bin holds."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", ModelWarning)
        metadata = export(make(), tmp_path / "out")
    sensitivity = metadata.golden.sensitivity
    assert sensitivity is not None
    assert min(sensitivity.variation) > 10 * BLIND_BELOW
    assert sensitivity.reaction is not None
    assert sensitivity.reaction > 2 * BLIND_BELOW
    golden = read_golden(tmp_path / "out", metadata.golden)
    for output, recorded in zip(golden.outputs, sensitivity.variation, strict=True):
        assert variation(output.value) == pytest.approx(recorded, rel=0.06)


def test_padding_is_among_the_indices(tmp_path: Path) -> None:
    """Rows that end in zeros, and others; never an index beyond the table."""
    metadata = export(padded(), tmp_path / "out")
    (ids,) = read_golden(tmp_path / "out", metadata.golden).inputs
    ends = ids.value[:, -1] == 0
    assert ends.any()
    assert not ends.all()
    assert ids.value.min() >= 0
    assert 8 < ids.value.max() < 500


@pytest.mark.parametrize("given", [False, True], ids=["drawn", "given"])
def test_outputs_that_never_vary_are_warned_of(tmp_path: Path, given: bool) -> None:
    """The export succeeds; the output is named, and what to do."""
    keras = models.seeded_keras()
    x = keras.Input((3,), name="x")
    seen = keras.layers.Dense(2, name="seen")(x)
    nothing = keras.layers.Rescaling(0.0, offset=1.0, name="nothing")(x)
    model = keras.Model(x, [seen, nothing])
    inputs = np.random.default_rng(0).random((3, 3), dtype=np.float32)
    card = ModelCard(golden_inputs=(inputs,)) if given else None
    message = r"output 'nothing': is the same for .*; expected outputs that differ.*--golden-inputs"
    with pytest.warns(ModelWarning, match=message):
        metadata = export(model, tmp_path / "out", card=card)
    sensitivity = read_metadata(tmp_path / "out").golden.sensitivity
    assert sensitivity == metadata.golden.sensitivity
    assert sensitivity is not None
    assert sensitivity.variation[0] > BLIND_BELOW
    assert sensitivity.variation[1] == 0


@pytest.mark.slow
def test_given_inputs_are_measured(tmp_path: Path) -> None:
    """In the order of the model's inputs, whatever order their names come in."""
    model = models.branches()
    generator = np.random.default_rng(0)
    picture = generator.random((2, 8, 8, 3), dtype=np.float32)
    point = generator.random((2, 4))
    card = ModelCard(golden_inputs={"point": point, "picture": picture}, golden_source="two")
    metadata = export(model, tmp_path / "out", card=card)
    golden = read_golden(tmp_path / "out", metadata.golden)
    assert [tensor.name for tensor in golden.inputs] == ["picture", "point"]
    np.testing.assert_array_equal(golden.inputs[1].value, point.astype(np.float32))
    assert golden.source == "two"
    assert golden.sensitivity is not None
    assert golden.sensitivity.reaction is not None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param((np.zeros((2, 5)),), r"input 'x' does not fit it.*\(vectors, 3\)", id="shape"),
        pytest.param((np.zeros((0, 3)),), "input 'x' does not fit", id="none"),
        pytest.param((np.array([["a", "b", "c"]]),), "expected numbers", id="text"),
        pytest.param({"y": np.zeros((1, 3)), "z": np.zeros(1)}, "inputs x, got y, z", id="names"),
    ],
)
def test_given_inputs_that_do_not_fit(tmp_path: Path, given: Any, message: str) -> None:
    """A usage error, before anything is written."""
    model = models.one_layer(lambda layers: layers.Dense(2), (3,))
    with pytest.raises(UsageError, match=message):
        export(model, tmp_path / "out", card=ModelCard(golden_inputs=given))
    assert list(tmp_path.iterdir()) == []


def test_weights_are_as_they_were(tmp_path: Path) -> None:
    """Though they were changed to see what the outputs do."""
    model = models.cnn()
    before = [np.array(value) for value in model.get_weights()]
    export(model, tmp_path / "out")
    for value, after in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(value, after)


def test_older_metadata_has_no_sensitivity(tmp_path: Path) -> None:
    """It reads as one that was not measured."""
    export(models.one_layer(lambda layers: layers.Dense(2), (3,)), tmp_path / "out")
    path = tmp_path / "out" / "metadata.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    assert set(content["golden"].pop("sensitivity")) == {"variation", "reaction"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_metadata(tmp_path / "out").golden.sensitivity is None
