"""Translate a model's configuration in Keras 2 to the one that Keras 3 would have saved of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.legacy.functions import OWN_CLASSES, serialized_function
from tfjs_bridge.convert.files.legacy.names import is_layer, own_name, plain_name
from tfjs_bridge.convert.files.legacy.nodes import Nodes
from tfjs_bridge.convert.files.legacy.pruning import pruned, used_outputs
from tfjs_bridge.convert.files.legacy.settings import is_foreign_function, keras3_settings
from tfjs_bridge.convert.files.legacy.tensorflow.layer import CLASS_NAME
from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, lookup
from tfjs_bridge.convert.keras_classes import MODELS, keras_class
from tfjs_bridge.convert.layers_model.handlers import supported
from tfjs_bridge.errors import ArtifactError

# `BatchNormalization` was a name for one of these, by the version of TensorFlow.
_RENAMED = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
}
_OPERATIONS = frozenset({"TFOpLambda", "SlicingOpLambda"})
# They add to the loss and to the metrics, and return what they are given (base_layer.py).
_OF_TRAINING = frozenset({"AddLoss", "AddMetric"})
_LAYERS_WITHIN = ("layer", "backward_layer", "cell", "cells")


Takes = Callable[[str], bool]


def keras3_config(
    model: Mapping[str, Any], takes: Takes | None = None, others: Collection[str] = ()
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Translate a whole model.

    Args:
        model: ``{"class_name", "config"}`` as Keras 2 saves it.
        takes: Whether layers of a class may be in the model; nothing of others is handed on. By
            default those that the layers format supports, and no functions but Keras's.
        others: Classes that may be there beside those.

    Returns:
        The same as a `.keras` file holds it, and refusals of what has no form there, one line
        each. Classes that cannot be exported are left for the check of the configuration.
    """
    translation = _Translation([], takes, others)
    return translation.model(model), tuple(dict.fromkeys(translation.refusals))


