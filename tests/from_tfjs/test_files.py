"""Files in all forms that are about: names, shards, encodings, topologies, training settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.from_tfjs.model_files import (
    dense_model,
    dense_weights,
    functional,
    layer,
    quantized,
    write_model,
)
from tfjs_bridge import import_layers_model
from tfjs_bridge.errors import ModelWarning
from tfjs_bridge.from_tfjs.importing import import_model
from tfjs_bridge.keras_backend import load_keras

_ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.5, "beta1": 0.8}}


def _kernel(folder: Path) -> Any:
    return import_model(folder, verify=False).model.get_layer("dense").kernel.numpy()


@pytest.mark.parametrize(
    ("names", "layer_name"),
    [
        pytest.param(("dense/kernel", "dense/bias"), "dense", id="plain"),
        pytest.param(("conv2d_1_1/kernel", "conv2d_1_1/bias"), "conv2d_1_1", id="counters"),
        pytest.param(("dense/dense/kernel", "dense/dense/bias"), "dense", id="a part more"),
        pytest.param(("dense/vars/0", "dense/vars/1"), "dense", id="numbers"),
        pytest.param(("block/one/kernel", "block/one/bias"), "block/one", id="slash"),
    ],
)
def test_weights_are_found_as_tensorflow_js_finds_them(
    tmp_path: Path, names: tuple[str, str], layer_name: str
) -> None:
    """Kernel first in the file or last, in a shard of its own."""
    x = layer("InputLayer", "x", batch_input_shape=[None, 3])
    topology = functional([x, layer("Dense", layer_name, ["x"], units=2)], [layer_name])
    weights = dict(zip(reversed(names), reversed(dense_weights().values()), strict=True))
    write_model(tmp_path, topology, weights)
    model = import_model(tmp_path, verify=False).model
    found = model.get_layer(layer_name.replace("/", "_")).get_weights()
    assert [x.tobytes() for x in found] == [x.tobytes() for x in dense_weights().values()]


def test_quantized_weights_are_decoded(tmp_path: Path) -> None:
    """As TensorFlow.js decodes them: in double precision, then rounded."""
    write_model(tmp_path, dense_model(), dense_weights())
    content = json.loads((tmp_path / "model.json").read_text("utf-8"))
    group = content["weightsManifest"][1]
    stored = quantized(group["weights"][0], dense_weights()["dense/kernel"])
    (tmp_path / group["paths"][0]).write_bytes(stored)
    (tmp_path / "model.json").write_text(json.dumps(content), encoding="utf-8")
    about = group["weights"][0]["quantization"]
    values = np.frombuffer(stored, np.uint8) * np.float64(about["scale"]) + about["min"]
    assert _kernel(tmp_path).tobytes() == values.astype(np.float32).tobytes()


@pytest.mark.parametrize(
    "topology",
    [
        pytest.param({"model_config": dense_model(), "backend": "tensorflow"}, id="converter's"),
        pytest.param(
            {
                "className": "Sequential",
                "config": [
                    {
                        "className": "Dense",
                        "config": {"name": "dense", "units": 2, "batchInputShape": [None, 3]},
                    }
                ],
            },
            id="camel case, and a list",
        ),
        pytest.param(
            {
                "class_name": "Sequential",
                "config": {
                    "name": "row",
                    "layers": [
                        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 3]}},
                        {"class_name": "Dense", "config": {"name": "dense", "units": 2}},
                    ],
                },
            },
            id="an input without a name",
        ),
    ],
)
def test_topologies_of_all_writers(tmp_path: Path, topology: dict[str, Any]) -> None:
    """Bare or wrapped, in either case, with the layers as a list or within settings."""
    write_model(tmp_path, topology, dense_weights())
    assert _kernel(tmp_path).tobytes() == dense_weights()["dense/kernel"].tobytes()


def test_weights_of_an_optimizer_are_left_out(tmp_path: Path) -> None:
    """They are in the manifest, in a group of this name."""
    weights = dense_weights() | {"dense/kernel/m": np.zeros((3, 2), np.float32)}
    write_model(tmp_path, dense_model(), weights)
    content = json.loads((tmp_path / "model.json").read_text("utf-8"))
    content["weightsManifest"][0]["weights"][0]["group"] = "optimizer"
    (tmp_path / "model.json").write_text(json.dumps(content), encoding="utf-8")
    assert _kernel(tmp_path).shape == (3, 2)


def test_a_model_is_compiled_as_it_was(tmp_path: Path) -> None:
    """Loss, metrics and the optimizer's settings, by Keras's names; unless asked not to."""
    training = {"loss": "meanSquaredError", "metrics": ["acc"], "optimizer_config": _ADAM}
    write_model(tmp_path, dense_model(), dense_weights(), trainingConfig=training)
    model = import_layers_model(tmp_path, verify=False)
    assert model.loss == "mean_squared_error"
    assert float(model.optimizer.learning_rate.numpy()) == 0.5
    assert model.optimizer.beta_1 == 0.8
    assert not import_layers_model(tmp_path, verify=False, compile=False).compiled


def test_what_cannot_be_compiled_is_told(tmp_path: Path) -> None:
    """And the model is imported all the same."""
    training = {"loss": "mine", "metrics": [], "optimizer_config": _ADAM}
    write_model(tmp_path, dense_model(), dense_weights(), trainingConfig=training)
    with pytest.warns(ModelWarning, match="the model is not compiled: its loss 'mine' is not one"):
        assert not import_layers_model(tmp_path, verify=False).compiled


def test_settings_that_are_not_read_are_told(tmp_path: Path) -> None:
    """TensorFlow.js would not read them either; two layers are one line."""
    x = layer("InputLayer", "x", batch_input_shape=[None, 3])
    layers = [x, *(layer("LeakyReLU", name, ["x"], negative_slope=0.1) for name in ("a", "b"))]
    write_model(tmp_path, functional(layers, ["a", "b"]), {})
    imported = import_model(tmp_path, verify=False)
    (note,) = imported.notes
    assert note.startswith("layers 'a' and 'b' (LeakyReLU): negative_slope=0.1 is not read")
    assert imported.model.get_layer("a").negative_slope == pytest.approx(0.3)


def test_penalties_constraints_and_frozen_layers_stay(tmp_path: Path) -> None:
    """What training needs."""
    config: dict[str, Any] = {
        "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0, "l2": 0.5}},
        "bias_constraint": {"class_name": "NonNeg", "config": {}},
        "kernel_initializer": {
            "class_name": "VarianceScaling",
            "config": {"scale": 2, "mode": "fan_in", "distribution": "normal", "seed": None},
        },
        "trainable": False,
    }
    write_model(tmp_path, dense_model(**config), dense_weights())
    dense = import_model(tmp_path, verify=False).model.get_layer("dense")
    assert float(dense.kernel_regularizer.l2) == 0.5
    assert type(dense.bias_constraint).__name__ == "NonNeg"
    assert dense.kernel_initializer.scale == 2
    assert dense.trainable_weights == []


def test_a_row_of_layers_comes_back_as_one(tmp_path: Path) -> None:
    """A Sequential model, whose layers' outputs are tensors of the model."""
    entries = [
        {"class_name": "Dense", "config": {"name": "dense", "units": 2, "input_dim": 3}},
        {"class_name": "Activation", "config": {"name": "last", "activation": "relu"}},
    ]
    topology = {"class_name": "Sequential", "config": {"name": "row", "layers": entries}}
    write_model(tmp_path, topology, dense_weights())
    model = import_model(tmp_path, verify=False).model
    assert type(model).__name__ == "Sequential"
    assert model.layers[0].output is model.layers[1].input
    assert load_keras().Model(model.inputs, model.layers[0].output).output_shape == (None, 2)
