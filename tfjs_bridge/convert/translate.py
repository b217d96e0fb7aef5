"""A `Graph` to what TensorFlow.js loads: one topology and its named weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from tfjs_bridge.artifact.metadata import TensorSpec
from tfjs_bridge.artifact.weights import DTYPES, NAME_PATTERN, NamedWeight
from tfjs_bridge.convert.config import ConfigReader, class_and_config
from tfjs_bridge.convert.graph import Call, Graph, Layer, TensorRef
from tfjs_bridge.convert.handlers import TfjsLayer, handlers
from tfjs_bridge.convert.refusals import unknown_class
from tfjs_bridge.errors import UnsupportedModelError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class LayersModel:
    """A model in TensorFlow.js's layers format, before it is written.

    Attributes:
        name: The model's name.
        topology: ``{"class_name": "Functional", "config"}`` in the form of Keras 2.
        weights: In the order of the layers' names, and of TensorFlow.js within a layer.
        inputs: Name, shape and dtype of each input.
        outputs: The same of each output.
        parameters: Count of the weights' values.
    """

    name: str
    topology: dict[str, Any]
    weights: tuple[NamedWeight, ...]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    parameters: int


def translate(graph: Graph) -> LayersModel:
    """Translate every layer.

    Raises:
        UnsupportedModelError: With one line for each layer that TensorFlow.js cannot express.
    """
    translated = dict(_collect(graph.layers, _translate_layer))
    layers = {layer.name: layer for layer in graph.layers}
    return LayersModel(
        name=graph.name,
        topology=_topology(graph, translated),
        weights=tuple(_named_weights(translated)),
        inputs=tuple(_input_spec(layers[ref.layer]) for ref in graph.inputs),
        outputs=graph.output_specs,
        parameters=graph.parameters,
    )


def _collect(items: tuple[Layer, ...], function: Callable[[Layer], T]) -> Iterator[T]:
    """Apply `function` to all items, and only then report all that were refused."""
    refusals = []
    for item in items:
        try:
            yield function(item)
        except UnsupportedModelError as refusal:
            refusals.append(str(refusal))
    if refusals:
        raise UnsupportedModelError("\n".join(refusals))


def _translate_layer(layer: Layer) -> tuple[str, TfjsLayer]:
    handler = handlers().get(layer.class_name)
    if handler is None:
        raise UnsupportedModelError(unknown_class(layer.label))
    if not NAME_PATTERN.match(layer.name):
        raise UnsupportedModelError(
            f"{layer.label}: TensorFlow.js cannot load weights under this name; expected letters, "
            f"digits and -._/ after a first letter or digit. Rename the layer."
        )
    _check_calls(layer)
    config = ConfigReader(layer.label, layer.config)
    config.ignore("name")
    if layer.class_name != "InputLayer":
        _require_float32(layer, config.take("dtype"))
    translated = handler(layer, config)
    config.finish()
    return layer.name, translated


def _check_calls(layer: Layer) -> None:
    for call in layer.calls:
        if len(set(call.inputs)) < len(call.inputs):
            # The executor frees such a tensor too early when another layer needs it as well.
            raise UnsupportedModelError(
                f"{layer.label}: takes the same tensor twice, which TensorFlow.js cannot run "
                f"reliably. Pass one of them through Activation('linear')."
            )


def _require_float32(layer: Layer, dtype: Any) -> None:
    name, config = class_and_config(dtype)
    if config.get("name", name) != "float32":
        raise UnsupportedModelError(
            f"{layer.label}: TensorFlow.js computes in float32; expected dtype float32, got "
            f"{config.get('name', name)}. Save the model in float32."
        )


def _topology(graph: Graph, translated: dict[str, TfjsLayer]) -> dict[str, Any]:
    return {
        "class_name": "Functional",
        "config": {
            "name": graph.name,
            "trainable": True,
            "layers": [_layer_entry(layer, translated[layer.name]) for layer in graph.layers],
            "input_layers": [_reference(ref) for ref in graph.inputs],
            "output_layers": [_reference(ref) for ref in graph.outputs],
        },
    }


def _layer_entry(layer: Layer, translated: TfjsLayer) -> dict[str, Any]:
    return {
        "class_name": translated.class_name,
        "name": layer.name,
        "config": {"name": layer.name, "dtype": "float32"} | dict(translated.config),
        "inbound_nodes": [_node(call) for call in layer.calls if call.inputs],
    }


def _node(call: Call) -> list[list[Any]]:
    return [[*_reference(ref), {}] for ref in call.inputs]


def _reference(ref: TensorRef) -> list[Any]:
    return [ref.layer, ref.call, ref.output]


def _named_weights(translated: dict[str, TfjsLayer]) -> Iterator[NamedWeight]:
    # tensorflowjs's converter goes through the layers by name; in its order the bytes are the same.
    for name, layer in sorted(translated.items()):
        for weight, value in layer.weights.items():
            if value.dtype.name not in DTYPES:
                raise UnsupportedModelError(
                    f"layer '{name}' ({layer.class_name}): weight '{weight}' cannot be stored; "
                    f"expected one of {', '.join(DTYPES)}, got {value.dtype.name}. Save the model "
                    f"in float32."
                )
            yield NamedWeight(f"{name}/{weight}", value)


def _input_spec(layer: Layer) -> TensorSpec:
    return TensorSpec(layer.name, tuple(layer.config["batch_shape"]), layer.config["dtype"])
