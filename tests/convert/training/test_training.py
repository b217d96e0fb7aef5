"""What an export keeps of a model's training, and what it says of the rest."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.cases import randomized
from tests.convert.files.archive import with_config
from tests.convert.models import seeded_keras
from tests.convert.parity import fit_stock, random_inputs
from tfjs_bridge import export
from tfjs_bridge.convert.export import ModelCard
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate
from tfjs_bridge.convert.training.keep import with_training
from tfjs_bridge.convert.training.settings import read_compiled, training_config
from tfjs_bridge.errors import ModelWarning


def configs(exported: LayersModel) -> dict[str, dict[str, Any]]:
    """Settings of each TensorFlow.js layer."""
    return {entry["name"]: entry["config"] for entry in exported.topology["config"]["layers"]}


def told(model: Any, out: Path, **kwargs: Any) -> list[str]:
    """What an export warns of."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", ModelWarning)
        export(model, out, **kwargs)
    return [str(x.message) for x in found if x.category is ModelWarning]


def training_of(out: Path) -> Any:
    """`trainingConfig` of an artifact's model.json."""
    return json.loads((out / "model.json").read_text()).get("trainingConfig")


def partly_frozen(keras: Any) -> Any:
    """Frozen: a nested model, a layer that is called twice, and one that becomes several."""
    layers = keras.layers
    inner = keras.Sequential(
        [keras.Input((6, 4)), layers.Dense(4, name="deep"), layers.BatchNormalization(name="norm")],
        name="inner",
    )
    inner.trainable = False
    x = keras.Input((6, 4), name="x")
    shared = layers.Dense(4, name="shared", trainable=False)
    h = shared(layers.Dense(4, name="between")(shared(inner(x))))
    h = layers.GRU(3, name="gru", trainable=False, return_sequences=True)(h)
    h = layers.UnitNormalization(name="unit")(h)
    h = layers.MultiHeadAttention(2, 3, name="attention", trainable=False)(h, h)
    return randomized(keras.Model(x, layers.Dense(2, name="head")(h), name="partly"))


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


def penalized(keras: Any, layers: Any) -> Any:
    """Penalties of all kinds on layers that are called once or twice."""
    l1, l2, both = keras.regularizers.L1(0.01), keras.regularizers.L2(0.02), keras.regularizers.L1L2
    x = keras.Input((6, 4), name="x")
    twice = layers.Dense(4, name="twice", kernel_regularizer=both(0.03, 0.04))
    h = twice(twice(x))
    h = layers.Conv1D(4, 2, name="conv", kernel_regularizer=l2, bias_regularizer=l1)(h)
    h = layers.SeparableConv1D(4, 2, name="separable", depthwise_regularizer=l1)(h)
    h = layers.TimeDistributed(layers.Dense(3, name="each", kernel_regularizer=l2), name="t")(h)
    h = layers.LayerNormalization(name="norm", gamma_regularizer=l1)(h)
    h = layers.Dense(2, name="frozen", kernel_regularizer=l2, trainable=False)(h)
    return randomized(keras.Model(x, h, name="penalized"))


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


def classifier(keras: Any) -> Any:
    """A small model to compile."""
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((4,), name="x"), layers.Dense(5, name="d"), layers.Dense(3, "softmax")],
        name="classifier",
    )


def compiled(keras: Any, **settings: Any) -> Any:
    """The same, compiled."""
    model = classifier(keras)
    model.compile(**{"optimizer": "adam", "loss": "sparse_categorical_crossentropy", **settings})
    return model


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
