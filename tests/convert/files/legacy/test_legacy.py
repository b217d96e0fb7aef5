"""`.h5` files of Keras 2: the Keras 3 twin and its export compute what tf_keras does."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.conftest import ROOT, require
from tests.convert.legacy_models import CASES, NOT_AS_ZIP
from tests.convert.parity import Array, compare
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.precision import in_float32
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

# Of the output's largest value: float32 sums in another order. float16 has 11 bits.
TOLERANCE = 1e-5
HALF_TOLERANCE = 5e-3
HALF = frozenset({"half_precision"})

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def legacy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases, as tf_keras saved and ran them."""
    require(importlib.util.find_spec("tf_keras") is not None, "needs tf_keras")
    folder = tmp_path_factory.mktemp("legacy")
    program = [sys.executable, "-m", "tests.convert.legacy_models", str(folder)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def recorded(folder: Path, name: str) -> tuple[list[Array], list[Array]]:
    """Inputs and tf_keras's outputs."""
    with np.load(folder / f"{name}.npz") as file:
        inputs = [file[f"input_{k}"] for k in range(sum("input" in key for key in file))]
        outputs = [file[f"output_{k}"] for k in range(sum("output" in key for key in file))]
    return inputs, outputs


def assert_the_same(legacy_folder: Path, name: str, suffix: str) -> None:
    """Of a model's file, in Keras 3, on numpy."""
    inputs, expected = recorded(legacy_folder, name)
    outputs = run_keras_model(load_model_file(legacy_folder / f"{name}{suffix}"), inputs)
    tolerance = HALF_TOLERANCE if name in HALF else TOLERANCE
    for output, right in zip(outputs, expected, strict=True):
        assert output.shape == right.shape
        assert np.abs(output - right).max() <= tolerance * np.abs(right).max()


@pytest.mark.parametrize("name", CASES)
def test_the_twin_computes_the_same(legacy_folder: Path, name: str) -> None:
    """From HDF5."""
    assert_the_same(legacy_folder, name, ".h5")


@pytest.mark.parametrize("name", sorted(set(CASES) - NOT_AS_ZIP))
def test_the_twin_from_a_zip_computes_the_same(legacy_folder: Path, name: str) -> None:
    """Its functions, losses and penalties too."""
    assert_the_same(legacy_folder, name, ".keras")


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("name", sorted(set(CASES) - HALF))
def test_the_export_computes_the_same(legacy_folder: Path, name: str) -> None:
    """In plain TensorFlow.js, on cpu and wasm."""
    inputs, expected = recorded(legacy_folder, name)
    model = in_float32(load_model_file(legacy_folder / f"{name}.h5"))
    repeat = 1 if name == "stateful" else 2
    compare(translate(read_keras_model(model)), inputs, expected, repeat=repeat)


def changed(path: Path, folder: Path, change: Callable[[dict[str, Any], h5py.File], None]) -> Path:
    """A copy with another configuration."""
    copy = folder / "changed.h5"
    copy.write_bytes(path.read_bytes())
    with h5py.File(copy, "a") as file:
        config = json.loads(file.attrs["model_config"])
        change(config, file)
        file.attrs["model_config"] = json.dumps(config)
    return copy


def same(path: Path, folder: Path, name: str) -> None:
    """The changed file's model computes what tf_keras did with the unchanged one."""
    inputs, expected = recorded(folder, name)
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
    same(path, legacy_folder, "deferred")
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

    same(changed(legacy_folder / "hard_lstm.h5", tmp_path, change), legacy_folder, "hard_lstm")


def test_numbers_saved_as_arrays(legacy_folder: Path, tmp_path: Path) -> None:
    """As standalone Keras 2 did for some layers."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        layers = config["config"]["layers"]
        layers[1]["config"]["alpha"] = {"type": "ndarray", "value": 0.2}
        layers[3]["config"]["max_value"] = {"type": "ndarray", "value": 2.0}

    same(changed(legacy_folder / "rectifiers.h5", tmp_path, change), legacy_folder, "rectifiers")


def test_keras_2_hard_sigmoid_keeps_its_meaning(legacy_folder: Path) -> None:
    """Keras 3's function of that name is another one."""
    model = load_model_file(legacy_folder / "hard_lstm.h5")
    activation = model.layers[0].get_config()["recurrent_activation"]
    assert activation["config"] == "keras2_hard_sigmoid"


def layer_settings(**settings: Any) -> Callable[[dict[str, Any], h5py.File], None]:
    """A change of the settings of the layer behind the input."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        config["config"]["layers"][1]["config"].update(settings)

    return change


def layer_class(class_name: str) -> Callable[[dict[str, Any], h5py.File], None]:
    """A change of the class of the layer behind the input."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        config["config"]["layers"][1]["class_name"] = class_name

    return change


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        pytest.param("lstm", layer_settings(time_major=True), r"time_major=True", id="time major"),
        pytest.param("gru", layer_settings(mystery=3), "mystery=3 is a setting of Keras 2", id="?"),
        pytest.param("mlp", layer_class("Lambda"), r"\(Lambda\): holds Python code", id="Lambda"),
        pytest.param("mlp", layer_class("Mine"), r"\(Mine\): this class is not", id="custom class"),
        pytest.param("mlp", layer_class("Custom>Mine"), r"\(Custom>Mine\): this", id="package"),
        pytest.param("lstm", layer_class("CuDNNLSTM"), r"\(CuDNNLSTM\): keeps its", id="CuDNN"),
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
    change: Callable[[dict[str, Any], h5py.File], None],
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


def test_unknown_functions_are_refused(legacy_folder: Path, tmp_path: Path) -> None:
    """TensorFlow has thousands."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        for layer in config["config"]["layers"]:
            if layer["class_name"] == "TFOpLambda" and layer["name"] == "tf.nn.relu":
                layer["config"]["function"] = "linalg.det"

    path = changed(legacy_folder / "operations.h5", tmp_path, change)
    with pytest.raises(UnsupportedModelError, match=r"'tf\.nn\.relu' .*calls tf\.linalg\.det"):
        load_model_file(path)


def with_arguments(**arguments: Any) -> Callable[[dict[str, Any], h5py.File], None]:
    def change(config: dict[str, Any], file: h5py.File) -> None:
        for layer in config["config"]["layers"]:
            if layer["config"].get("function") == "linalg.matmul":
                layer["inbound_nodes"][0][3].update(arguments)

    return change


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"mystery": 3}, "with mystery=3, which is not known here", id="unknown"),
        pytest.param({"b": [[1.0]]}, "in a way that is not known here", id="does not fit"),
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
        ("drawn_by_tensorflow", ["calls tf.random.normal, whose numbers are others at every run"]),
        ("einstein", ["calls tf.einsum ('bij,bkj->bik') on tensors that the file does not name"]),
        ("open_size_in_a_calculation", ["calls tf.cast of a size that the model leaves open"]),
        (
            "several",
            [
                "calls tf.nn.dropout outside of training too",
                "calls tf.image.resize with method='area'; expected one of bilinear",
                "calls tf.compat.v1.gather with batch_dims=1; expected 0",
                "calls tf.linalg.expm in a way that is not known here",
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
        ("QuantizeWrapperV2", "the float model behind it"),
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


def without_a_weight(config: dict[str, Any], file: h5py.File) -> None:
    group = file["model_weights/dense"]
    group.attrs["weight_names"] = list(group.attrs["weight_names"])[:1]


def with_another_layer(config: dict[str, Any], file: h5py.File) -> None:
    config["config"]["layers"].pop()


def with_another_size(config: dict[str, Any], file: h5py.File) -> None:
    config["config"]["layers"][1]["config"]["units"] = 9


def with_one_name_twice(config: dict[str, Any], file: h5py.File) -> None:
    group = file["model_weights/dense"]
    group.attrs["weight_names"] = [group.attrs["weight_names"][0]] * 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(without_a_weight, "expected kernel, bias, got kernel", id="missing"),
        pytest.param(with_another_layer, "is of a layer 'dense_2' that the model", id="left over"),
        pytest.param(
            with_another_size,
            r"'dense/kernel:0' does not fit layer 'dense'; expected shape \[6, 9\], got \[6, 8\]",
            id="shape",
        ),
        pytest.param(with_one_name_twice, "two weights of layer 'dense' have one name", id="twice"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    legacy_folder: Path,
    tmp_path: Path,
    change: Callable[[dict[str, Any], h5py.File], None],
    message: str,
) -> None:
    """With what was expected, and what the file has."""
    path = changed(legacy_folder / "mlp.h5", tmp_path, change)
    with pytest.raises(ArtifactError, match=message) as caught:
        load_model_file(path)
    assert str(path) in str(caught.value)


def test_weights_alone_are_no_model(legacy_folder: Path, tmp_path: Path) -> None:
    """What save_weights writes."""
    path = tmp_path / "weights.h5"
    with h5py.File(legacy_folder / "mlp.h5") as source, h5py.File(path, "w") as target:
        for name in source["model_weights"]:
            source.copy(f"model_weights/{name}", target)
        target.attrs.update(source["model_weights"].attrs)
    with pytest.raises(
        ArtifactError, match=r"holds weights only; .*load_weights.*model\.save\('name\.keras'\)"
    ):
        load_model_file(path)


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
