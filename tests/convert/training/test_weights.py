"""Training of single weights: frozen ones, penalties on them, and those that are 0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.files.archive import with_config
from tests.convert.models import seeded_keras
from tests.convert.parity import fit_stock, random_inputs
from tests.convert.training.models import partly_frozen, penalized, told
from tfjs_bridge import export
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate


def configs(exported: LayersModel) -> dict[str, dict[str, Any]]:
    """Settings of each TensorFlow.js layer."""
    return {entry["name"]: entry["config"] for entry in exported.topology["config"]["layers"]}


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_frozen_layers_stay_as_they_are() -> None:
    """Also their averages, and the constants that rewrites are made of."""
    exported = translate(read_keras_model(partly_frozen(seeded_keras())))
    answer = fit_stock(exported, random_inputs(exported))
    changed = {weight["name"].split("/")[0] for weight in answer["weights"] if weight["isChanged"]}
    trainable = {w["name"].split("/")[0] for w in answer["weights"] if w["isTrainable"]}
    assert changed == trainable == {"between", "head"}


def test_frozen_flags_are_in_the_topology() -> None:
    """And a learning layer has none."""
    found = configs(translate(read_keras_model(partly_frozen(seeded_keras()))))
    assert found["inner_deep"]["trainable"] is False
    assert found["inner_norm"]["trainable"] is False
    assert found["shared"]["trainable"] is False
    assert "trainable" not in found["between"]
    gates = [config for name, config in found.items() if name.startswith("gru_dense")]
    assert gates
    assert all(config["trainable"] is False for config in gates)


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_penalties_are_those_of_keras() -> None:
    """TensorFlow.js adds to the loss what Keras does, once for each layer."""
    keras = seeded_keras()
    model = penalized(keras, keras.layers)
    exported = translate(read_keras_model(model))
    answer = fit_stock(exported, random_inputs(exported))
    expected = float(np.sum([np.asarray(loss) for loss in model.losses]))
    assert expected > 0.1
    assert answer["loss"] - answer["known"] == pytest.approx(expected, rel=1e-4)
    assert exported.lost == ()


@pytest.mark.slow
def test_penalties_are_read_from_files_as_numbers(tmp_path: Path) -> None:
    """The same settings as of the live model; another class is never looked up."""
    keras = seeded_keras()
    model = penalized(keras, keras.layers)
    export(model, tmp_path / "live")
    expected = json.loads((tmp_path / "live" / "model.json").read_text())["modelTopology"]
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        export(tmp_path / name, tmp_path / "out")
        assert (
            json.loads((tmp_path / "out" / "model.json").read_text())["modelTopology"] == expected
        )


@pytest.mark.parametrize(
    "regularizer",
    [
        {"module": "evil", "class_name": "Evil", "config": {}, "registered_name": "Evil"},
        {"module": "evil", "class_name": "L2", "config": {"l2": 0.1}, "registered_name": "L2"},
        {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": "0.1"}},
        {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.1, "run": 1}},
        {"module": "builtins", "class_name": "eval", "config": "1"},
        "evil",
    ],
)
def test_other_regularizers_of_a_file_are_only_named(tmp_path: Path, regularizer: Any) -> None:
    """Whatever the file says of them."""
    keras = seeded_keras()
    path = tmp_path / "model.keras"
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, name="d")]).save(path)

    def change(config: dict[str, Any]) -> None:
        config["config"]["layers"][1]["config"]["kernel_regularizer"] = regularizer

    with_config(path, change)
    (message,) = told(path, tmp_path / "out")
    assert "the kernel_regularizer of 'd'" in message


def test_one_line_names_all_layers(tmp_path: Path) -> None:
    """Constraints, activity regularizers, and penalties where TensorFlow.js cannot apply them."""
    keras = seeded_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((5, 5, 2)),
            layers.DepthwiseConv2D(2, depthwise_regularizer="l2", name="deep"),
            layers.Reshape((4, 8)),
            layers.LSTM(3, kernel_regularizer="l2", name="lstm"),
            layers.Dense(2, kernel_constraint="non_neg", activity_regularizer="l1", name="d"),
        ]
    )
    (message,) = told(model, tmp_path / "out")
    for part in (
        "the depthwise_regularizer of 'deep'",
        "the kernel_regularizer of 'lstm', which TensorFlow.js stores but does not apply",
        "the kernel_constraint of 'd'",
        "the activity_regularizer of 'd'",
    ):
        assert part in message


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_weights_of_0_learn_too() -> None:
    """A fresh GroupNormalization's offsets, for example."""
    keras = seeded_keras()
    x = keras.Input((4, 6), name="x")
    model = keras.Model(x, keras.layers.GroupNormalization(3)(x))
    exported = translate(read_keras_model(model))
    answer = fit_stock(exported, random_inputs(exported))
    assert sum(weight["isChanged"] for weight in answer["weights"]) == 2
