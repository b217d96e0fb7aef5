"""Raw examples prepared by TensorFlow's Keras, where it runs, and by the declared steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.features.run import prepare_features
from tfjs_bridge.convert.containers import map_tree
from tfjs_bridge.convert.features.calls import Ref
from tfjs_bridge.convert.features.front import DeclaredStep, Front
from tfjs_bridge.errors import TfjsBridgeError
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]
_CLOSE = 1e-6


def prepared(
    front: Front, declared: Mapping[str, Any], raw: Mapping[str, Array], names: Sequence[str]
) -> dict[str, Array]:
    """Prepare raw examples, and prove that the declared steps do what Keras does.

    Args:
        front: Of the model.
        declared: The same as the metadata has it.
        raw: One array for each raw input, the examples first.
        names: Of the network's inputs.

    Returns:
        What the network reads, by name.

    Raises:
        TfjsBridgeError: Keras gives something else.
        DataError: An example cannot be prepared.
    """
    values: dict[str, Array] = prepare_features(raw, declared, names)
    if load_keras().backend.backend() == "tensorflow" and not front.is_of_file:
        _compare(front, declared, raw)
    return values


def _compare(front: Front, declared: Mapping[str, Any], raw: Mapping[str, Array]) -> None:
    # All of them, so that the first that differs is named.
    kept = [step["output"] for step in declared["steps"]]
    own = prepare_features(raw, declared, kept)
    tensors: dict[Ref, Any] = {}

    def filled(leaf: Any) -> Any:
        return tensors[leaf] if isinstance(leaf, Ref) else leaf

    for ref, value in front.values.items():
        if value.name in raw:
            tensors[ref] = _tensor(value.dtype, raw[value.name])
    for call in front.calls:
        if all(ref in tensors for ref in call.inputs):
            args = map_tree(filled, call.args)
            tensors[call.outputs[0]] = call.operation(*args, **call.kwargs)
    for step in front.steps:
        if step.call is not None and step.value.name in kept:
            _require_same(step, tensors[step.call.outputs[0]], own[step.value.name])


def _tensor(dtype: str, values: Array) -> Any:
    ops = load_keras().ops
    return ops.convert_to_tensor(values.tolist() if dtype == "string" else values, dtype=dtype)


def _require_same(step: DeclaredStep, keras_value: Any, own: Array) -> None:
    wanted = np.asarray(keras_value)
    is_same = wanted.shape == own.shape
    if is_same and wanted.dtype.kind in "SOU":
        is_same = bool((_texts(wanted) == own).all())
    elif is_same and own.dtype.kind == "f":
        scale = np.maximum(np.abs(wanted.astype(float)), 1.0)
        is_same = bool((np.abs(wanted.astype(float) - own) <= _CLOSE * scale).all())
    elif is_same:
        is_same = bool((wanted == own).all())
    if not is_same:
        label = step.call.label if step.call is not None else step.value.name
        raise TfjsBridgeError(
            f"{label}: the declared step {step.entry['op']} gives other values than Keras "
            f"{_first_difference(wanted, own)}. This is a fault of tfjs-bridge: please report it, "
            f"with the layer's settings."
        )


def _texts(values: Array) -> Array:
    decoded = [x.decode("utf-8", "replace") if isinstance(x, bytes) else x for x in values.flat]
    return np.array(decoded, object).reshape(values.shape)


def _first_difference(wanted: Array, own: Array) -> str:
    if wanted.shape != own.shape:
        return f"(shape {wanted.shape} there, {own.shape} here)"
    place = np.argwhere(np.atleast_1d(wanted != own))[0].tolist()
    index = tuple(place)
    return f"(at {place}: {np.atleast_1d(wanted)[index]} there, {np.atleast_1d(own)[index]} here)"
