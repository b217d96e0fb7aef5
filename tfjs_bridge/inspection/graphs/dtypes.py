"""Dtypes of what the nodes of a graph give."""

from __future__ import annotations

from collections.abc import Mapping

from tfjs_bridge.inspection.document import Weight
from tfjs_bridge.inspection.graphs.infer import CALLS
from tfjs_bridge.inspection.graphs.nodes import Function, Node, in_order

_TRUTHS = frozenset(
    {"Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "IsNan", "IsInf"}
    | {"IsFinite", "LogicalAnd", "LogicalNot", "LogicalOr", "All", "Any"}
)
_COUNTS = frozenset({"Shape", "Rank", "Size", "ArgMax", "ArgMin"})
# Where the first input is not of the output's dtype: the one that is.
_SOURCES = {"Select": 1, "SelectV2": 1, "OneHot": 2, "Fill": 1, "Split": 1, "ScatterNd": 1}
_ATTRIBUTES = ("DstT", "dtype", "T", "element_dtype")

Dtypes = dict[tuple[str, str], str | None]


def node_dtypes(
    nodes: tuple[Node, ...], functions: Mapping[str, Function], weights: Mapping[str, Weight]
) -> Dtypes:
    """Return the dtype of each node's first output, by its function and its name.

    Args:
        nodes: Of the graph itself.
        functions: Of its library.
        weights: By name.
    """
    found: Dtypes = {}
    _add("", nodes, weights, found)
    for function in functions.values():
        _add(function.name, function.nodes, weights, found)
    return found


def _add(place: str, nodes: tuple[Node, ...], weights: Mapping[str, Weight], found: Dtypes) -> None:
    for node in in_order(nodes):
        found[place, node.name] = _dtype(place, node, weights, found)


def _dtype(place: str, node: Node, weights: Mapping[str, Weight], found: Dtypes) -> str | None:
    if node.op == "Const" and node.name in weights:
        return weights[node.name].dtype
    if node.op in _TRUTHS:
        return "bool"
    if node.op in _COUNTS:
        return "int32"
    # Few nodes of ours state it: TensorFlow.js does not ask for it.
    stated = node.dtype(*_ATTRIBUTES)
    source = _SOURCES.get(node.op, 0)
    if stated is not None or node.op in CALLS or source >= len(node.inputs):
        return stated
    name = node.inputs[source][0]
    weight = weights.get(name)
    return found.get((place, name)) or (None if weight is None else weight.dtype)
