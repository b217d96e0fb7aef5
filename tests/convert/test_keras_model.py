"""The front-end: what a live Keras model becomes in the graph form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tfjs_bridge.artifact.metadata import TensorSpec
from tfjs_bridge.convert.graph import Call, TensorRef
from tfjs_bridge.convert.keras_model import read_keras_model
from tfjs_bridge.errors import UnsupportedModelError


def test_a_sequential_model_is_a_chain() -> None:
    """Each layer takes the one before it, and the shapes are known."""
    graph = read_keras_model(models.cnn())
    assert [layer.class_name for layer in graph.layers][:3] == [
        "InputLayer",
        "Conv2D",
        "MaxPooling2D",
    ]
    assert graph.layers[2].calls == (Call((TensorRef("conv2d"),), ((None, 26, 26, 32),)),)
    assert graph.inputs == (TensorRef("image"),)
    assert graph.outputs == (TensorRef("probabilities"),)
    assert graph.output_specs == (TensorSpec("probabilities", (None, 10), "float32"),)
    assert graph.parameters == 60_554


def test_a_shared_layer_has_several_calls() -> None:
    """And the graph's inputs and outputs keep the model's order."""
    graph = read_keras_model(models.branches())
    layers = {layer.name: layer for layer in graph.layers}
    assert [call.inputs for call in layers["shared"].calls] == [
        (TensorRef("largest"),),
        (TensorRef("mean"),),
    ]
    assert layers["both"].calls[0].inputs == (
        TensorRef("shared", 0),
        TensorRef("shared", 1),
        TensorRef("point"),
    )
    assert graph.inputs == (TensorRef("picture"), TensorRef("point"))
    assert graph.outputs == (TensorRef("chance"), TensorRef("both"))
    assert list(layers["norm"].weights) == ["gamma", "beta", "moving_mean", "moving_variance"]


def subclassed(keras: Any) -> Any:
    class Mine(keras.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x

    return Mine()


def unbuilt(keras: Any) -> Any:
    return keras.Sequential([keras.layers.Dense(1)], name="unbuilt")


def with_dict_inputs(keras: Any) -> Any:
    a = keras.Input((1,), name="a")
    return keras.Model({"a": a}, keras.layers.Dense(1)(a))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(subclassed, r"\(Mine\): its calculation is Python code", id="subclassed"),
        pytest.param(unbuilt, "'unbuilt': not built, so its shapes are unknown", id="unbuilt"),
        pytest.param(with_dict_inputs, "in a dict are not supported", id="dict inputs"),
    ],
)
def test_what_has_no_graph_is_refused(make: Any, message: str) -> None:
    """With the way out."""
    with pytest.raises(UnsupportedModelError, match=message):
        read_keras_model(make(models.seeded_keras()))
