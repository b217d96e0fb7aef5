"""Handlers: what each layer becomes, what is refused, and that all refusals are named at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.activations import EXACT_ACTIVATIONS
from tfjs_bridge.convert.layers_model.handlers import handles, refuses, supported
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate
from tfjs_bridge.errors import UnsupportedModelError


def translated(model: Any) -> LayersModel:
    """Front-end and translation in one."""
    return translate(read_keras_model(model))


def layer_config(make: Any, shape: tuple[int, ...]) -> dict[str, Any]:
    """The translated settings of a single layer."""
    entry = translated(models.one_layer(make, shape)).topology["config"]["layers"][1]
    return {"class_name": entry["class_name"], **entry["config"]}


COMMON = {"name": "it", "dtype": "float32"}


@pytest.mark.parametrize(
    ("make", "shape", "expected"),
    [
        pytest.param(
            lambda layers: layers.Dense(3, activation="tanh", use_bias=False, name="it"),
            (2,),
            {
                "class_name": "Dense",
                "units": 3,
                "activation": "tanh",
                "use_bias": False,
                "kernel_initializer": ZEROS,
                "bias_initializer": ZEROS,
            },
            id="Dense",
        ),
        pytest.param(
            lambda layers: layers.Conv2D(3, (1, 2), dilation_rate=2, padding="same", name="it"),
            (4, 4, 1),
            {
                "class_name": "Conv2D",
                "filters": 3,
                "kernel_size": (1, 2),
                "strides": (1, 1),
                "padding": "same",
                "data_format": "channels_last",
                "dilation_rate": (2, 2),
                "activation": "linear",
                "use_bias": True,
                "kernel_initializer": ZEROS,
                "bias_initializer": ZEROS,
            },
            id="Conv2D",
        ),
        pytest.param(
            lambda layers: layers.MaxPooling2D((2, 1), name="it"),
            (4, 4, 1),
            {
                "class_name": "MaxPooling2D",
                "pool_size": (2, 1),
                "strides": (2, 1),
                "padding": "valid",
                "data_format": "channels_last",
            },
            id="MaxPooling2D",
        ),
        pytest.param(
            lambda layers: layers.Dropout(0.25, name="it"),
            (2,),
            {"class_name": "Dropout", "rate": 0.25},
            id="Dropout",
        ),
        pytest.param(
            lambda layers: layers.Flatten(name="it"),
            (2, 2),
            {"class_name": "Flatten", "data_format": "channels_last"},
            id="Flatten",
        ),
    ],
)
def test_settings_are_translated(
    make: Any, shape: tuple[int, ...], expected: dict[str, Any]
) -> None:
    """Every setting that TensorFlow.js reads, and no other."""
    assert layer_config(make, shape) == {**COMMON, **expected}


def test_nodes_and_weights_are_named() -> None:
    """References are [layer, call, output, {}]; weights are layer/weight by layer name."""
    model = translated(models.branches())
    config = model.topology["config"]
    nodes = {layer["name"]: layer["inbound_nodes"] for layer in config["layers"]}
    assert nodes["picture"] == []
    assert nodes["shared"] == [[["largest", 0, 0, {}]], [["mean", 0, 0, {}]]]
    assert nodes["both"] == [[["shared", 0, 0, {}], ["shared", 1, 0, {}], ["point", 0, 0, {}]]]
    assert config["input_layers"] == [["picture", 0, 0], ["point", 0, 0]]
    assert config["output_layers"] == [["chance", 0, 0], ["both", 0, 0]]
    assert [weight.name for weight in model.weights] == [
        "chance/kernel",
        "chance/bias",
        "conv/kernel",
        "norm/gamma",
        "norm/beta",
        "norm/moving_mean",
        "norm/moving_variance",
        "shared/kernel",
        "shared/bias",
    ]


@pytest.mark.parametrize(
    ("make", "shape", "message"),
    [
        pytest.param(
            lambda layers: layers.Dense(1, dtype="float16", name="it"),
            (2,),
            "computes in float32; expected dtype float32, got float16",
            id="float16",
        ),
    ],
)
def test_what_would_be_wrong_is_refused(make: Any, shape: tuple[int, ...], message: str) -> None:
    """Naming the layer, its class, the setting and the way out."""
    with pytest.raises(UnsupportedModelError, match=message):
        translated(models.one_layer(make, shape))


def test_all_refusals_are_named_at_once() -> None:
    """Not only the first."""
    keras = models.seeded_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((4, 4, 2)),
            layers.Dense(2, activation="sparsemax", name="first"),
            layers.Activation("sparsemax", name="second"),
            layers.Dense(1, activation="sparsemax", name="third"),
        ]
    )
    with pytest.raises(UnsupportedModelError) as caught:
        translated(model)
    lines = str(caught.value).splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "layers 'first' and 'third'",
        "layer 'second'",
    ]


def test_the_same_tensor_twice_becomes_two() -> None:
    """TensorFlow.js's executor would free it too early."""
    keras = models.seeded_keras()
    x = keras.Input((2,), name="x")
    model = keras.Model(x, keras.layers.Add(name="sum")([x, x]))
    layers = {layer["name"]: layer for layer in translated(model).topology["config"]["layers"]}
    assert layers["sum"]["inbound_nodes"] == [[["x", 0, 0, {}], ["x_copy", 0, 0, {}]]]