def keras3_form(
    path: Path,
    model: Mapping[str, Any],
    takes: Takes | None = None,
    others: Collection[str] = (),
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Translate a whole model from a file; see `keras3_config`.

    Raises:
        ArtifactError: It is not one that Keras 2 writes.
    """
    try:
        return keras3_config(model, takes, others)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise ArtifactError(
            f"{path}: the model's configuration is not one that Keras 2 writes "
            f"({type(error).__name__}: {error}). Save the model again."
        ) from error


class _Translation:
    def __init__(self, refusals: list[str], takes: Takes | None, others: Collection[str]) -> None:
        self.refusals = refusals
        self._others = others
        self._takes = takes or supported().__contains__
        self._takes_functions = takes is not None

    def model(
        self, entry: Mapping[str, Any], wanted: Collection[int] | None = None
    ) -> dict[str, Any]:
        """Translate a model; of a nested functional one, only the `wanted` outputs matter."""
        config = entry["config"]
        if entry["class_name"] == "Sequential":
            return _serialized("keras", "Sequential", self._sequential(entry, config))
        # A subclassed model has no graph, nor anything else that could be translated: the check of
        # the configuration refuses it by its class.
        if not isinstance(config, dict) or "input_layers" not in config:
            return _serialized("keras", str(entry["class_name"]), {})
        settings = self._functional(pruned(config, wanted))
        return _serialized("keras.src.models.functional", "Functional", settings)

    def _sequential(self, entry: Mapping[str, Any], config: Any) -> dict[str, Any]:
        entries = config if isinstance(config, list) else config["layers"]
        settings = config if isinstance(config, dict) else {}
        layers = [self.layer(each) for each in entries]
        first = _first_input(entries[0]) if entries else None
        # Keras 2 lets the first layer name the shape; to Keras 3 the input is a layer by itself.
        if first is not None and entries[0]["class_name"] != "InputLayer":
            layers.insert(0, _serialized("keras.layers", "InputLayer", first))
        return {
            "name": plain_name(settings.get("name") or entry.get("name") or "sequential"),
            "trainable": settings.get("trainable", True),
            "dtype": "float32",
            "layers": layers,
            "build_input_shape": settings.get("build_input_shape"),
        }

    def _functional(self, config: Mapping[str, Any]) -> dict[str, Any]:
        nodes = Nodes(config)
        layers = []
        for entry in config["layers"]:
            name = plain_name(entry["name"])
            given = entry.get("inbound_nodes", [])
            if entry["class_name"] in _OPERATIONS:
                layer = self._operation(entry)
                calls = [nodes.function_call(node) for node in given]
            else:
                is_model = entry["class_name"] in MODELS
                used = used_outputs(config, entry["name"]) if is_model else None
                layer = self.model(entry, used) if is_model else self.layer(entry)
                calls = [nodes.call(entry, node) for node in given]
            layers.append({**layer, "name": name, "inbound_nodes": calls})
        return {
            "name": plain_name(config["name"]),
            "trainable": config.get("trainable", True),
            "layers": layers,
            "input_layers": nodes.outputs(config["input_layers"]),
            "output_layers": nodes.outputs(config["output_layers"]),
        }

    def layer(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Translate a layer that is called like any other, or one within another."""
        class_name = str(entry["class_name"])
        if class_name in MODELS:
            return self.model(entry)
        class_name, config = _RENAMED.get(class_name, class_name), dict(entry["config"])
        config["name"] = plain_name(config.get("name") or entry.get("name"))
        if class_name == "InputLayer":
            return _serialized("keras.layers", class_name, self._input(config))
        if class_name in _OF_TRAINING:
            return _serialized("keras.layers", "Identity", {"name": config["name"]})
        if not (self._takes(class_name) or class_name in self._others):
            # Nothing of what the file says of it is handed on; the check names and refuses it.
            return _serialized("keras.layers", class_name, {"name": config["name"]})
        for key in _LAYERS_WITHIN:
            if key in config:
                config[key] = self._within(config[key])
        for key in ("activation", "recurrent_activation"):
            if key in config:
                config[key] = self._activation(config[key])
        settings, problems = keras3_settings(class_name, config)
        for problem in problems:
            self._refuse(config["name"], class_name, problem)
        layer = _serialized(keras_class(class_name).module, class_name, settings)
        return layer | ({"registered_name": class_name} if class_name in OWN_CLASSES else {})

    def _activation(self, value: Any) -> Any:
        if is_layer(value):
            return self.layer(value)
        if self._takes_functions and is_foreign_function(value):
            return serialized_function(value)
        return value

    def _within(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._within(item) for item in value]
        return None if value is None else self.layer(value)

    def _input(self, config: Mapping[str, Any]) -> dict[str, Any]:
        if config.get("ragged"):
            self._refuse(config["name"], "InputLayer", "takes ragged tensors; expected dense ones")
        return {
            "name": config["name"],
            "batch_shape": config["batch_input_shape"],
            "dtype": config.get("dtype") or "float32",
            "sparse": bool(config.get("sparse")),
        }

    def _operation(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Translate a call of a function of TensorFlow, carried out where Keras connects it."""
        name, function = plain_name(entry["name"]), str(entry["config"].get("function"))
        if entry["class_name"] == "SlicingOpLambda":
            function = "__operators__.getitem"
        if lookup(function) is None:
            self.refusals.append(str(FunctionCall(name, function).refuse_function()))
        layer = _serialized("keras.layers", CLASS_NAME, {"name": name, "function": function})
        return {**layer, "registered_name": CLASS_NAME}

    def _refuse(self, name: str, class_name: str, problem: str) -> None:
        self.refusals.append(
            f"layer '{name}' ({class_name}): {problem}. Replace it with what Keras 3 has as "
            f"well (docs/layers.md lists what is supported)."
        )


def _serialized(module: str, class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    return {"module": module, "class_name": class_name, "config": config, "registered_name": None}


def _first_input(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return settings of the input that a Sequential model's first layer implies."""
    config = entry["config"]
    shape = config.get("batch_input_shape") if isinstance(config, dict) else None
    # A Sequential model may begin with another one, which names it in turn.
    if shape is None and entry["class_name"] in MODELS:
        layers = config if isinstance(config, list) else config.get("layers", [])
        inner = _first_input(layers[0]) if layers else None
        return None if inner is None else {**inner, "name": f"{_name(entry)}_input"}
    if shape is None:
        return None
    dtype = config.get("dtype")
    name = _name(entry)
    return {
        "name": name if entry["class_name"] == "InputLayer" else f"{name}_input",
        "batch_shape": shape,
        # Of an Embedding this is float32 too, the dtype of its outputs: Keras 2 casts.
        "dtype": dtype if dtype in ("int32", "int64", "uint8", "bool", "string") else "float32",
        "sparse": False,
    }


def _name(entry: Mapping[str, Any]) -> str:
    return plain_name(own_name(entry["config"]) or entry.get("name") or "model")
