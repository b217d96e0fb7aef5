"""`TFOpLambda` and `SlicingOpLambda`: Keras 2's layers that call one function of TensorFlow.

In Keras 3 they are made of `keras.ops`: when Keras connects such a layer, it calls functions on the
tensors that it is given, and what they are made of is the model's in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import SimpleNamespace
from typing import Any

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, carry_out
from tfjs_bridge.convert.files.legacy.tensorflow.values import is_tensor, tensors_within
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

CLASS_NAME = "TFOpLambda"

_refusals: ContextVar[list[str] | None] = ContextVar("refusals", default=None)


@contextmanager
def collected_refusals() -> Iterator[list[str]]:
    """Collect what functions refuse, so that one message names all of it."""
    refusals: list[str] = []
    token = _refusals.set(refusals)
    try:
        yield refusals
    finally:
        _refusals.reset(token)


class _Any(list[Any]):
    """One tensor in place of every output of a refused call, so that the others are found too."""

    def __getitem__(self, index: Any) -> Any:
        return super().__getitem__(0)


@cache
def function_layer() -> type:
    """Return the class that Keras makes such layers of."""
    keras: Any = load_keras()

    class TFOpLambda(keras.Operation):  # type: ignore[misc]
        """Calls a function of TensorFlow."""

        def __init__(self, function: str, name: str) -> None:
            super().__init__(name=name)
            self.function = function

        # Not `call`: Keras would run that as one operation of the model, and this layer is to leave
        # only what it calls.
        def __call__(self, first: Any = None, **arguments: Any) -> Any:
            outputs = _outputs(self, first, arguments)
            self._inbound_nodes.append(SimpleNamespace(output_tensors=outputs))
            return outputs

        def get_config(self) -> dict[str, Any]:
            return {"name": self.name, "function": self.function}

    return TFOpLambda


def _outputs(layer: Any, first: Any, arguments: dict[str, Any]) -> list[Any]:
    given = tensors_within([first, arguments])
    call = FunctionCall(layer.name, layer.function)
    try:
        results = _list(_carried_out(call, first, arguments))
    except UnsupportedModelError as error:
        refusals = _refusals.get()
        if refusals is not None:
            refusals.append(str(error))
        if refusals is None or not given:
            raise
        return _Any([given[0]])
    number = len(layer._inbound_nodes)
    _name(results, given, layer.name if number == 0 else f"{layer.name}_call{number}")
    return results


def _carried_out(call: FunctionCall, first: Any, arguments: dict[str, Any]) -> Any:
    try:
        return carry_out(call, first, arguments)
    except UnsupportedModelError:
        raise
    except Exception as error:  # Keras raises anything; an IndexError would mislead Keras
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise call.refuse(f"with arguments that are not supported here ({reason})") from error


def _list(results: Any) -> list[Any]:
    return list(results) if isinstance(results, list | tuple) else [results]


def _name(results: list[Any], given: list[Any], name: str) -> None:
    """Name all operations that a call made after its layer.

    Keras numbers them through the whole process, and the same model has to give the same bytes.
    """
    known, steps = {id(x) for x in given}, list[Any]()
    stack = [x for x in reversed(results) if is_tensor(x)]
    while stack:
        x = stack.pop()
        if id(x) in known:
            continue
        known.add(id(x))
        operation, node, _ = x._keras_history
        if operation not in steps:
            steps.append(operation)
        stack += reversed(operation._inbound_nodes[node].input_tensors)
    for number, operation in enumerate(steps):
        operation.name = f"{name}_step{number}" if number else name