def test_names_that_cannot_be_loaded_are_changed() -> None:
    """TensorFlow.js finds weights under some names only; two never become one."""
    keras = models.seeded_keras()
    dense = keras.layers.Dense
    model = keras.Sequential(
        [
            keras.Input((2,)),
            dense(2, name="my layer"),
            dense(2, name="my_layer"),
            dense(1, name="é"),
        ]
    )
    names = {weight.name.split("/")[0] for weight in translated(model).weights}
    assert names == {"my_layer_1", "my_layer", "e"}


def test_a_shared_layer_called_early_keeps_its_calls_apart() -> None:
    """TensorFlow.js makes a node as soon as it can, so a later call may overtake an earlier one."""
    keras = models.seeded_keras()
    shared, other, late = (keras.layers.Dense(2, name=name) for name in ("shared", "other", "late"))
    x = keras.Input((2,), name="x")
    chained = shared(other(shared(x)))
    model = keras.Model(x, [late(chained), late(x)])
    config = translated(model).topology["config"]
    nodes = {layer["name"]: layer["inbound_nodes"] for layer in config["layers"]}
    assert nodes["late"] == [[["x", 0, 0, {}]], [["shared", 1, 0, {}]]]
    assert config["output_layers"] == [["late", 1, 0], ["late", 0, 0]]


def test_a_call_with_more_than_tensors_is_refused() -> None:
    """Arguments such as training=True would be lost."""
    keras = models.seeded_keras()
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Dropout(0.5, name="drop")(x, training=True))
    with pytest.raises(
        UnsupportedModelError, match="is called with training=True; expected inference"
    ):
        translated(model)


def test_an_unknown_setting_is_refused() -> None:
    """A key that no handler knows may change the result, so it is never dropped."""
    graph = read_keras_model(models.one_layer(lambda layers: layers.Dense(1, name="it"), (2,)))
    graph.layers[1].config["sharpness"] = 3  # type: ignore[index]
    with pytest.raises(UnsupportedModelError, match=r"has unknown settings: sharpness=3"):
        translate(graph)


def test_a_second_handler_for_a_class_is_refused() -> None:
    """Two files cannot claim the same layer."""
    with pytest.raises(ValueError, match="two handlers for Dense"):
        handles("Dense")(supported()["Dense"].handler)
    with pytest.raises(ValueError, match="two handlers for Dense"):
        refuses("Dense", reason="no", remedy="none")


def test_hard_sigmoid_is_not_exact() -> None:
    """Keras 3 and TensorFlow.js compute it by different formulas."""
    assert not EXACT_ACTIVATIONS.keys() & {"hard_sigmoid", "hard_silu", "leaky_relu"}
