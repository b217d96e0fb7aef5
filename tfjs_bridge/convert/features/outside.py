"""Preparation that a user does before the model: a layer, a `FeatureSpace`, or a model of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.features.calls import Calls, Ref, functional_of, read_calls
from tfjs_bridge.convert.features.front import Front, read_front
from tfjs_bridge.convert.features.steps import DTYPES, Value, text
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.layers_model.names import tfjs_name
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras

_WHERE = "preprocessing"
_INT = {"int64": "int32"}


@dataclass(frozen=True, slots=True)
class _Input:
    """One input of the network: name, shape and dtype as Keras has them, and its tensor's name."""

    name: str
    shape: tuple[int | None, ...]
    dtype: str


def read_outside(given: Any, network: Any, *, is_layers: bool = False) -> Front:
    """Declare what prepares a network's inputs.

    Args:
        given: A Keras layer, for a network of one input; a dict of layers by the names of the
            network's inputs; a `FeatureSpace`; a Keras model whose outputs are the network's
            inputs, by name or in order; or the path of such a model's file.
        network: A functional or Sequential model.
        is_layers: Whether the layers format is to hold it, which has no such names as ``größe``.

    Raises:
        UsageError: It is none of these, or does not fit the network.
        UnsupportedModelError: It cannot be declared; the message has every reason.
    """
    inputs = _inputs(network)
    final = [each.name for each in inputs]
    if is_layers:
        _check_names(final)
    calls = read_calls(_model(given, inputs), opens=lambda _: True)
    outputs = _by_input(calls, network, inputs)
    same = {
        name
        for name, each, ref in zip(final, inputs, outputs, strict=True)
        if ref in calls.inputs and _dtype(calls.tensors[ref.number].dtype) == _dtype(each.dtype)
        if calls.input_names[calls.inputs.index(ref)] == name
    }
    calls.input_names = [
        f"{name}_raw" if name in final and name not in same else name for name in calls.input_names
    ]
    front = read_front(calls, calls.calls, final)
    problems = [*front.problems, *front.missing]
    if problems:
        raise UnsupportedModelError(in_groups(problems))
    for name, each, ref in zip(final, inputs, outputs, strict=True):
        front.give(front.values[ref], name, *_target(each, front.values[ref]))
    return front


def _check_names(names: Sequence[str]) -> None:
    odd = next((name for name in names if tfjs_name(name) != name), None)
    if odd is not None:
        raise UsageError(
            f"{_WHERE}: input '{odd}' of the model has a name that the layers format cannot keep; "
            f"expected letters of ASCII, digits and underscores, as in '{tfjs_name(odd)}'. Name "
            f"the model's keras.Input like that, or export a graph model."
        )


def _dtype(name: object) -> str:
    """Return the dtype that TensorFlow.js has for Keras's."""
    dtype = DTYPES[str(name)]
    return _INT.get(dtype, dtype)


def _inputs(network: Any) -> list[_Input]:
    graph = functional_of(network)
    if graph is None:
        raise UsageError(
            f"{_WHERE}: the model is no graph of layers; expected a Sequential or functional one. "
            f"Rebuild it with keras.Model(inputs, outputs)."
        )
    return [
        _Input(str(x._keras_history.operation.name), tuple(x.shape), str(x.dtype))
        for x in graph._inputs
    ]


def _model(given: Any, inputs: Sequence[_Input]) -> Any:
    """Return a model that prepares."""
    keras = load_keras()
    if isinstance(given, str | Path):
        return load_model_file(Path(given), split=_as_it_is)
    if isinstance(given, keras.utils.FeatureSpace):
        return keras.Model(given.get_inputs(), given.get_encoded_features())
    if isinstance(given, Mapping):
        return _of_layers(keras, given, inputs)
    if functional_of(given) is not None:
        return given
    if not isinstance(given, keras.layers.Layer):
        raise UsageError(
            f"{_WHERE}: expected a declaration, a Keras layer or model, or a dict of layers by the "
            f"names of the model's inputs, got {type(given).__name__}. Give one of these."
        )
    if len(inputs) != 1:
        raise UsageError(
            f"{_WHERE}: one layer for {len(inputs)} inputs; expected a dict of layers by their "
            f"names {', '.join(each.name for each in inputs)}. Give one."
        )
    return _of_layers(keras, {inputs[0].name: given}, inputs)


