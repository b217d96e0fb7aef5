"""Keras 3's notation for calls: the part of its configurations that is not settings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.containers import instances, map_tree
from tfjs_bridge.convert.frontend.graph import TensorRef
from tfjs_bridge.convert.ordering import UnorderedError, in_order
from tfjs_bridge.errors import UnsupportedModelError


def nodes_in_order(
    entries: Sequence[dict[str, Any]], inputs: Iterable[TensorRef]
) -> Iterator[tuple[TensorRef, dict[str, Any]]]:
    """Yield all calls, each after those whose tensors it takes, under its first tensor."""
    nodes = {
        (entry["name"], number): node
        for entry in entries
        for number, node in enumerate(entry["inbound_nodes"])
    }
    needs = {
        call: [ref.source for ref in instances(parsed([node["args"], node["kwargs"]]), TensorRef)]
        for call, node in nodes.items()
    }
    try:
        for call in in_order(needs, (ref.source for ref in inputs)):
            yield TensorRef(*call), nodes[call]
    except UnorderedError as error:
        raise UnsupportedModelError(
            f"layer '{error.node[0]}': takes tensors from outside the model. Rebuild the model "
            f"from its own inputs."
        ) from None


# How Keras saves what is not JSON in a call's arguments.
_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "__keras_tensor__": lambda config: TensorRef(*config["keras_history"]),
    "__slice__": lambda config: slice(config["start"], config["stop"], config["step"]),
    "__numpy__": lambda config: np.asarray(config["value"], config["dtype"]),
    "__tensor__": lambda config: np.asarray(config["value"], config["dtype"]),
    "__ellipsis__": lambda _: Ellipsis,
}


def parsed(value: Any) -> Any:
    """Parse a call's arguments as Keras saves them: references take the place of tensors."""
    return map_tree(_parsed_leaf, value, _is_object)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict) and value.get("class_name") in _PARSERS


def _parsed_leaf(value: Any) -> Any:
    return _PARSERS[value["class_name"]](value["config"]) if _is_object(value) else value


def arguments(operation: Any, node: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return a call's parsed arguments, by position and by name.

    The first is always by place, and a layer's mask among the named.
    """
    args, kwargs = list(parsed(node["args"])), parsed(node["kwargs"])
    names = list(inspect.signature(operation.call).parameters)
    # Handlers find the first argument by its place, however it was given.
    if not args and names and names[0] in kwargs:
        args = [kwargs.pop(names[0])]
    # Layers alone; an operation may well have an argument of that name that is a tensor like
    # others.
    if hasattr(operation, "compute_mask"):
        for place, name in reversed(list(enumerate(names[: len(args)]))):
            if name in ("mask", "training"):
                kwargs[name] = args.pop(place)
    return tuple(args), kwargs


def with_true_shape(operation: Any, args: Sequence[Any], output: Any) -> Any:
    """Return an operation's output with its true shape, where Keras infers a wrong one.

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
    """Put values in place of the references in a call's arguments."""
    return map_tree(lambda leaf: values[leaf] if isinstance(leaf, TensorRef) else leaf, value)


def named_refs(value: Any, operations: Mapping[str, Any]) -> Iterator[tuple[str, TensorRef]]:
    """Yield the outputs with their names: keys of a dict, else the names of their layers."""
    # Keras flattens dicts in the order of their keys.
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
