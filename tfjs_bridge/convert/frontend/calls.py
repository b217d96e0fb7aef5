"""Keras 3's notation for who calls whom: the part of its configurations that is not settings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import TensorRef
from tfjs_bridge.errors import UnsupportedModelError


def nodes_in_order(
    entries: Sequence[dict[str, Any]], done: set[TensorRef]
) -> Iterator[tuple[TensorRef, dict[str, Any]]]:
    """All calls, each after those whose tensors it takes."""
    known = {(ref.layer, ref.call) for ref in done}
    waiting = [
        (TensorRef(entry["name"], number), node)
        for entry in entries
        for number, node in enumerate(entry["inbound_nodes"])
    ]
    while waiting:
        rest = []
        for ref, node in waiting:
            needed = instances(parsed([node["args"], node["kwargs"]]), TensorRef)
            if all((other.layer, other.call) in known for other in needed):
                known.add((ref.layer, ref.call))
                yield ref, node
            else:
                rest.append((ref, node))
        if len(rest) == len(waiting):
            raise UnsupportedModelError(
                f"layer '{rest[0][0].layer}': takes tensors from outside the model. Rebuild the "
                f"model from its own inputs."
            )
        waiting = rest


# How Keras saves what is not JSON in a call's arguments.
_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "__keras_tensor__": lambda config: TensorRef(*config["keras_history"]),
    "__slice__": lambda config: slice(config["start"], config["stop"], config["step"]),
    "__numpy__": lambda config: np.asarray(config["value"], config["dtype"]),
    "__tensor__": lambda config: np.asarray(config["value"], config["dtype"]),
    "__ellipsis__": lambda _: Ellipsis,
}


def parsed(value: Any) -> Any:
    """A call's arguments as Keras saves them, with references in place of tensors."""
    if isinstance(value, list | tuple):
        return [parsed(item) for item in value]
    if isinstance(value, dict):
        if value.get("class_name") in _PARSERS:
            return _PARSERS[value["class_name"]](value["config"])
        return {key: parsed(item) for key, item in value.items()}
    return value


def arguments(operation: Any, node: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """A call's parsed arguments, by place and by name.

    The first is always by place, and a layer's mask among the named.
    """
    args, kwargs = parsed(node["args"]), parsed(node["kwargs"])
    names = list(inspect.signature(operation.call).parameters)
    if not args and names and names[0] in kwargs:
        args = [kwargs.pop(names[0])]
    if hasattr(operation, "compute_mask"):
        for place, name in reversed(list(enumerate(names[: len(args)]))):
            if name in ("mask", "training"):
                kwargs[name] = args.pop(place)
    return tuple(args), kwargs


def with_true_shape(operation: Any, args: Sequence[Any], output: Any) -> Any:
    """What an operation gives, as a KerasTensor, where Keras is wrong about its shape.

    EinsumDense reverses the axes behind the batch that ``...`` stands for
    (keras/src/layers/core/einsum_dense.py, `_analyze_split_string`).
    """
    equation = str(getattr(operation, "equation", ""))
    if type(operation).__name__ != "EinsumDense" or not equation.startswith("..."):
        return output
    named, result = equation.split(",")[0][3:], equation.split("->...")[1]
    front = args[0].shape[: len(args[0].shape) - len(named)]
    shape = (*front, *output.shape[len(output.shape) - len(result) :])
    return type(output)(shape=shape, dtype=output.dtype)


def filled(value: Any, values: Mapping[TensorRef, Any]) -> Any:
    """A call's arguments with values in place of references."""
    if isinstance(value, TensorRef):
        return values[value]
    if isinstance(value, list | tuple):
        return type(value)(filled(item, values) for item in value)
    if isinstance(value, dict):
        return {key: filled(item, values) for key, item in value.items()}
    return value


def named_refs(value: Any, operations: Mapping[str, Any]) -> Iterator[tuple[str, TensorRef]]:
    """The outputs with their names: keys of a dict, else the names of their layers."""
    if isinstance(value, dict):
        for key in sorted(value):
            for name, ref in named_refs(value[key], operations):
                yield (key if name == ref.layer else name), ref
    elif value and isinstance(value[0], str):
        name, call, output = value
        # Keras counts a nested functional model's own graph as its first call, but only here.
        own = int(type(operations.get(name)).__name__ == "Functional")
        yield name, TensorRef(name, call - own, output)
    else:
        for item in value:
            yield from named_refs(item, operations)
