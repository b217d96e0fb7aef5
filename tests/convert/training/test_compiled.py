"""What a model was compiled with: what its export keeps, and what it says of the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.cases import randomized
from tests.convert.models import seeded_keras
from tests.convert.parity import fit_stock, random_inputs
from tests.convert.training.models import compiled, told, training_of
from tfjs_bridge.convert.export import ModelCard
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.training.keep import with_training
from tfjs_bridge.convert.training.settings import read_compiled, training_config

_SPARSE = "sparse_categorical_crossentropy"
_KEPT: dict[str, tuple[Callable[[Any], dict[str, Any]], dict[str, Any], list[str]]] = {
    "plain": (
        lambda _: {"metrics": ["accuracy"]},
        {"name": "Adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
        ["loss", "acc"],
    ),
    "sgd": (
        lambda k: {"optimizer": k.optimizers.SGD(0.25), "loss": k.losses.MeanSquaredError()},
        {"name": "SGD", "learningRate": 0.25},
        ["loss"],
    ),
    "momentum": (
        lambda k: {"optimizer": k.optimizers.SGD(0.2, momentum=0.9, nesterov=True)},
        {"name": "Momentum", "learningRate": 0.2, "momentum": 0.9, "useNesterov": True},
        ["loss"],
    ),
    "rmsprop": (
        lambda k: {"optimizer": k.optimizers.RMSprop(0.01, rho=0.8), "metrics": ["mae", "mse"]},
        {"name": "RMSProp", "learningRate": 0.01, "decay": 0.8},
        ["loss", "mae", "mse"],
    ),
    "adagrad": (
        lambda _: {"optimizer": "adagrad", "metrics": ["sparse_categorical_accuracy"]},
        {"name": "Adagrad", "learningRate": 0.001, "initialAccumulatorValue": 0.1},
        ["loss", "acc"],
    ),
    "adadelta": (
        lambda k: {"optimizer": k.optimizers.Adadelta(rho=0.9), "loss": "kl_divergence"},
        {"name": "Adadelta", "rho": 0.9},
        ["loss"],
    ),
    "adamax": (
        lambda k: {"optimizer": "adamax", "loss": k.losses.CategoricalCrossentropy()},
        {"name": "Adamax", "beta1": 0.9},
        ["loss"],
    ),
}


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(("settings", "optimizer", "metrics"), _KEPT.values(), ids=_KEPT)
def test_the_loaded_model_is_compiled(
    settings: Callable[[Any], dict[str, Any]], optimizer: dict[str, Any], metrics: list[str]
) -> None:
    """By plain TensorFlow.js, without a word on the console, and it learns."""
    keras = seeded_keras()
    model = randomized(compiled(keras, **settings(keras)))
    exported = with_training(translate(read_keras_model(model)), model, warns=True)
    is_sparse = exported.training is not None and exported.training["loss"] == _SPARSE
    target = np.array([[0], [2], [1]] if is_sparse else [[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    answer = fit_stock(exported, random_inputs(exported), [target.astype(np.float32)])
    assert answer["warnings"] == []
    assert answer["metrics"] == metrics
    assert all(weight["isChanged"] and weight["isFinite"] for weight in answer["weights"])
    assert {key: answer["optimizer"][key] for key in optimizer} == pytest.approx(optimizer)


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_files_tell_what_they_were_compiled_with(tmp_path: Path, name: str) -> None:
    """As the live model does."""
    model = compiled(seeded_keras(), metrics=["accuracy"])
    model.save(tmp_path / name)
    assert told(model, tmp_path / "live") == []
    assert told(tmp_path / name, tmp_path / "out") == []
    assert training_of(tmp_path / "out") == training_of(tmp_path / "live")
    assert training_of(tmp_path / "out")["loss"] == _SPARSE


_LOST: dict[str, tuple[Callable[[Any], dict[str, Any]], str, bool]] = {
    "optimizer": (lambda _: {"optimizer": "adamw"}, "the optimizer AdamW", False),
    "logits": (
        lambda k: {"loss": k.losses.SparseCategoricalCrossentropy(from_logits=True)},
        "the loss SparseCategoricalCrossentropy(from_logits=True)",
        False,
    ),
    "loss": (lambda _: {"loss": "huber"}, "the loss huber", False),
    "metric": (lambda _: {"metrics": ["accuracy", "AUC"]}, "the metric AUC", True),
    "schedule": (
        lambda k: {
            "optimizer": k.optimizers.SGD(k.optimizers.schedules.ExponentialDecay(0.5, 9, 0.1))
        },
        "SGD's learning-rate schedule",
        True,
    ),
    "clipping": (
        lambda k: {"optimizer": k.optimizers.Adam(clipnorm=1.0)},
        "Adam's clipnorm",
        True,
    ),
}


@pytest.mark.parametrize(("settings", "lost", "rest"), _LOST.values(), ids=_LOST)
def test_one_line_names_what_is_lost(
    tmp_path: Path, settings: Callable[[Any], dict[str, Any]], lost: str, rest: bool
) -> None:
    """And a model is compiled where TensorFlow.js has both its optimizer and its loss."""
    keras = seeded_keras()
    (message,) = told(compiled(keras, **settings(keras)), tmp_path / "out")
    assert lost in message
    assert "\n" not in message
    assert (training_of(tmp_path / "out") is not None) == rest


def test_a_recipe_in_words_needs_no_warning(tmp_path: Path) -> None:
    """Our own training's metadata says more than TensorFlow.js could keep."""
    model = compiled(seeded_keras(), optimizer="adamw")
    assert told(model, tmp_path / "out", card=ModelCard(training={"epochs": 3})) == []


def test_several_outputs(tmp_path: Path) -> None:
    """Losses in the outputs' order, metrics by the layers of TensorFlow.js."""
    keras = seeded_keras()
    x = keras.Input((4,), name="x")
    first = keras.layers.Dense(2, name="first")(x)
    second = keras.layers.Dense(3, name="second", activation="silu")(x)
    model = keras.Model(x, [first, second])
    model.compile("sgd", ["mse", "mae"], metrics=[["mae"], ["mse"]])
    assert told(model, tmp_path / "out") == []
    training = training_of(tmp_path / "out")
    assert training["loss"] == ["mean_squared_error", "mean_absolute_error"]
    assert training["metrics"] == {"first": "mae", "second": "mse"}


def test_what_keras_2_saves_is_kept() -> None:
    """The `training_config` of a `.h5` file, as tf_keras 2.19 writes it."""
    fn = "sparse_categorical_accuracy"
    metric = {"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "fn": fn}}
    saved = {
        "loss": "sparse_categorical_crossentropy",
        "metrics": [[metric]],
        "weighted_metrics": None,
        "loss_weights": None,
        "optimizer_config": {
            "class_name": "Custom>Adam",
            "config": {"weight_decay": None, "learning_rate": 0.002, "beta_1": 0.8},
        },
    }
    compiled = read_compiled(saved)
    assert compiled is not None
    config, lost = training_config(compiled, ["out"], ["out"])
    assert config is not None
    assert lost == []
    assert (config["loss"], config["metrics"]) == (saved["loss"], ["accuracy"])
    assert config["optimizer_config"]["class_name"] == "Adam"
    settings = config["optimizer_config"]["config"]
    assert (settings["learning_rate"], settings["beta1"]) == (0.002, 0.8)
