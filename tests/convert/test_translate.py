"""Handlers: what each layer becomes, what is refused, and that all refusals are named at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tfjs_bridge.convert.activations import EXACT_ACTIVATIONS
from tfjs_bridge.convert.handlers import ZEROS, handlers, handles
from tfjs_bridge.convert.keras_model import read_keras_model
from tfjs_bridge.convert.translate import LayersModel, translate
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
            {"class_name": "Dropout", "rate": 0.25, "noise_shape": None},
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
            lambda layers: layers.Dense(1, activation="hard_sigmoid", name="it"),
            (2,),
            r"'it' \(Dense\): activation 'hard_sigmoid' is not supported; expected one of elu",
            id="activation",
        ),
        pytest.param(
            lambda layers: layers.Conv2D(4, 1, groups=2, name="it"),
            (2, 2, 2),
            r"layer 'it' \(Conv2D\): TensorFlow.js cannot run groups=2; expected 1. Train with",
            id="groups",
        ),
        pytest.param(
            lambda layers: layers.MaxPooling2D(1, data_format="channels_first", name="it"),
            (2, 2, 2),
            "data_format='channels_first'; expected 'channels_last'",
            id="channels first",
        ),
        pytest.param(
            lambda layers: layers.GlobalMaxPooling2D(keepdims=True, name="it"),
            (2, 2, 2),
            "keepdims=True; expected False",
            id="keepdims",
        ),
        pytest.param(
            lambda layers: layers.BatchNormalization(axis=1, name="it"),
            (2, 2, 2),
            "normalizes the last of at most 4 axes; expected axis=-1, got axis=1 of 4",
            id="norm axis",
        ),
        pytest.param(
            lambda layers: layers.BatchNormalization(epsilon=0.0, name="it"),
            (2,),
            "expected epsilon above 0, got 0",
            id="norm epsilon",
        ),
        pytest.param(
            lambda layers: layers.Flatten(name="it"),
            (2,),
            r"inputs of at least 3 axes; got shape \[None, 2\]",
            id="flat already",
        ),
        pytest.param(
            lambda layers: layers.Dense(1, dtype="float16", name="it"),
            (2,),
            "computes in float32; expected dtype float32, got float16",
            id="float16",
        ),
        pytest.param(
            lambda layers: layers.Dense(1, name="my layer"),
            (2,),
            r"layer 'my layer' \(Dense\): TensorFlow.js cannot load weights under this name",
            id="name",
        ),
        pytest.param(
            lambda layers: layers.LeakyReLU(name="it"),
            (2,),
            r"layer 'it' \(LeakyReLU\): this class cannot be exported; expected one of Activation",
            id="class",
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
            layers.Conv2D(2, 1, groups=2, name="first"),
            layers.GaussianNoise(0.1, name="second"),
            layers.Dense(1, activation="hard_sigmoid", name="third"),
        ]
    )
    with pytest.raises(UnsupportedModelError) as caught:
        translated(model)
    lines = str(caught.value).splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "layer 'first'",
        "layer 'second'",
        "layer 'third'",
    ]


def test_the_same_tensor_twice_is_refused() -> None:
    """TensorFlow.js's executor frees it too early."""
    keras = models.seeded_keras()
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Add(name="sum")([x, x]))
    with pytest.raises(UnsupportedModelError, match=r"'sum' .Add.: takes the same tensor twice"):
        translated(model)


def test_a_call_with_more_than_tensors_is_refused() -> None:
    """Arguments such as training=True would be lost."""
    keras = models.seeded_keras()
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Dropout(0.5, name="drop")(x, training=True))
    with pytest.raises(UnsupportedModelError, match="called with more than its input tensors"):
        translated(model)


def test_an_unknown_setting_is_refused() -> None:
    """A key that no handler knows may change the result, so it is never dropped."""
    graph = read_keras_model(models.one_layer(lambda layers: layers.Dense(1, name="it"), (2,)))
    graph.layers[1].config["sharpness"] = 3  # type: ignore[index]
    with pytest.raises(UnsupportedModelError, match=r"settings not known here: sharpness=3"):
        translate(graph)


def test_a_second_handler_for_a_class_is_refused() -> None:
    """Two files cannot claim the same layer."""
    assert "Dense" in handlers()
    with pytest.raises(ValueError, match="two handlers for Dense"):
        handles("Dense")(handlers()["Dense"])


def test_hard_sigmoid_is_not_exact() -> None:
    """Keras 3 and TensorFlow.js compute it by different formulas."""
    assert not EXACT_ACTIVATIONS & {"hard_sigmoid", "hard_silu", "leaky_relu"}
