"""Keras 2's notation for who calls whom, to Keras 3's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tfjs_bridge.convert.files.legacy.pruning import first_numbers, is_reference

_CONSTANT = "_CONSTANT_VALUE"
_RECURRENT = frozenset({"RNN", "SimpleRNN", "LSTM", "GRU", "Bidirectional"}) | frozenset(
    {"ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"}
)


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
        """The model's inputs or outputs: names, call and output numbers."""
        if isinstance(value, list) and len(value) == 1:
            return self.outputs(value[0])  # Keras 2 takes and returns a tensor alone
        if self._is_tensor(value):
            name, call, index = value[:3]
            # Here, and only here, Keras 3 counts a nested functional model's own graph as well.
            own = int(self._entries[name]["class_name"] in ("Functional", "Model"))
            return [_plain(name), self._number(name, call) + own, index]
        if isinstance(value, dict):
            return {key: self.outputs(item) for key, item in value.items()}
        return [self.outputs(item) for item in value]

    def call(self, entry: Mapping[str, Any], node: Any) -> dict[str, Any]:
        """One call of a layer."""
        first, kwargs = self._parts(node)
        if isinstance(first, list) and len(first) == 1:
            first = first[0]
        elif isinstance(first, list) and entry["class_name"] in _RECURRENT:
            first, *states = first
            kwargs.setdefault("initial_state", states)
        return {"args": [first], "kwargs": kwargs}

    def function_call(self, node: Any) -> dict[str, Any]:
        """One call of a function of TensorFlow: its first argument, and the others by name."""
        first, kwargs = self._parts(node)
        return {"args": [first], "kwargs": kwargs}

    def _parts(self, node: Any) -> tuple[Any, dict[str, Any]]:
        """A call's first argument, and the others by name, which each tensor repeats."""
        kwargs: dict[str, Any] = {}
        for ref in self._leaves(node):
            if len(ref) > 3 and isinstance(ref[3], dict):
                kwargs |= ref[3]
        kwargs = {key: self._value(item) for key, item in kwargs.items() if item is not None}
        return self._value(node), kwargs

    def _leaves(self, node: Any) -> Iterator[Sequence[Any]]:
        if self._is_tensor(node) or _is_constant(node):
            yield node
        elif isinstance(node, list | dict):
            for item in node.values() if isinstance(node, dict) else node:
                yield from self._leaves(item)

    def _value(self, value: Any) -> Any:
        if self._is_tensor(value):
            history = [_plain(value[0]), self._number(value[0], value[1]), value[2]]
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


def _plain(name: str) -> str:
    return name.replace("/", "_")