class _as_it_is:  # noqa: N801 (a function that gives a context)
    """Gives a model itself, where one is asked to be split."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def __enter__(self) -> Any:
        return self._model

    def __exit__(self, *_: object) -> None:
        pass


def _of_layers(keras: Any, layers: Mapping[str, Any], inputs: Sequence[_Input]) -> Any:
    unknown = [name for name in layers if name not in [each.name for each in inputs]]
    if unknown:
        raise UsageError(
            f"{_WHERE}: the model has no input '{unknown[0]}'; expected one of "
            f"{', '.join(each.name for each in inputs)}. Name one of these."
        )
    raw, prepared = {}, {}
    for each in inputs:
        layer = layers.get(each.name)
        shape, dtype = _read_by(layer, each)
        name = each.name if layer is None else _raw_name(layer, each, len(layers))
        raw[name] = keras.Input(batch_shape=(None, *shape), dtype=dtype, name=name)
        prepared[each.name] = raw[name] if layer is None else layer(raw[name])
    return keras.Model(list(raw.values()), prepared)


def _raw_name(layer: Any, each: _Input, count: int) -> str:
    word = "text" if type(layer).__name__ == "TextVectorization" else "value"
    return word if count == 1 and each.name != word else f"{each.name}_{word}"


def _read_by(layer: Any, each: _Input) -> tuple[tuple[int | None, ...], str]:
    """Return the shape without the examples, and the dtype, of what a layer is to be called on."""
    if layer is None:
        return each.shape[1:], each.dtype
    kind = type(layer).__name__
    if kind == "TextVectorization":
        return (), "string"
    is_same = getattr(layer, "output_mode", "int") == "int"
    shape = each.shape[1:] if is_same else (1,)
    if kind == "StringLookup":
        return shape, "string"
    if kind == "Hashing":
        raise UsageError(
            f"{_WHERE}: layer '{layer.name}' (Hashing) reads text or numbers; expected a model "
            f"that says which. Give keras.Sequential([keras.Input((1,), dtype='string'), layer])."
        )
    whole = kind in ("IntegerLookup", "CategoryEncoding")
    return shape, "int64" if whole else "float32"


def _by_input(calls: Calls, network: Any, inputs: Sequence[_Input]) -> list[Ref]:
    """Return the output that each of the network's inputs takes."""
    keras = load_keras()
    names = [each.name for each in inputs]
    struct = functional_of(network)._inputs_struct
    if isinstance(calls.outputs, dict):
        keys = list(calls.outputs)
        if sorted(keys) == sorted(names):
            return [calls.outputs[name] for name in names]
        if isinstance(struct, dict) and sorted(keys) == sorted(struct):
            return list(keras.tree.flatten(calls.outputs))
    found = list(keras.tree.flatten(calls.outputs))
    if len(found) != len(names):
        raise UsageError(
            f"{_WHERE}: gives {len(found)} outputs; expected one for each of the model's inputs "
            f"{', '.join(names)}. Give these, by name or in order."
        )
    return found


def _target(each: _Input, value: Value) -> tuple[tuple[int, ...] | None, str]:
    """Return the sizes to reshape to, if any, and the dtype."""
    dtype = _dtype(each.dtype)
    own, wanted = value.shape[1:], each.shape[1:]
    sizes: tuple[int, ...] | None = None
    # As Keras does where a model is called (`Functional._adjust_input_rank`).
    if (*own, 1) == wanted or own == (*wanted, 1):
        sizes = tuple(-1 if size is None else size for size in wanted)
    elif len(own) != len(wanted) or any(
        None not in pair and pair[0] != pair[1] for pair in zip(own, wanted, strict=True)
    ):
        raise UsageError(
            f"{_WHERE}: gives input '{each.name}' another shape; expected {text(each.shape)}, got "
            f"{text(value.shape)}. Check which output is for which input."
        )
    if value.dtype == "string":
        raise UsageError(
            f"{_WHERE}: gives input '{each.name}' text; expected {dtype}. Look the words up."
        )
    return sizes, dtype
