"""Front-end: a live Keras 3 model to a `Graph`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.metadata import TensorSpec
from tfjs_bridge.convert.graph import Call, Graph, Layer, Shape, TensorRef
from tfjs_bridge.convert.refusals import python_model
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import without_tensorflow


def read_keras_model(model: Any) -> Graph:
    """Read a built Sequential or functional Keras 3 model.

    Args:
        model: A `keras.Model`; it is not changed.

    Raises:
        UnsupportedModelError: It is subclassed, not built, or nested, or calls a layer in a way
            that cannot be expressed.
    """
    if type(model).__name__ not in ("Sequential", "Functional"):
        label = f"model '{getattr(model, 'name', model)}' ({type(model).__name__})"
        raise UnsupportedModelError(python_model(label))
    if not model.built or not model.inputs:
        raise UnsupportedModelError(
            f"model '{model.name}': not built, so its shapes are unknown. Begin it with "
            f"keras.Input(shape=...)."
        )
    with without_tensorflow():
        config = model.get_config()
    layers = {layer.name: layer for layer in model.layers}
    if "input_layers" in config:
        graph_layers = tuple(_functional_layers(config, layers))
        inputs, outputs = (_refs(config[key]) for key in ("input_layers", "output_layers"))
    else:
        graph_layers = tuple(_sequential_layers(config, layers))
        inputs, outputs = (TensorRef(graph_layers[0].name),), (TensorRef(graph_layers[-1].name),)
    specs = tuple(
        TensorSpec(ref.layer, tuple(tensor.shape), str(tensor.dtype))
        for ref, tensor in zip(outputs, model.outputs, strict=True)
    )
    return Graph(model.name, graph_layers, inputs, outputs, specs)


def _sequential_layers(config: dict[str, Any], layers: dict[str, Any]) -> Iterator[Layer]:
    first, *rest = config["layers"]
    ref = TensorRef(first["config"]["name"])
    shape: Shape = tuple(first["config"]["batch_shape"])
    yield Layer("InputLayer", ref.layer, first["config"], {}, (Call((), ()),))
    for entry in rest:
        layer = layers[entry["config"]["name"]]
        yield _layer(entry, layer, (Call((ref,), (shape,)),))
        shape = tuple(layer.compute_output_shape(shape))
        ref = TensorRef(layer.name)


def _functional_layers(config: dict[str, Any], layers: dict[str, Any]) -> Iterator[Layer]:
    for entry in config["layers"]:
        label = f"layer '{entry['name']}' ({entry['class_name']})"
        calls = tuple(_call(label, node) for node in entry["inbound_nodes"])
        yield _layer(entry, layers.get(entry["name"]), calls or (Call((), ()),))


def _layer(entry: dict[str, Any], layer: Any, calls: tuple[Call, ...]) -> Layer:
    class_name, config = entry["class_name"], entry["config"]
    weights = {} if layer is None else _weights(layer)
    return Layer(class_name, config["name"], config, weights, calls)


def _weights(layer: Any) -> dict[str, npt.NDArray[Any]]:
    # By the variable's own name within the layer: its path changes between building, loading and
    # calling.
    return {variable.name: np.asarray(variable) for variable in layer.weights}


def _call(label: str, node: dict[str, Any]) -> Call:
    settings = {key: value for key, value in node["kwargs"].items() if value not in (None, False)}
    tensors = list(_tensors(node["args"]))
    if settings or len(node["args"]) != 1 or not tensors:
        raise UnsupportedModelError(
            f"{label}: called with more than its input tensors, which is not supported; got "
            f"{settings or node['args']!r:.200}. Call it with tensors alone."
        )
    return Call(
        tuple(TensorRef(*tensor["keras_history"]) for tensor in tensors),
        tuple(tuple(tensor["shape"]) for tensor in tensors),
    )


def _tensors(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _tensors(item)
    elif isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        yield value["config"]


def _refs(value: Any) -> tuple[TensorRef, ...]:
    """Keras writes one reference flat since 3.12, and several as a list."""
    if isinstance(value, dict):
        raise UnsupportedModelError(
            "model: inputs or outputs in a dict are not supported; expected a tensor or a list. "
            "Rebuild it with keras.Model([inputs], [outputs])."
        )
    if value and isinstance(value[0], str):
        return (TensorRef(*value),)
    return tuple(TensorRef(*item) for item in value)
