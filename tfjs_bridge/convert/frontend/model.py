"""Front-end: a live Keras 3 model to a `Graph`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.calls import (
    arguments,
    filled,
    named_refs,
    nodes_in_order,
    with_true_shape,
)
from tfjs_bridge.convert.frontend.dynamic_batch import (
    has_dynamic_batch,
    is_stateful,
    with_dynamic_batch,
)
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Shape, Spec, TensorRef
from tfjs_bridge.convert.frontend.inputs import input_names, keras_tensor, model_inputs
from tfjs_bridge.convert.keras_classes import is_graph, keras_class
from tfjs_bridge.convert.refusals import not_built, python_model
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow


def read_keras_model(model: Any, input_shapes: Mapping[str, Shape] | None = None) -> Graph:
    """Read a built Sequential or functional Keras 3 model.

    Args:
        model: A `keras.Model`; it is not changed.
        input_shapes: Shapes without the batch for inputs whose sizes are not fixed, by their names;
            ``""`` names a model's only input.

    Raises:
        UnsupportedModelError: It is subclassed or not built.
        UsageError: A given shape names no input, or does not fit it.
    """
    if not is_graph(model):
        label = f"model '{getattr(model, 'name', model)}' ({type(model).__name__})"
        raise UnsupportedModelError(python_model(label))
    if not model.built or not model.inputs:
        raise UnsupportedModelError(not_built(model.name))
    # Custom layers are run on memory that was never written, to learn shapes.
    with without_tensorflow(), np.errstate(all="ignore"):
        config = model.get_config()
        inputs = model_inputs(model, config, input_shapes or {})
        return _for_any_batch(model, inputs) or _Reader(model).graph(model, config, inputs)


def _for_any_batch(model: Any, inputs: Sequence[Any]) -> Graph | None:
    """Read a model of a fixed batch size without it; `None` where its layers depend on it."""
    # A stateful layer has to know the batch size in TensorFlow.js too (layers/recurrent.ts,
    # `resetStates`).
    if all(x.shape[:1] == (None,) for x in inputs) or is_stateful(model):
        return None
    try:
        graph = _Reader(model).graph(model, model.get_config(), with_dynamic_batch(inputs))
    except Exception:  # Keras raises anything; then it takes that batch size only
        return None
    return graph if has_dynamic_batch(graph) else None


class _Reader:
    """Reads models by running them on shapes alone; each weight is read once."""

    def __init__(self, model: Any) -> None:
        self._keras = load_keras()
        frozen = (layer for layer in model._flatten_layers() if not layer.trainable)
        # Not each variable's own flag: a layer that is made frozen does not tell its children.
        self._frozen = {id(variable) for layer in frozen for variable in layer.weights}
        self._arrays: dict[int, npt.NDArray[Any]] = {}

    def graph(self, model: Any, config: dict[str, Any], inputs: Sequence[Any]) -> Graph:
        """Read a model, of this configuration, as it is when called on KerasTensors like these."""
        # Sequential models have none: each of their layers takes what the one before gives.
        if "input_layers" in config:
            return self._functional(model, config, inputs)
        return self._sequential(model, config, inputs)

    def _sequential(self, model: Any, config: dict[str, Any], inputs: Sequence[Any]) -> Graph:
        x, (name,) = inputs[0], input_names(model, config)
        layers, ref = [_input_layer(name, x)], TensorRef(name)
        entries = [e for e in config["layers"] if e["class_name"] != "InputLayer"]
        for entry, layer in zip(entries, model.layers, strict=True):
            call, results = self._call(layer, (ref,), {}, {ref: x})
            layers.append(self._layer(entry, layer, (call,), (x,)))
            ref, x = TensorRef(layer.name), results[0]
        return Graph(model.name, tuple(layers), (TensorRef(name),), (ref,), (ref.layer,))

    def _functional(self, model: Any, config: dict[str, Any], inputs: Sequence[Any]) -> Graph:
        operations = {operation.name: operation for operation in model.operations}
        refs = tuple(TensorRef(name) for name in input_names(model, config))
        values = dict(zip(refs, inputs, strict=True))
        calls: dict[TensorRef, Call] = {}
        for ref, node in nodes_in_order(config["layers"], refs):
            args, kwargs = arguments(operations[ref.layer], node)
            calls[ref], results = self._call(operations[ref.layer], args, kwargs, values)
            values |= {TensorRef(ref.layer, ref.call, k): x for k, x in enumerate(results)}
        layers = []
        for entry in config["layers"]:
            name, own = entry["name"], TensorRef(entry["name"])
            if own in refs:
                layers.append(_input_layer(name, values[own]))
                continue
            used = tuple(calls[TensorRef(name, k)] for k in range(len(entry["inbound_nodes"])))
            firsts = [next(instances((c.args, c.kwargs), TensorRef), None) for c in used]
            firsts_values = tuple(values[first] for first in firsts if first is not None)
            layers.append(self._layer(entry, operations[name], used, firsts_values))
        outputs = list(named_refs(config["output_layers"], operations))
        names = tuple(name for name, _ in outputs)
        return Graph(model.name, tuple(layers), refs, tuple(ref for _, ref in outputs), names)

    def _call(
        self, operation: Any, args: tuple[Any, ...], kwargs: dict[str, Any], values: dict[Any, Any]
    ) -> tuple[Call, list[Any]]:
        """Run an operation on shapes; return the call and its outputs as KerasTensors."""
        nothing = {name: None for name, value in kwargs.items() if value is None}
        kwargs = {name: value for name, value in kwargs.items() if value is not None}
        if "training" in kwargs and kwargs["training"] is _default_training(operation):
            del kwargs["training"]  # Keras wrote down its own default, which `predict` overrides
        # Read anew for each call: shapes differ between calls, and handlers need them.
        if is_graph(operation):
            config = operation.get_config()
            given = self._flat_inputs(config, args[0])
            inputs = [values[ref] for ref in given]
            graph = self.graph(operation, config, inputs)
            specs = tuple(graph.spec(ref) for ref in graph.outputs)
            results = [keras_tensor(spec.shape, spec.dtype, inputs[0]) for spec in specs]
            return Call((given,), kwargs, specs, graph), results
        options = filled(kwargs, values)
        if not isinstance(operation, self._keras.Layer):
            options |= nothing  # operations may require the argument, though it be None
        given = filled(args, values)
        # On shapes alone: nothing is computed, whatever the model's size.
        result = operation.compute_output_spec(*given, **options)
        results = [with_true_shape(operation, given, x) for x in self._keras.tree.flatten(result)]
        specs = tuple(Spec(tuple(x.shape), str(x.dtype)) for x in results)
        return Call(args, kwargs, specs), results

    def _flat_inputs(self, config: dict[str, Any], given: Any) -> list[TensorRef]:
        """Return what a nested model is called with, in the order of its inputs."""
        structure = config.get("input_layers")
        if isinstance(given, dict) and not isinstance(structure, dict):
            return [given[ref.layer] for _, ref in named_refs(structure, {})]
        return list(self._keras.tree.flatten(given))

    def _layer(
        self, entry: dict[str, Any], layer: Any, calls: tuple[Call, ...], inputs: tuple[Any, ...]
    ) -> Layer:
        class_name, config = entry["class_name"], _completed(layer, entry["config"])
        # The operation `Add` and the layer `Add` have the same class name.
        if str(entry.get("module")).startswith("keras.src.ops"):
            return Layer(f"ops.{class_name}", layer.name, config, {}, calls)
        if class_name == "Pipeline":
            children = self._chain(layer.layers, inputs)
        else:
            children = {
                role: self._child(class_name, child, inputs)
                for role, child in _children(class_name, layer)
            }
        own = [] if is_graph(layer) else list(_own_variables(class_name, layer))
        return Layer(
            class_name,
            layer.name,
            config,
            self._weights(layer, own),
            calls,
            children,
            bool(layer.supports_masking) and _is_default(layer.compute_mask),
            self._learned(own),
        )

    def _child(self, holder: str, layer: Any, inputs: tuple[Any, ...]) -> Layer:
        """Read a layer within another; it is called with one step, or with what its holder is."""
        entry = self._keras.saving.serialize_keras_object(layer)
        calls = []
        child_input = keras_class(holder).child_input
        if child_input == "step":
            inputs = tuple(_one_step(x) for x in inputs)
        if child_input is not None:
            calls = [self._call(layer, (_IT,), {}, {_IT: x})[0] for x in inputs]
        return self._layer(entry, layer, tuple(calls), inputs)

    def _chain(self, layers: Sequence[Any], inputs: tuple[Any, ...]) -> dict[str, Layer]:
        """Read layers of which each is called with the output of the one before."""
        children: dict[str, Layer] = {}
        for number, layer in enumerate(layers):
            entry = self._keras.saving.serialize_keras_object(layer)
            pairs = [self._call(layer, (_IT,), {}, {_IT: x}) for x in inputs]
            calls = tuple(call for call, _ in pairs)
            children[f"layer_{number}"] = self._layer(entry, layer, calls, inputs)
            inputs = tuple(results[0] for _, results in pairs)
        return children

    def _weights(self, layer: Any, own: Sequence[Any]) -> dict[str, npt.NDArray[Any]]:
        arrays = {variable.name: self._array(variable) for variable in own}
        return _with_lora(layer, arrays) if getattr(layer, "lora_enabled", False) else arrays

    def _learned(self, own: Sequence[Any]) -> frozenset[str]:
        """Return the names of trainable weights; a low-rank adaptation is part of its kernel."""
        names = {variable.name for variable in own if self._is_learned(variable)}
        if any(name.startswith("lora_") for name in names):
            names |= {"kernel", "embeddings"}
        return frozenset(names)

    def _is_learned(self, variable: Any) -> bool:
        return bool(variable.trainable) and id(variable) not in self._frozen

    def _array(self, variable: Any) -> npt.NDArray[Any]:
        # Weights that layers share stay one array, by which they are recognized later; a backend's
        # conversion may copy.
        if id(variable) not in self._arrays:
            self._arrays[id(variable)] = np.asarray(variable)
        return self._arrays[id(variable)]


_IT = TensorRef("")


def _children(class_name: str, layer: Any) -> Iterator[tuple[str, Any]]:
    for role, attribute in keras_class(class_name).children.items():
        child = getattr(layer, attribute, None)
        if isinstance(child, list | tuple):
            yield from ((f"{role}_{number}", item) for number, item in enumerate(child))
        elif child is not None:
            yield role, child


def _own_variables(class_name: str, layer: Any) -> Iterator[Any]:
    # A holder's weights are its children's too: they stay with these.
    inner = {id(v) for _, child in _children(class_name, layer) for v in child.weights}
    yield from (variable for variable in layer.weights if id(variable) not in inner)


def _completed(layer: Any, config: dict[str, Any]) -> dict[str, Any]:
    """Return a layer's settings with one that Keras 3.12 leaves out."""
    if hasattr(layer, "output_padding"):
        return {**config, "output_padding": layer.output_padding}
    return config


def _with_lora(layer: Any, arrays: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Add a low-rank adaptation to the weight that it adapts, as Keras does in a call."""
    adapted = next(name for name in ("kernel", "embeddings") if name in arrays)
    own = {name: value for name, value in arrays.items() if not name.startswith("lora_")}
    return own | {adapted: np.asarray(getattr(layer, adapted))}


def _default_training(operation: Any) -> bool | None:
    parameter = inspect.signature(operation.call).parameters.get("training")
    return True if parameter is not None and parameter.default is True else None


def _is_default(method: Any) -> bool:
    # Keras marks methods that a subclass did not override.
    return bool(getattr(method, "_is_default", False))


def _input_layer(name: str, x: Any) -> Layer:
    spec = Spec(tuple(x.shape), str(x.dtype))
    shape_and_dtype = {"batch_shape": spec.shape, "dtype": spec.dtype}
    config = {"name": name, **shape_and_dtype, "sparse": bool(x.sparse)}
    return Layer("InputLayer", name, config, {}, (Call((), {}, (spec,)),))


def _one_step(x: Any) -> Any:
    return keras_tensor((x.shape[0], *x.shape[2:]), str(x.dtype), x)
