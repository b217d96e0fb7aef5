"""Files for the graph format: all of Keras's layers are taken, and nothing of a file is run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.files.archive import with_config
from tests.convert.files.user_modules import write_module
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.own_classes import (
    own_activation,
    own_layer,
    own_object,
    own_operation,
)
from tfjs_bridge.errors import TfjsBridgeError, UnsupportedModelError

pytestmark = pytest.mark.filterwarnings(
    # Keras fills arrays with whatever is in memory, to learn shapes on its numpy backend.
    "ignore:(overflow|invalid value) encountered",
    "ignore:You are saving your model as an HDF5",
    "ignore:The object being serialized includes a",
    "ignore:Layer InputLayer does not have a `quantize` method",
    "ignore:`custom_gradient` for the numpy backend",
)
X = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4)


def operations(keras: Any) -> Any:
    """Operations that the layers format does not have, of several of Keras's modules."""
    x = keras.Input((4,))
    y = keras.activations.relu(x, negative_slope=0.1) + keras.ops.erf(x)
    y = keras.ops.sort(keras.ops.cumsum(y, axis=1))
    return keras.Model(x, keras.ops.einsum("ij,kj->ik", y, keras.ops.selu(x)))


def unsupported_layers(keras: Any) -> Any:
    """A layer that the layers format refuses, and some of networks of keras.applications."""
    from keras.src.applications.convnext import LayerScale, StochasticDepth
    from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

    x = keras.Input((4,))
    pictures = keras.layers.Reshape((2, 2, 1))(StochasticDepth(0.5)(LayerScale(0.5, 4)(x)))
    pictures = CustomScaleLayer(0.2)([pictures, pictures])
    return keras.Model(x, keras.layers.AutoContrast(value_range=(0, 1))(pictures))


def quantized(keras: Any) -> Any:
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(6, activation="gelu"), keras.layers.Dense(2)]
    )
    model.quantize("int8")
    return model


@pytest.mark.parametrize("suffix", ["keras", "h5"])
@pytest.mark.parametrize("make", [operations, unsupported_layers, quantized])
def test_all_of_keras_is_taken(tmp_path: Path, make: Callable[[Any], Any], suffix: str) -> None:
    """The model from the file computes what the saved one did."""
    model = make(models.seeded_keras())
    path = tmp_path / f"model.{suffix}"
    model.save(path)
    loaded = load_model_file(path, target="graph")
    np.testing.assert_allclose(loaded(X), model(X), rtol=1e-6, atol=1e-6)


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    """A small saved model."""
    path = tmp_path / "model.keras"
    models.one_layer(lambda layers: layers.Dense(1, name="it"), (2,)).save(path)
    return path


def replace_layer(path: Path, entry: dict[str, Any]) -> None:
    """Put another object in the place of the model's one layer."""
    with_config(path, lambda config: config["config"]["layers"][1].update(entry))


def refusal(path: Path) -> str:
    with pytest.raises(UnsupportedModelError) as caught:
        load_model_file(path, target="graph")
    return str(caught.value)


@pytest.mark.parametrize("suffix", ["keras", "h5"])
def test_a_lambda_is_not_run(tmp_path: Path, suffix: str) -> None:
    """Its code would make a file; the refusal names the option."""
    keras = models.seeded_keras()
    marker = str(tmp_path / "ran")
    code = lambda x: Path(marker).touch() or x  # type: ignore[func-returns-value] # noqa: E731
    model = keras.Sequential([keras.Input((2,)), keras.layers.Lambda(code, name="code")])
    path = tmp_path / f"model.{suffix}"
    model.save(path)
    Path(marker).unlink()
    text = refusal(path)
    assert text.startswith("layer 'code' (Lambda): holds Python code, which could do anything")
    assert "--run-code (in Python: run_code=True)" in text
    assert not Path(marker).exists()


