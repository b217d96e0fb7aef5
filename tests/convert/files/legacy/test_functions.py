"""Functions of TensorFlow in Keras 2's files: refused by their names, or named after layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import pytest

from tests.convert.files.legacy.changes import Change, changed
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = pytest.mark.slow


def test_unknown_functions_are_refused(legacy_folder: Path, tmp_path: Path) -> None:
    """TensorFlow has thousands."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        for layer in config["config"]["layers"]:
            if layer["class_name"] == "TFOpLambda" and layer["name"] == "tf.nn.relu":
                layer["config"]["function"] = "linalg.det"

    path = changed(legacy_folder / "operations.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError, match=r"'tf\.nn\.relu' .*calls tf\.linalg\.det"):
        load_model_file(path)


def with_arguments(**arguments: Any) -> Change:
    def change(config: dict[str, Any], file: h5py.File) -> None:
        for layer in config["config"]["layers"]:
            if layer["config"].get("function") == "linalg.matmul":
                layer["inbound_nodes"][0][3].update(arguments)

    return change


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"mystery": 3}, "with mystery=3, which is not supported here", id="unknown"),
        pytest.param({"b": [[1.0]]}, "with arguments that are not supported", id="does not fit"),
    ],
)
def test_unknown_arguments_are_refused(
    legacy_folder: Path, tmp_path: Path, arguments: dict[str, Any], message: str
) -> None:
    """They would change the result."""
    path = changed(legacy_folder / "selections.h5", tmp_path, with_arguments(**arguments))
    with pytest.raises(UnsupportedModelError, match=rf"calls tf\.linalg\.matmul {message}"):
        load_model_file(path)


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("drawn_output", ["layer 'z' (Lambda): holds Python code"]),
        ("drawn_by_tensorflow", ["calls tf.random.normal, whose numbers are different at"]),
        ("einstein", ["calls tf.einsum ('bij,bkj->bik') on tensors that the file does not name"]),
        ("open_size_in_a_calculation", ["calls tf.cast of a size that the model leaves open"]),
        (
            "several",
            [
                "calls tf.nn.dropout outside of training too",
                "calls tf.image.resize with method='area'; expected one of bilinear",
                "calls tf.compat.v1.gather with batch_dims=1; expected 0",
                "calls tf.linalg.expm, which is not supported here",
                "layer 'tf.math.asin' (Arcsin): TensorFlow.js layers do not have this function",
                "calls tf.math.reduce_mean of int32 values, which gives whole numbers",
                "calls tf.signal.fft, but TensorFlow.js layers have neither",
            ],
        ),
    ],
)
def test_functions_that_cannot_be_exported_are_named(
    legacy_folder: Path, name: str, messages: list[str]
) -> None:
    """All of a model at once."""
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(legacy_folder / f"{name}.h5")
    text = str(caught.value)
    assert [message for message in messages if message not in text] == []
    assert "AddLoss" not in text


def test_what_functions_become_is_named_after_their_layers(legacy_folder: Path) -> None:
    """Whatever the process has made before: the same file gives the same bytes."""
    path = legacy_folder / "matrix_products.h5"
    names = [[each.name for each in load_model_file(path).operations] for _ in range(2)]
    assert names[0] == names[1]
    assert {"tf.linalg.matmul", "tf.linalg.matmul_step1"} <= set(names[0])


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("vae_of_its_mean", {"z", "add_loss", "add_metric", "z_log_var"}),
        ("vae_encoder_of_three", {"z", "add_loss", "z_log_var"}),
        ("loss_within_a_nested_model", {"back", "add_loss"}),
    ],
)
def test_layers_of_losses_are_dropped(legacy_folder: Path, name: str, dropped: set[str]) -> None:
    """And nothing that the outputs need."""
    model = load_model_file(legacy_folder / f"{name}.h5")
    names = {layer.name for layer in model._flatten_layers()}
    assert not dropped & names
