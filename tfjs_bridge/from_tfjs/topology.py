"""Read the topology of a TensorFlow.js layers model: its layers, and which is called with what.

Keys are in snake case already (`artifact.plain_model`); values are as they were saved, camel case
or snake case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tfjs_bridge.errors import ArtifactError

MODELS = frozenset({"Sequential", "Functional", "Model"})
"""TensorFlow.js's classes of models; the last two are one."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A tensor: one output of one call of a layer.

    Attributes:
        layer: Its name.
        node: Number of the call. A model within a model has call 0 of its own, on its own inputs.
        index: Number of the output.
    """

    layer: str
    node: int
    index: int


Call = tuple[Ref, ...]
"""What a layer is called with: tensors, in order."""


# Compared by identity: two models may hold layers that look alike.
@dataclass(frozen=True, slots=True, eq=False)
class LayerSpec:
    """One layer.

    Attributes:
        class_name: TensorFlow.js's.
        name: Its own, which its weights are found by.
        config: Its settings, keys in snake case.
        calls: In the order of the file.
        model: What it holds, if it is a model.
    """

    class_name: str
    name: str
    config: Mapping[str, Any]
    calls: tuple[Call, ...] = ()
    model: ModelSpec | None = None

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"layer '{self.name}' ({self.class_name})"


@dataclass(frozen=True, slots=True, eq=False)
class ModelSpec:
    """A model: a graph of layers.

    Attributes:
        name: Its own.
        is_sequential: Whether it was saved as a row of layers.
        layers: In the order of the file, inputs among them.
        inputs: Of the model, in order.
        outputs: Likewise.
    """

    name: str
    is_sequential: bool
    layers: tuple[LayerSpec, ...]
    inputs: tuple[Ref, ...]
    outputs: tuple[Ref, ...]

    def walk(self) -> Iterator[LayerSpec]:
        """Yield all layers, those of models within it as well."""
        for layer in self.layers:
            yield layer
            if layer.model is not None:
                yield from layer.model.walk()


@dataclass(slots=True)
class TopologyReader:
    """Reads models, and gives names to layers without one, as TensorFlow.js does.

    Attributes:
        label: The file, for messages.
    """

    label: str
    _unnamed: Counter[str] = field(default_factory=Counter)

    def model(self, entry: Any) -> ModelSpec:
        """Read ``{"class_name", "config"}`` of a model.

        Raises:
            ArtifactError: It is not one that TensorFlow.js writes.
        """
        try:
            return self._model(entry)
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise ArtifactError(
                f"{self.label}: the topology is not one that TensorFlow.js writes "
                f"({type(error).__name__}: {error}). Save or convert the model again."
            ) from error

    def layer(self, entry: Any) -> LayerSpec:
        """Read ``{"class_name", "config"}`` of a layer that another one holds.

        Raises:
            ArtifactError: It is not one that TensorFlow.js writes.
        """
        try:
            return self._layer(entry)
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise ArtifactError(
                f"{self.label}: holds what is not a layer ({type(error).__name__}: {error}). "
                f"Save or convert the model again."
            ) from error

    def _model(self, entry: Mapping[str, Any]) -> ModelSpec:
        config = entry["config"]
        if entry["class_name"] == "Sequential":
            return self._sequential(config)
        layers = tuple(self._layer(each) for each in config["layers"])
        _require_unique(self.label, layers)
        inputs, outputs = (_refs(config[key]) for key in ("input_layers", "output_layers"))
        return ModelSpec(str(config["name"]), False, layers, inputs, outputs)

    def _sequential(self, config: Any) -> ModelSpec:
        entries = config if isinstance(config, list) else config["layers"]
        name = None if isinstance(config, list) else config.get("name")
        layers = [self._layer(each) for each in entries]
        if not layers:
            raise ValueError("a Sequential model without layers")
        first = layers[0]
        if first.class_name != "InputLayer":
            layers.insert(0, _implied_input(first))
        for number, layer in enumerate(layers[1:], start=1):
            before = layers[number - 1]
            layers[number] = replace(layer, calls=((_own_output(before),),))
        _require_unique(self.label, layers)
        ends = (Ref(layers[0].name, 0, 0),), (_own_output(layers[-1]),)
        return ModelSpec(str(name or self._name("Sequential")), True, tuple(layers), *ends)

    def _layer(self, entry: Mapping[str, Any]) -> LayerSpec:
        class_name, config = str(entry["class_name"]), entry["config"]
        calls = tuple(_call(node) for node in entry.get("inbound_nodes") or ())
        if class_name in MODELS:
            model = self._model(entry)
            own = config.get("name") if isinstance(config, dict) else None
            name = str(own or entry.get("name") or model.name)
            return LayerSpec(class_name, name, {}, calls, replace(model, name=name))
        name = str(config.get("name") or entry.get("name") or self._name(class_name))
        if class_name == "InputLayer" and "batch_shape" in config:
            raise ArtifactError(
                f"{self.label}: its topology is Keras 3's, which TensorFlow.js cannot load; "
                f"expected that of Keras 2, whose inputs have a batch_input_shape. Take the Keras "
                f"model that this was converted from, and export it with tfjs-bridge."
            )
        # container.ts, `fromConfig`: layers wait for one another by both names.
        if entry.get("name", name) != name:
            raise ValueError(f"layer '{entry['name']}' has another name in its config, '{name}'")
        return LayerSpec(class_name, name, dict(config), calls)

    def _name(self, class_name: str) -> str:
        # topology.ts, `constructor` of Layer.
        self._unnamed[class_name] += 1
        snake = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", class_name)
        snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", snake).lower()
        return f"{snake}_{class_name}{self._unnamed[class_name]}"


def _own_output(layer: LayerSpec) -> Ref:
    # The first call of a model within a model is number 1.
    return Ref(layer.name, 0 if layer.model is None else 1, 0)


def _implied_input(first: LayerSpec) -> LayerSpec:
    """Return the input that a Sequential model's first layer names, as models.ts makes it."""
    shape, dtype = input_shape(first), first.config.get("dtype") or "float32"
    if first.model is not None:
        inner = next(
            each for each in first.model.layers if each.name == first.model.inputs[0].layer
        )
        shape, dtype = input_shape(inner), inner.config.get("dtype") or "float32"
    if shape is None:
        raise ValueError(f"{first.label} is the first and has no batch_input_shape")
    config = {"batch_input_shape": shape, "dtype": dtype}
    return LayerSpec("InputLayer", f"{first.name}_input", config)