NAMES = [
    pytest.param("os", "system", id="os.system"),
    pytest.param("builtins", "exec", id="exec"),
    pytest.param("builtins", "function", id="function"),
    pytest.param("keras.utils", "get_file", id="get_file"),
    pytest.param("keras", "utils.get_file", id="get_file by a name with dots"),
    pytest.param("keras.layers", "..utils.get_file", id="dots alone"),
    pytest.param("keras.models", "load_model", id="load_model"),
    pytest.param("keras.saving", "load_model", id="saving.load_model"),
    pytest.param("keras.config", "enable_unsafe_deserialization", id="unsafe mode"),
    pytest.param("keras.src.utils.file_utils", "get_file", id="private get_file"),
    pytest.param("keras.src.ops.numpy", "backend", id="a module in a module"),
    pytest.param("keras.src.ops.operation", "Operation", id="a base"),
    pytest.param("keras.src.ops.function", "Function", id="a graph"),
    pytest.param("keras.layers", "deserialize", id="a function of keras.layers"),
    pytest.param("keras.layers", "__loader__", id="a dunder"),
    pytest.param("keras.losses", "deserialize", id="a function of keras.losses"),
    pytest.param("keras.random", "normal", id="a function of keras.random"),
    pytest.param("keras.utils", "FeatureSpace", id="FeatureSpace"),
    pytest.param("keras.src.layers.preprocessing.index_lookup", "IndexLookup", id="IndexLookup"),
    pytest.param("keras\n", "x", id="newline"),
    pytest.param(None, "mine>Activation", id="registered by a package"),
    pytest.param("keras.layers", "__lambda__", id="bytecode"),
]


@pytest.mark.parametrize(("module", "name"), NAMES)
@pytest.mark.parametrize("place", ["layer", "activation", "argument", "beside"])
def test_a_foreign_object_is_refused(
    model_file: Path, module: str | None, name: str, place: str
) -> None:
    """Wherever it is, by the file's check: Keras is not asked for it."""
    settings: dict[str, Any] = {"name": "it", "origin": "http://127.0.0.1:9/x", "fname": "x"}
    entry = {"module": module, "class_name": name, "config": settings, "registered_name": None}

    def change(config: dict[str, Any]) -> None:
        layer = config["config"]["layers"][1]
        if place == "layer":
            layer.update(entry)
        elif place == "activation":
            layer["config"]["activation"] = entry
        elif place == "argument":
            layer["inbound_nodes"] = [{"args": [entry], "kwargs": {}}]
        else:
            config["config"]["dtype"] = entry

    with_config(model_file, change)
    text = refusal(model_file)
    reasons = ("is not one of Keras's own", "is not a part of Keras's own", "holds Python code")
    assert any(reason in text for reason in reasons)


@pytest.mark.parametrize("name", ["TFSMLayer", "TorchModuleWrapper", "TextVectorization"])
def test_what_opens_other_files_is_refused(model_file: Path, name: str) -> None:
    """Such a layer reads a path that the file gives, or unpickles."""
    config = {"name": "it", "filepath": "/etc", "vocabulary": "/etc/passwd", "module": "gASVAA=="}
    replace_layer(model_file, {"module": "keras.layers", "class_name": name, "config": config})
    assert refusal(model_file).startswith(f"layer 'it' ({name}): ")


@pytest.mark.parametrize("name", ["JaxLayer", "FlaxLayer"])
def test_layers_of_functions_need_the_option(model_file: Path, name: str) -> None:
    """They call functions that the file holds or names."""
    code = {"class_name": "__lambda__", "config": {"value": "x"}}
    config = {"name": "it", "call_fn": code}
    replace_layer(model_file, {"module": "keras.layers", "class_name": name, "config": config})
    assert "--run-code" in refusal(model_file)


