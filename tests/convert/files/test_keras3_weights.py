"""Weights and settings in `.keras` files: the model's own, and what older Keras wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.convert import models
from tests.convert.files.archive import with_changed_weights, with_config
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.export import export
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import ArtifactError


def nested(keras: Any) -> Any:
    """Dense layers of one size at every depth, each with other weights."""
    layers = keras.layers
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(3, name="c")], name="inner")
    x = keras.Input((2, 3), name="x")
    y = layers.Dense(3, name="b")(layers.Dense(3, name="a")(x))
    return keras.Model(x, layers.TimeDistributed(inner, name="each")(y))


@pytest.fixture
def nested_file(tmp_path: Path) -> Path:
    """A model within a wrapper, saved."""
    model = nested(models.seeded_keras())
    generator = np.random.default_rng(0)
    model.set_weights([generator.normal(size=w.shape) for w in model.get_weights()])
    model.save(tmp_path / "model.keras")
    return tmp_path / "model.keras"


def output(path: Path) -> Any:
    """What the file's model gives."""
    x = np.linspace(-1, 1, 6, dtype=np.float32).reshape(1, 2, 3)
    return run_keras_model(load_model_file(path), [x])[0]


def in_weights(change: Callable[[h5py.File], None]) -> Callable[[Path], None]:
    return lambda path: with_changed_weights(path, lambda file, _: change(file))


def remove_layer(file: h5py.File) -> None:
    del file["layers/dense_1"]


def remove_inner_layer(file: h5py.File) -> None:
    del file["layers/time_distributed/layer/layers/dense"]


def add_layer(file: h5py.File) -> None:
    file.copy("layers/dense", "layers/dense_2")


def add_inner_layer(file: h5py.File) -> None:
    file.copy("layers/dense", "layers/time_distributed/layer/layers/lstm")


def add_weight(file: h5py.File) -> None:
    file["layers/dense/vars/2"] = np.ones(7, np.float32)


def change_shape(file: h5py.File) -> None:
    del file["layers/dense_1/vars/0"]
    file["layers/dense_1/vars/0"] = np.ones((4, 3), np.float32)


def swap_layers(file: h5py.File) -> None:
    file.move("layers/dense", "layers/other")
    file.move("layers/dense_1", "layers/dense")
    file.move("layers/other", "layers/dense_1")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(remove_layer, r"has no weights for layer 'b' \(Dense\)", id="missing"),
        pytest.param(remove_inner_layer, "has no weights for layer 'c'", id="missing within"),
        pytest.param(add_layer, "'layers/dense_2' that are of no layer", id="left over"),
        pytest.param(add_inner_layer, "layer/layers/lstm' that are of no", id="left over within"),
        pytest.param(add_weight, r"layer 'a' .* got \[3\], \[3, 3\], \[7\]", id="one too many"),
        pytest.param(
            change_shape, r"expected shapes \[3\], \[3, 3\], got \[3\], \[4, 3", id="shape"
        ),
        pytest.param(swap_layers, "weights of layer 'b' where those of layer 'a'", id="swapped"),
    ],
)
def test_weights_that_are_not_the_models_are_refused(
    nested_file: Path, change: Callable[[h5py.File], None], message: str
) -> None:
    """Keras itself would load some of them."""
    in_weights(change)(nested_file)
    with pytest.raises(ArtifactError, match=message) as caught:
        load_model_file(nested_file)
    assert str(nested_file) in str(caught.value)


def without_names(file: h5py.File) -> None:
    def remove(_: str, item: Any) -> None:
        item.attrs.pop("name", None)

    file.visititems(remove)


def as_checkpoint(file: h5py.File) -> None:
    without_names(file)
    file.move("layers", "_layer_checkpoint_dependencies")
    inner = "_layer_checkpoint_dependencies/time_distributed/layer"
    file.move(f"{inner}/layers", f"{inner}/_layer_checkpoint_dependencies")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(without_names, id="Keras 3.0"),
        pytest.param(as_checkpoint, id="before Keras 3.0"),
    ],
)
def test_older_layouts_of_weights(nested_file: Path, change: Callable[[h5py.File], None]) -> None:
    """The same model comes out."""
    right = output(nested_file)
    in_weights(change)(nested_file)
    np.testing.assert_array_equal(output(nested_file), right)


