"""Nodes of a graph as TensorFlow's JSON has them, and the functions of its library."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

_DTYPES = {
    "DT_FLOAT": "float32",
    "DT_INT32": "int32",
    "DT_BOOL": "bool",
    "DT_STRING": "string",
    "DT_COMPLEX64": "complex64",
    # TensorFlow.js has no 64 bits, and computes with int32 and float32 (operation_mapper.ts).
    "DT_INT64": "int32",
    "DT_DOUBLE": "float32",
    "DT_HALF": "float32",
}
# The numbers that protocol buffers give the same types.
_NUMBERED = {1: "DT_FLOAT", 3: "DT_INT32", 7: "DT_STRING", 9: "DT_INT64", 10: "DT_BOOL"}


class MalformedGraphError(ValueError):
    """The topology is not a graph of operations; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node.

    Attributes:
        name: Unique in its graph or function.
        op: Its operation.
        inputs: Names of nodes or arguments, each with the number of its output.
        attributes: By TensorFlow's names, as in the file.
    """

    name: str
    op: str
    inputs: tuple[tuple[str, int], ...]
    attributes: Mapping[str, Any]

    def number(self, key: str, default: int = 0) -> int:
        """Read a whole number."""
        own = self._own(key)
        return int(float(own.get("i", own.get("f", default))))

    def flag(self, key: str) -> bool:
        """Read a truth value."""
        return self._own(key).get("b") is True

    def text(self, key: str) -> str:
        """Read a text; empty without one."""
        return decoded(self._own(key).get("s"))

    def numbers(self, key: str) -> list[int]:
        """Read a list of whole numbers; empty without one."""
        values = self._own(key).get("list")
        found = values.get("i", []) if isinstance(values, dict) else []
        try:
            return [int(value) for value in (found if isinstance(found, list) else [found])]
        except (TypeError, ValueError, OverflowError):
            return []

    def function(self, key: str) -> str:
        """Read the name of a function; empty without one."""
        value = self._own(key).get("func")
        return str(value.get("name", "")) if isinstance(value, dict) else ""

    def dtype(self, *keys: str) -> str | None:
        """Read the first dtype that is there, in TensorFlow.js's words."""
        for key in keys:
            value = self._own(key).get("type")
            if value is not None:
                return dtype_name(value)
        return None

    def shape(self, key: str) -> list[int] | None:
        """Read a shape, with -1 for open sizes."""
        return read_shape(self._own(key).get("shape"))

    def _own(self, key: str) -> Mapping[str, Any]:
        value = self.attributes.get(key)
        return value if isinstance(value, dict) else {}


def decoded(value: Any) -> str:
    """Read a text as TensorFlow's JSON has it: in base64, or byte by byte; else it is empty."""
    try:
        if isinstance(value, list):
            return bytes(value).decode("utf-8")
        return base64.b64decode(value, validate=True).decode("utf-8")
    except (TypeError, ValueError):
        return value if isinstance(value, str) else ""  # some converters write the text itself


def dtype_name(value: Any) -> str | None:
    """Return TensorFlow.js's name of a TensorFlow type."""
    name = _NUMBERED.get(value) if isinstance(value, int) else value
    return _DTYPES.get(str(name))


def read_shape(value: Any) -> list[int] | None:
    """Read ``{"dim": [{"size": "-1"}, ...]}``; `None` if it says nothing."""
    if not isinstance(value, dict) or value.get("unknownRank"):
        return None
    try:
        return [int(one.get("size", -1)) for one in value.get("dim") or []]
    except (AttributeError, OverflowError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the library.

    Attributes:
        name: By which nodes call it.
        arguments: Their names, in order.
        nodes: Of its body.
        results: What it returns, in order.
    """

    name: str
    arguments: tuple[str, ...]
    nodes: tuple[Node, ...]
    results: tuple[tuple[str, int], ...]


def read_nodes(values: Any) -> tuple[Node, ...]:
    """Read the nodes of a graph.

    Raises:
        MalformedGraphError: One is not a node, or two have one name.
    """
    nodes = tuple(_node(value) for value in (values if isinstance(values, list) else []))
    names = [node.name for node in nodes]
    if len(set(names)) < len(names):
        raise MalformedGraphError("two nodes of one name")
    return nodes


def _node(value: Any) -> Node:
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("name"), str)
        or not isinstance(value.get("op"), str)
        or not isinstance(value.get("input", []), list)
    ):
        raise MalformedGraphError(f"the node {str(value)[:60]}")
    attributes = value.get("attr", {})
    return Node(
        value["name"],
        value["op"],
        tuple(reference(one) for one in value.get("input", []) if not str(one).startswith("^")),
        attributes if isinstance(attributes, dict) else {},
    )


def reference(text: Any) -> tuple[str, int]:
    """Read ``name``, ``name:1`` or, in a function, ``name:output:1``."""
    name, *rest = str(text).split(":")
    return name, int(rest[-1]) if rest and rest[-1].isdecimal() and len(rest[-1]) < 6 else 0


def read_functions(topology: Mapping[str, Any]) -> dict[str, Function]:
    """Read the library of a graph.

    Raises:
        MalformedGraphError: It is not one.
    """
    library = topology.get("library")
    values = library.get("function", []) if isinstance(library, dict) else []
    try:
        return {function.name: function for function in map(_function, values)}
    except (AttributeError, KeyError, TypeError) as error:
        raise MalformedGraphError("a function that is malformed") from error


def _function(value: Any) -> Function:
    signature = value["signature"]
    results, returned = signature.get("outputArg", []), value.get("ret", {})
    return Function(
        str(signature["name"]),
        tuple(str(one["name"]) for one in signature.get("inputArg", [])),
        read_nodes(value.get("nodeDef")),
        tuple(reference(returned.get(one["name"], one["name"])) for one in results),
    )


def in_order(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield nodes, each after those that it takes tensors from; those in a circle are left out."""
    by_name = {node.name: node for node in nodes}
    graph = {node.name: {name for name, _ in node.inputs if name in by_name} for node in nodes}
    try:
        yield from (by_name[name] for name in TopologicalSorter(graph).static_order())
    except CycleError:
        # Loops of TensorFlow 1 (NextIteration) go in a circle; nothing of such a graph is run here.
        return
