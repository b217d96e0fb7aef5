"""Layers and settings of Keras 2 that Keras 3 does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import pytest

from tests.convert.files.legacy.changes import Change, changed, layer_class, layer_settings
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        pytest.param("lstm", layer_settings(time_major=True), r"time_major=True", id="time major"),
        pytest.param("gru", layer_settings(mystery=3), "mystery=3 is a setting of Keras 2", id="?"),
        pytest.param("mlp", layer_class("Lambda"), r"\(Lambda\): holds Python code", id="Lambda"),
        pytest.param("mlp", layer_class("Mine"), r"\(Mine\): this class is not", id="custom class"),
        pytest.param("mlp", layer_class("Custom>Mine"), r"\(Custom>Mine\): this", id="package"),
        pytest.param("lstm", layer_class("CuDNNLSTM"), r"\(CuDNNLSTM\): stores its", id="CuDNN"),
        pytest.param(
            "mlp", layer_settings(activation="mine"), "activation='mine'", id="custom activation"
        ),
        pytest.param(
            "mlp",
            layer_settings(activation={"value": ["4wEAAAAA", None, None]}),
            "activation holds Python code",
            id="lambda",
        ),
        pytest.param(
            "mlp",
            layer_settings(
                activation={
                    "module": "builtins",
                    "class_name": "function",
                    "config": "relu",
                    "registered_name": "function",
                }
            ),
            "holds the Python function 'relu'",
            id="own function",
        ),
        pytest.param(
            "batch_normalization", layer_settings(axis=[1, 2]), r"axis=\[1, 2\]", id="two axes"
        ),
        pytest.param(
            "separable1d", layer_settings(padding="causal"), "padding='causal'", id="causal"
        ),
        pytest.param(
            "mlp", layer_class("LocallyConnected1D"), r"\(LocallyConnected1D\): this", id="local"
        ),
        pytest.param(
            "separable", layer_settings(groups=3), "groups=3 is not supported", id="groups"
        ),
    ],
)
def test_what_has_no_twin_is_refused(
    legacy_folder: Path,
    tmp_path: Path,
    name: str,
    change: Change,
    message: str,
) -> None:
    """By the layer's name."""
    path = changed(legacy_folder / f"{name}.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError, match=message) as caught:
        load_model_file(path)
    assert str(caught.value).startswith("layer '")


def test_all_refusals_are_raised_at_once(legacy_folder: Path, tmp_path: Path) -> None:
    """Of classes, of settings, and of what only the translation finds."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        layers = config["config"]["layers"]
        layers[2]["class_name"] = "Lambda"
        layers[1]["config"]["mystery"] = 1
        layers[3] = {"class_name": "ELU", "config": {"name": "elu", "alpha": 0.5, "x": 1}}

    path = changed(legacy_folder / "mlp.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path)
    text = str(caught.value)
    assert [part in text for part in ("mystery=1", "(Lambda)", "x=1")] == [True] * 3


def test_one_reason_is_one_line(legacy_folder: Path, tmp_path: Path) -> None:
    """With the names of all layers that it is about."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        layers = config["config"]["layers"]
        for layer in layers[1:]:
            layer["class_name"] = "Mine" if layer["class_name"] == "Dense" else "Lambda"

    path = changed(legacy_folder / "mlp.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path)
    first, second = str(caught.value).splitlines()
    assert first.startswith("layers 'dense', 'dense_1' and 'dense_2' (Mine): this class is not")
    assert second.startswith("layer 'dropout' (Lambda): holds Python code")


@pytest.mark.parametrize(
    ("class_name", "advice"),
    [
        ("PruneLowMagnitude", r"tfmot\.sparsity\.keras\.strip_pruning\(model\)"),
        ("ClusterWeights", r"tfmot\.clustering\.keras\.strip_clustering\(model\)"),
        ("QuantizeWrapperV2", "the float model that it was made from"),
        ("QuantizeLayer", "Export the model that was given to quantize_model"),
    ],
)
def test_wrappers_of_model_optimization_are_named(
    legacy_folder: Path, tmp_path: Path, class_name: str, advice: str
) -> None:
    """With the function that takes them off."""
    path = changed(legacy_folder / "mlp.h5", tmp_path, layer_class(class_name))
    with pytest.raises(UnsupportedModelError, match=advice):
        load_model_file(path)