def test_what_is_for_training_is_left_out(nested_file: Path) -> None:
    """Whoever's it is: none of it is made, and no state of it counts as a weight."""
    right = output(nested_file)
    foreign = {"module": "mine", "class_name": "Mine", "config": {}, "registered_name": "my>Mine"}

    def change(config: dict[str, Any]) -> None:
        config["compile_config"] = {"optimizer": "adam", "loss": foreign, "metrics": [foreign]}
        each = config["config"]["layers"][-1]["config"]["layer"]
        each["compile_config"] = {"optimizer": foreign, "loss": "mine"}
        for layer in (config["config"]["layers"][1], each["config"]["layers"][1]):
            names = ("kernel_regularizer", "bias_initializer", "kernel_constraint")
            layer["config"] |= dict.fromkeys(names, foreign) | {"activity_regularizer": foreign}

    def optimize(file: h5py.File) -> None:
        file["optimizer/vars/0"] = np.ones((3, 3), np.float32)
        file["layers/time_distributed/layer/optimizer/vars/0"] = np.ones(4, np.float32)

    with_config(nested_file, change)
    in_weights(optimize)(nested_file)
    np.testing.assert_array_equal(output(nested_file), right)


def test_a_layer_that_keras_saves_once_is_refused(tmp_path: Path) -> None:
    """Keras cannot load it either; the other format holds it whole."""
    keras = models.seeded_keras()
    dense = keras.layers.Dense(3, name="dense")
    inner = keras.Model(x := keras.Input((3,)), dense(x))
    path = tmp_path / "model.keras"
    keras.Model(y := keras.Input((3,)), [dense(y), inner(y)]).save(path)
    with pytest.raises(ArtifactError, match=r"Keras saves it once .* model\.save\('name\.h5'\)"):
        load_model_file(path)


def test_settings_of_older_keras(tmp_path: Path) -> None:
    """Of 3.0 to 3.11; today's takes or computes something else."""
    keras = models.seeded_keras()
    layers = [keras.layers.RandomRotation(0.1), keras.layers.Discretization([0.0, 0.5])]
    path = tmp_path / "model.keras"
    keras.Sequential([keras.Input((2, 2, 1)), *layers]).save(path)

    def change(config: dict[str, Any]) -> None:
        _, rotation, steps = config["config"]["layers"]
        rotation["config"]["value_range"] = [0, 255]
        steps["config"]["dtype"] = "int64"

    with_config(path, change)
    x = np.array([-1, 0.2, 0.5, 3], np.float32).reshape(1, 2, 2, 1)
    metadata = export(path, tmp_path / "out")
    assert metadata.outputs[0].shape == (None, 2, 2, 1)
    assert run_keras_model(load_model_file(path), [x])[0].ravel().tolist() == [0, 1, 2, 2]


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_several_axes(tmp_path: Path) -> None:
    """JSON has lists of them, which numpy does not take."""
    keras = models.seeded_keras()
    x = keras.Input((3, 4, 2), name="x")
    y = keras.layers.Softmax(axis=[1, 2])(x)
    z = keras.ops.logsumexp(keras.ops.softmax(x, axis=(1, 3)), axis=(1, 2))
    w = keras.layers.LayerNormalization(axis=[1, 2])(x)
    keras.Model(x, [y, z, w, keras.ops.norm(x, axis=-1)]).save(tmp_path / "model.keras")
    assert_parity(load_model_file(tmp_path / "model.keras"))


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_states_of_recurrent_layers_are_not_taken_over(tmp_path: Path) -> None:
    """TensorFlow.js begins with zeros, and so do the golden vectors."""
    keras = models.seeded_keras()
    layer = keras.layers.LSTM(3, stateful=True)
    model = keras.Sequential([keras.Input((4, 2), batch_size=3), layer])
    model(np.ones((3, 4, 2), np.float32))
    model.save(tmp_path / "model.keras")
    loaded = load_model_file(tmp_path / "model.keras")
    assert not any(np.asarray(state).any() for state in loaded.layers[0].states)
    assert np.asarray(layer.states[0]).all()
    assert_parity(loaded, repeat=1)
