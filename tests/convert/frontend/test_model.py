"""The front-end: what a live Keras model becomes in the graph form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tfjs_bridge.convert.frontend.graph import Spec, TensorRef
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.errors import UnsupportedModelError, UsageError


def test_a_sequential_model_is_a_chain() -> None:
    """Each layer takes the one before it, and the shapes are known."""
    graph = read_keras_model(models.cnn())
    assert [layer.class_name for layer in graph.layers][:3] == [
        "InputLayer",
        "Conv2D",
        "MaxPooling2D",
    ]
    (call,) = graph.layers[2].calls
    assert (call.args, call.kwargs) == ((TensorRef("conv2d"),), {})
    assert call.outputs == (Spec((None, 13, 13, 32), "float32"),)
    assert graph.inputs == (TensorRef("image"),)
    assert graph.outputs == (TensorRef("probabilities"),)
    assert graph.spec(graph.outputs[0]) == Spec((None, 10), "float32")
    assert graph.parameters == 60_554


def test_a_shared_layer_has_several_calls() -> None:
    """And the graph's inputs and outputs keep the model's order."""
    graph = read_keras_model(models.branches())
    layers = {layer.name: layer for layer in graph.layers}
    assert [call.args for call in layers["shared"].calls] == [
        (TensorRef("largest"),),
        (TensorRef("mean"),),
    ]
    assert layers["both"].calls[0].args == (
        [TensorRef("shared", 0), TensorRef("shared", 1), TensorRef("point")],
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


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(subclassed, r"\(Mine\): its calculation is Python code", id="subclassed"),
        pytest.param(unbuilt, "'unbuilt': not built, so its shapes are unknown", id="unbuilt"),
    ],
)
def test_what_has_no_graph_is_refused(make: Any, message: str) -> None:
    """With the way out."""
    with pytest.raises(UnsupportedModelError, match=message):
        read_keras_model(make(models.seeded_keras()))


def nested(keras: Any) -> Any:
    """A model within a model, whose sizes are open until it is called; called twice."""
    inner_input = keras.Input((None, 2), name="steps")
    inner = keras.Model(inner_input, keras.layers.Dense(3, name="dense")(inner_input), name="inner")
    long, short = keras.Input((5, 2), name="long"), keras.Input((4, 2), name="short")
    return keras.Model([long, short], [inner(inner_call) for inner_call in (long, short)])


def test_a_nested_model_has_the_shapes_of_each_call() -> None:
    """And its weights once."""
    graph = read_keras_model(nested(models.seeded_keras()))
    (inner,) = (layer for layer in graph.layers if layer.name == "inner")
    graphs = [call.graph for call in inner.calls]
    assert [g and g.spec(g.outputs[0]).shape for g in graphs] == [(None, 5, 3), (None, 4, 3)]
    assert graph.parameters == 2 * 3 + 3
    assert graph.outputs == (TensorRef("inner", 0), TensorRef("inner", 1))


def test_dicts_keep_their_names() -> None:
    """Inputs by their layers, outputs by their keys."""
    keras = models.seeded_keras()
    a, b = keras.Input((1,), name="a"), keras.Input((1,), name="b")
    dense = keras.layers.Dense(1, name="dense")
    model = keras.Model({"b": b, "a": a}, {"second": dense(b), "first": dense(a)})
    graph = read_keras_model(model)
    assert [ref.layer for ref in graph.inputs] == ["a", "b"]
    assert graph.output_names == ("first", "second")


def sequence(keras: Any) -> Any:
    x = keras.Input((None, 2), name="steps")
    return keras.Model(x, keras.layers.Dense(3)(x))


@pytest.mark.parametrize(
    "shapes", [pytest.param({"steps": (7, 2)}, id="named"), pytest.param({"": (7, 2)}, id="only")]
)
def test_open_sizes_can_be_given(shapes: dict[str, tuple[int, ...]]) -> None:
    """They reach every layer."""
    graph = read_keras_model(sequence(models.seeded_keras()), shapes)
    assert graph.spec(graph.inputs[0]).shape == (None, 7, 2)
    assert graph.spec(graph.outputs[0]).shape == (None, 7, 3)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        pytest.param({"x": (7, 2)}, "has no input 'x'; expected one of steps", id="name"),
        pytest.param({"": (7, 3)}, r"\[7, 3\] does not fit input 'steps'", id="size"),
        pytest.param({"": (7,)}, r"expected a shape like \[None, 2\]", id="rank"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(
    shapes: dict[str, tuple[int, ...]], message: str
) -> None:
    """Naming what the input is."""
    with pytest.raises(UsageError, match=message):
        read_keras_model(sequence(models.seeded_keras()), shapes)


def test_first_arguments_may_be_named() -> None:
    """Layers, operations and nested models are read as if called without the name."""
    keras = models.seeded_keras()
    x = keras.Input((4, 3), name="x")
    nested = keras.Sequential([keras.Input((4, 3)), keras.layers.Dense(3)])
    y = keras.layers.LSTM(3, return_sequences=True)(sequences=keras.layers.ReLU()(inputs=x))
    model = keras.Model(x, keras.ops.add(x1=nested(inputs=y), x2=x))
    calls = {layer.class_name: layer.calls[0] for layer in read_keras_model(model).layers}
    assert all(calls[name].args for name in ("ReLU", "LSTM", "Sequential", "ops.Add"))
    assert not calls["LSTM"].kwargs


def test_running_a_stateful_model_begins_at_zero_and_leaves_its_states() -> None:
    """So that golden vectors are the same each time, and a live model goes on as it was."""
    keras = models.seeded_keras()
    layer = keras.layers.LSTM(3, stateful=True)
    model = keras.Sequential([keras.Input(batch_shape=(2, 4, 3)), layer])
    x = np.random.default_rng(0).normal(size=(2, 4, 3)).astype(np.float32)
    first = np.asarray(model(x))
    states = [np.array(state) for state in layer.states]
    for _ in range(2):
        np.testing.assert_array_equal(run_keras_model(model, [x])[0], first)
    np.testing.assert_array_equal([np.array(state) for state in layer.states], states)