def input_shape(layer: LayerSpec) -> list[int | None] | None:
    """Return the shape that a layer names for its input, the batch first; `None` without one."""
    config = layer.config
    if config.get("batch_input_shape") is not None:
        return list(config["batch_input_shape"])
    batch = config.get("batch_size")
    if config.get("input_shape") is not None:
        return [batch, *config["input_shape"]]
    if layer.class_name == "Dense" and config.get("input_dim") is not None:
        return [batch, config["input_dim"]]
    if layer.class_name == "Embedding":
        length = config.get("input_length")
        return [batch, *(length if isinstance(length, list) else [length])]
    return None


def _refs(value: Any) -> tuple[Ref, ...]:
    if value and isinstance(value[0], str):  # a single one, as Keras 3 writes it
        value = [value]
    return tuple(_ref(item) for item in value)


def _call(node: Any) -> Call:
    if not isinstance(node, list):
        raise TypeError(f"a call is not a list: {str(node)[:60]}")
    return tuple(_ref(item) for item in node)


def _ref(item: Any) -> Ref:
    name, node, index = item[:3]
    if not isinstance(name, str) or type(node) is not int or type(index) is not int:
        raise TypeError(f"not a tensor of a layer: {str(item)[:60]}")
    return Ref(name, node, index)


def _require_unique(label: str, layers: Any) -> None:
    counts = Counter(layer.name for layer in layers)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        raise ArtifactError(
            f"{label}: two layers have one name; expected each name once, got '{twice[0]}' "
            f"{counts[twice[0]]} times. Save or convert the model again."
        )
