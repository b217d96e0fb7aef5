"""What older versions of Keras 2 wrote into `.h5` files."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.convert.files.legacy.changes import changed
from tests.convert.files.recording import recorded
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.precision import in_float32
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = pytest.mark.slow


def assert_unchanged(path: Path, folder: Path, name: str) -> None:
    """The changed file's model computes what tf_keras did with the unchanged one."""
    inputs, expected = recorded(folder / f"{name}.npz")
    for output, right in zip(run_keras_model(load_model_file(path), inputs), expected, strict=True):
        np.testing.assert_allclose(output, right, atol=1e-5)


def test_the_first_form_of_sequential_models(legacy_folder: Path, tmp_path: Path) -> None:
    """A list of layers, of which the first names the input's shape; no version."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        _, first, *rest = config["config"]["layers"]
        first["config"]["batch_input_shape"] = [None, 3]
        config["config"] = [first, *rest]
        del file.attrs["keras_version"]

    path = changed(legacy_folder / "deferred.h5", tmp_path, change)
    assert_unchanged(path, legacy_folder, "deferred")
    assert load_model_file(path).inputs[0].name == "dense_input"


def test_cells_without_a_name(legacy_folder: Path, tmp_path: Path) -> None:
    """Standalone Keras 2 named the weights of recurrent layers after the layer alone."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        group = file["model_weights"]
        (layer,) = [name for name in group if len(group[name].attrs.get("weight_names", []))]
        names = list(group[layer].attrs["weight_names"])
        for name in names:
            group[layer][name.replace("/lstm_cell", "")] = group[layer][name][()]
        group[layer].attrs["weight_names"] = [name.replace("/lstm_cell", "") for name in names]

    assert_unchanged(
        changed(legacy_folder / "hard_lstm.h5", tmp_path, change), legacy_folder, "hard_lstm"
    )


def test_numbers_saved_as_arrays(legacy_folder: Path, tmp_path: Path) -> None:
    """As standalone Keras 2 did for some layers."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        layers = config["config"]["layers"]
        layers[1]["config"]["alpha"] = {"type": "ndarray", "value": 0.2}
        layers[3]["config"]["max_value"] = {"type": "ndarray", "value": 2.0}

    assert_unchanged(
        changed(legacy_folder / "rectifiers.h5", tmp_path, change), legacy_folder, "rectifiers"
    )


def test_keras_2_hard_sigmoid_keeps_its_meaning(legacy_folder: Path) -> None:
    """Keras 3's function of that name is another one."""
    model = load_model_file(legacy_folder / "hard_lstm.h5")
    activation = model.layers[0].get_config()["recurrent_activation"]
    assert activation["config"] == "keras2_hard_sigmoid"


def test_keras_1_is_refused(legacy_folder: Path, tmp_path: Path) -> None:
    """Its layers have other settings."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        file.attrs["keras_version"] = "1.2.2"

    path = changed(legacy_folder / "mlp.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError, match=r"written by Keras 1\.2\.2"):
        load_model_file(path)


def test_nothing_warns(legacy_folder: Path) -> None:
    """A float32 model needs no change of precision."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = load_model_file(legacy_folder / "cnn.h5")
        assert in_float32(model) is model