def test_no_module_of_a_file_is_imported(
    tmp_path: Path, model_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one of the user's, nor one that Keras trusts by its name, nor a test of Keras."""
    monkeypatch.syspath_prepend(tmp_path)
    markers = [write_module(tmp_path, name) for name in ("own_layers", "keras_hub", "keras_cv")]
    for module in ("own_layers", "keras_hub", "keras_cv", "keras.src.ops.numpy_test"):
        entry = {"module": module, "class_name": "Scale", "registered_name": "Scale"}
        replace_layer(model_file, entry)
        refusal(model_file)
        assert module not in sys.modules
    assert not any(marker.exists() for marker in markers)


def test_the_module_is_named_with_the_option(model_file: Path) -> None:
    """As far as the file says it: the command can be copied."""
    entry = {"module": "my.layers", "class_name": "Scale", "registered_name": "Scale"}
    replace_layer(model_file, entry)
    text = refusal(model_file)
    assert text.startswith("layer 'it' (Scale): its class my.layers.Scale is not one of Keras's")
    assert "--run-code --custom-objects my.layers (in Python: run_code=True, " in text
    assert "custom_objects=['my.layers'])" in text


@pytest.mark.parametrize(
    ("module", "shown"),
    [(None, "MODULE"), ("__main__", "MODULE"), ("keras_hub.src.models.bert", "keras_hub")],
)
def test_a_module_is_not_made_up(model_file: Path, module: str | None, shown: str) -> None:
    """A file may not say it; packages are imported whole."""
    replace_layer(model_file, {"module": module, "class_name": "A", "registered_name": "a>A"})
    assert f"--custom-objects {shown} (" in refusal(model_file)


def test_a_subclassed_model_is_refused(model_file: Path) -> None:
    """With the option that imports its class."""
    entry = {"module": "nets", "class_name": "Net", "registered_name": "nets>Net"}
    with_config(model_file, lambda config: config.update(entry))
    assert "its class nets.Net is not one of Keras's own" in refusal(model_file)
    assert "--run-code --custom-objects nets" in refusal(model_file)


def test_what_this_process_has_registered_is_not_used(model_file: Path) -> None:
    """Keras would take it before its own `Dense`, by the name that the file gives."""
    keras: Any = models.seeded_keras()
    layer_class: Any = keras.layers.Layer
    made = []

    @keras.saving.register_keras_serializable("this_test")
    class Dense(layer_class):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            made.append(self)
            super().__init__(**kwargs)

    assert Dense.__name__ == "Dense"
    replace_layer(model_file, {"registered_name": "this_test>Dense"})
    loaded = load_model_file(model_file, target="graph")
    assert type(loaded.layers[0]) is keras.layers.Dense
    assert made == []


def test_all_refusals_are_raised_at_once(tmp_path: Path) -> None:
    """One line for each reason, with the layers that it is about."""
    keras = models.seeded_keras()
    x = keras.Input((4,))
    y = keras.layers.Lambda(lambda x: x, name="one")(x)
    y = keras.layers.Lambda(lambda x: x, name="two")(y)
    path = tmp_path / "model.keras"
    keras.Model(x, keras.layers.Dense(2, activation=X.sum, name="d")(y)).save(path)
    with_config(
        path, lambda config: config["config"]["layers"][3]["config"].update(activation=FUNCTION)
    )
    lines = refusal(path).splitlines()
    assert lines[0].startswith("layers 'one' and 'two' (Lambda): each holds Python code")
    assert lines[1].startswith("layer 'd' (Dense): its function mine is not one of Keras's own")
    assert len(lines) == 2


FUNCTION = {
    "module": "builtins",
    "class_name": "function",
    "config": "mine",
    "registered_name": "function",
}


def test_a_lambda_of_a_named_function_needs_its_module(tmp_path: Path) -> None:
    """One answer names both options."""
    keras = models.seeded_keras()
    x = keras.Input((4,))
    path = tmp_path / "model.keras"
    keras.Model(x, keras.layers.Lambda(operations, output_shape=(4,), name="it")(x)).save(path)
    text = refusal(path)
    assert text.startswith("layer 'it' (Lambda): its function operations is not one of Keras's own")
    assert "--run-code --custom-objects MODULE" in text


def test_a_function_of_keras_ops_is_named_with_its_module(model_file: Path) -> None:
    """Keras saves its name alone, and would not find it."""
    activation = {**FUNCTION, "config": "arcsinh"}
    with_config(
        model_file,
        lambda config: config["config"]["layers"][1]["config"].update(activation=activation),
    )
    assert "--custom-objects keras.ops (" in refusal(model_file)


def test_a_layer_without_a_module_is_refused(model_file: Path) -> None:
    """Keras reads it in an older way, by its own rules."""
    with_config(model_file, lambda config: config["config"]["layers"][1].pop("module"))
    with pytest.raises(TfjsBridgeError, match="is not one of Keras's own"):
        load_model_file(model_file, target="graph")


def test_own_classes_are_found_by_exact_names() -> None:
    """Layers, operations and what belongs to them, and nothing else."""
    assert own_layer("keras.layers", "MelSpectrogram")
    assert not own_layer("keras.layers", "Layer")
    assert not own_layer("keras", "layers.Dense")
    assert own_operation("keras.src.ops.numpy", "Add")
    assert not own_operation("keras.src.ops.numpy", "KerasTensor")
    assert not own_operation("keras.src.ops.nn", "Operation")
    assert own_object("keras.dtype_policies", "QuantizedDTypePolicy")
    assert own_object("keras.losses", "MeanSquaredError")
    assert not own_object("keras.models", "load_model")
    assert own_activation("keras.activations", "gelu")
    assert not own_activation("keras.activations", "deserialize")
    assert not own_activation("keras.initializers", "Zeros")
