"""Translate Keras 2's notation for which layer is called with what, to Keras 3's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.files.legacy.names import plain_name
from tfjs_bridge.convert.files.legacy.pruning import first_numbers, is_reference
from tfjs_bridge.convert.keras_classes import keras_class

# ``[_CONSTANT, -1, value, kwargs]`` stands where a tensor would, for a constant (engine/node.py).
_CONSTANT = "_CONSTANT_VALUE"


class Nodes:
    """The calls of one functional model's layers.

    Args:
        config: The model's settings.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._entries = {entry["name"]: entry for entry in config["layers"]}
        self._first = first_numbers(config)

    def _is_tensor(self, value: Any) -> bool:
        return is_reference(value, self._entries)

    def outputs(self, value: Any) -> Any:
        """Translate the model's inputs or outputs: names, call and output numbers."""
        if isinstance(value, list) and len(value) == 1:
            return self.outputs(value[0])  # Keras 2 takes and returns a tensor alone
        if self._is_tensor(value):
            name, call, index = value[:3]
            # Here, and only here, Keras 3 counts a nested functional model's own graph as well.
            own = int(self._entries[name]["class_name"] in ("Functional", "Model"))
            return [plain_name(name), self._number(name, call) + own, index]
        if isinstance(value, dict):
            return {key: self.outputs(item) for key, item in value.items()}
        return [self.outputs(item) for item in value]

    def call(self, entry: Mapping[str, Any], node: Any) -> dict[str, Any]:
        """Translate one call of a layer."""
        first, kwargs = self._parts(node)
        if isinstance(first, list) and len(first) == 1:
            first = first[0]
        elif isinstance(first, list) and keras_class(entry["class_name"]).is_recurrent:
            # Keras 2 moves first states that are layers' outputs to the inputs (rnn/base_rnn.py,
            # `__call__`).
            first, *states = first
            kwargs.setdefault("initial_state", states)
        return {"args": [first], "kwargs": kwargs}

    def function_call(self, node: Any) -> dict[str, Any]:
        """Translate one call of a TensorFlow function: its first argument, the others by name."""
        first, kwargs = self._parts(node)
        return {"args": [first], "kwargs": kwargs}

    def _parts(self, node: Any) -> tuple[Any, dict[str, Any]]:
        """Return a call's first argument, and the others by name, which each tensor repeats."""
        kwargs: dict[str, Any] = {}
        for item in walk(node, self._is_argument):
            if self._is_argument(item) and len(item) > 3 and isinstance(item[3], dict):
                kwargs |= item[3]
        kwargs = {key: self._value(item) for key, item in kwargs.items() if item is not None}
        return self._value(node), kwargs

    def _is_argument(self, value: Any) -> bool:
        return self._is_tensor(value) or _is_constant(value)

    def _value(self, value: Any) -> Any:
        if self._is_tensor(value):
            history = [plain_name(value[0]), self._number(value[0], value[1]), value[2]]
            # Keras 3 reads the history alone (models/functional.py, `deserialize_node`).
            config = {"shape": [None], "dtype": "float32", "keras_history": history}
            return {"class_name": "__keras_tensor__", "config": config}
        if _is_constant(value):
            return value[2]
        if isinstance(value, dict):
            if value.get("class_name") == "__tuple__":
                return [self._value(item) for item in value["items"]]
            return {key: self._value(item) for key, item in value.items()}
        return [self._value(item) for item in value] if isinstance(value, list) else value

    def _number(self, name: str, call: int) -> int:
        return call - self._first.get(name, 0)


def _is_constant(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= 3 and value[0] == _CONSTANT
