"""A graph as TensorFlow.js reads it: nodes in the form of TensorFlow's GraphDef, in JSON."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.graph_model.ir import Function, GraphModel, Node, Shape, Tensor, nodes_of

_DTYPES = {"float32": "DT_FLOAT", "int32": "DT_INT32", "bool": "DT_BOOL", "variant": "DT_VARIANT"}
_TYPE_ATTRS = frozenset({"SrcT", "DstT", "dtype", "element_dtype", "T", "Tidx", "out_type"})
# TensorFlow.js takes ":" and "^" in an input's name as signs (operation_mapper.ts, node_mapper).
_OF_EVERY_OBJECT = frozenset(
    {"constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString"}
    | {"toString", "valueOf"}
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_./-]+")


class Topology:
    """Names a model's nodes, and writes them.

    Attributes:
        signature: ``{"inputs", "outputs"}`` by the names that were given.
        content: For `modelTopology`.
    """

    def __init__(self, model: GraphModel, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        self._names: dict[Node, str] = {}
        self._taken: set[str] = set()
        self._weights: dict[str, Node] = {}
        main = nodes_of(model.outputs, model.inputs)
        for node in main:
            self._name(node)
        self.content = {
            "node": [self._written(node) for node in main],
            **self._library(model.functions.values()),
            "versions": {"producer": 1},
        }
        self.signature = {
            "inputs": self._ends(inputs, model.inputs),
            "outputs": self._ends(outputs, model.outputs),
        }

    def weights(self) -> Iterator[NamedWeight]:
        """Yield the constants' values under the nodes' names."""
        for name, node in self._weights.items():
            if node.value is not None:
                yield NamedWeight(name, node.value)

    def _library(self, functions: Iterable[Function]) -> dict[str, Any]:
        written = [self._function(function) for function in functions]
        return {"library": {"function": written}} if written else {}

    def _function(self, function: Function) -> dict[str, Any]:
        nodes = nodes_of(function.outputs, function.inputs)
        names = []
        for place, argument in enumerate(function.inputs):
            names.append(self._unique(f"{function.name}_arg{place}"))
            self._names[argument.node] = names[-1]
        inner = [node for node in nodes if node.op != "_Arg"]
        for node in inner:
            self._name(node)
        results = [f"{function.name}_result{place}" for place in range(len(function.outputs))]
        return {
            "signature": {
                "name": function.name,
                "inputArg": [
                    {"name": name, "type": _DTYPES[x.dtype]}
                    for name, x in zip(names, function.inputs, strict=True)
                ],
                "outputArg": [
                    {"name": name, "type": _DTYPES[x.dtype]}
                    for name, x in zip(results, function.outputs, strict=True)
                ],
            },
            "nodeDef": [self._written(node) for node in inner],
            "ret": dict(zip(results, map(self._reference, function.outputs), strict=True)),
        }

    def _name(self, node: Node) -> None:
        if "of" in node.attrs:  # a constant within a function: it has the weight of one outside
            outside = node.attrs["of"]
            if outside not in self._names:
                self._name(outside)
            self._names[node] = self._names[outside]
            return
        if node.op == "Placeholder" or (node.op == "Const" and node.name):
            wanted = node.name
        else:
            wanted = "/".join(filter(None, (node.name, node.op)))
        self._names[node] = self._unique(wanted)
        if node.op == "Const":
            self._weights[self._names[node]] = node

    def _unique(self, name: str) -> str:
        plain = _NOT_IN_NAMES.sub("_", name).strip("/")
        # Readers of artifacts refuse what no file's name begins with, and what every object of
        # JavaScript has.
        if not plain[:1].isalnum() or plain in _OF_EVERY_OBJECT:
            plain = f"node_{plain}"
        chosen, number = plain, 1
        while chosen in self._taken:
            chosen, number = f"{plain}_{number}", number + 1
        self._taken.add(chosen)
        return chosen

    def _written(self, node: Node) -> dict[str, Any]:
        inputs = [self._reference(tensor) for tensor in node.inputs]
        inputs += [f"^{self._names[other]}" for other in node.control]
        entry: dict[str, Any] = {"name": self._names[node], "op": node.op}
        if inputs:
            entry["input"] = inputs
        attrs = _attrs(node)
        return entry | {"attr": attrs} if attrs else entry

    def _reference(self, tensor: Tensor) -> str:
        name = self._names[tensor.node]
        return f"{name}:{tensor.index}" if tensor.index else name

    def _ends(self, names: Sequence[str], tensors: Sequence[Tensor]) -> dict[str, Any]:
        return {
            name: {
                "name": f"{self._names[tensor.node]}:{tensor.index}",
                "dtype": _DTYPES[tensor.dtype],
                "tensorShape": _shape(tensor.shape),
            }
            for name, tensor in zip(names, tensors, strict=True)
        }


def _attrs(node: Node) -> dict[str, Any]:
    if node.op == "Const":
        # Its value is the weight of its name: "Const" in operation_executor.ts.
        return {"dtype": {"type": _DTYPES[node.outputs[0].dtype]}}
    if node.op == "Placeholder":
        output = node.output
        return {
            "dtype": {"type": _DTYPES[output.dtype]},
            "shape": {"shape": _shape(output.shape)},
        }
    written = {key: _attr(key, value) for key, value in node.attrs.items() if key != "of"}
    return {key: value for key, value in written.items() if value is not None}


def _attr(key: str, value: Any) -> dict[str, Any] | None:
    match value:
        case bool():
            return {"b": value}
        case int():
            return {"i": str(value)}
        case float():
            return {"f": value}
        case str() if key in _TYPE_ATTRS:
            return {"type": _DTYPES[value]}
        case str():
            return {"s": _text(value)}
        case Function():
            return {"func": {"name": value.name}}
        case Mapping():
            return dict(value)
        case list() | tuple() if value and isinstance(value[0], str):
            return {"list": {"s": [_text(item) for item in value]}}
        case list() | tuple():
            return {"list": {"i": [str(item) for item in value]}}
    raise TypeError(f"attribute {key}: {value!r}")


def _text(value: str) -> str:
    """Write a string as GraphDef's JSON does: its bytes in base64."""
    return base64.b64encode(value.encode()).decode()


def _shape(shape: Shape) -> dict[str, Any]:
    sizes = [{"size": str(size) if isinstance(size, int) else "-1"} for size in shape]
    return {"dim": sizes} if sizes else {}
