"""References between the layers of a model: which call takes what, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

MODELS = frozenset({"Sequential", "Functional", "Model"})
"""Classes of models, in files of all releases."""


class MalformedError(ValueError):
    """The topology is not one of layers; the text says what is wrong."""


Ref = tuple[str, int, int]
"""A layer's name, the number of its call, and that of the output."""


def ends_of(ends: Any) -> list[Ref]:
    """Read a model's inputs or outputs.

    Raises:
        MalformedError: They are not references.
    """
    # A model's only input or output may stand without the list around it, as Keras 3 writes it.
    if isinstance(ends, list) and ends and isinstance(ends[0], str):
        ends = [ends]
    if isinstance(ends, dict):
        ends = list(ends.values())
    if not isinstance(ends, list):
        raise MalformedError("a model's ends are not a list")
    return [_ref(one) for one in ends]


def _ref(value: Any) -> Ref:
    if isinstance(value, list | tuple) and len(value) >= 3:
        name, number, output = value[:3]
        if isinstance(name, str) and type(number) is int and type(output) is int:
            return name, number, output
    raise MalformedError(f"the reference {str(value)[:60]}")


def name_of(entry: Mapping[str, Any]) -> str:
    """Return a layer's name, wherever it stands."""
    config = entry["config"]
    own = config.get("name") if isinstance(config, dict) else None
    return str(entry.get("name") or own or entry["class_name"].lower())


def calls_of(entry: Mapping[str, Any]) -> list[list[Ref]]:
    """Read what each call of a layer takes.

    Raises:
        MalformedError: It is not a list of references.
    """
    nodes = entry.get("inbound_nodes") or []
    if not isinstance(nodes, list):
        raise MalformedError("inbound_nodes is not a list")
    return [[_ref(one) for one in _node_refs(node)] for node in nodes]


def _node_refs(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        yield from ([node] if node and isinstance(node[0], str) else node)
    elif isinstance(node, dict):  # Keras 3's form, which TensorFlow.js refuses
        yield from _histories(node)


def _histories(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if isinstance(value.get("keras_history"), list):
            yield value["keras_history"]
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _histories(item)


def first_numbers(config: Mapping[str, Any], entries: Mapping[str, Any]) -> dict[str, int]:
    """Return the number of each nested model's first call: 1 where its own graph was number 0."""
    refs = [ref for entry in entries.values() for call in calls_of(entry) for ref in call]
    refs += ends_of(config.get("output_layers"))
    first: dict[str, int] = {}
    for name, number, _ in refs:
        if name in entries and entries[name]["class_name"] in MODELS:
            first[name] = min(first.get(name, number), number)
    return first


def ordered(entries: Mapping[str, Any], starts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield calls, each after those that it takes tensors from.

    Raises:
        MalformedError: They take each other's tensors in a circle, or of a call that is missing.
    """
    graph: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for name, entry in entries.items():
        for place, call in enumerate(calls_of(entry) or [[]]):
            graph[name, starts.get(name, 0) + place] = [(one, number) for one, number, _ in call]
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise MalformedError("layers that take each other's outputs in a circle") from error
    for key in order:
        if key not in graph:
            raise MalformedError(f"a reference to call {key[1]} of {key[0]!r}, which is missing")
        yield key


def known(entries: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the layer of a name.

    Raises:
        MalformedError: There is none.
    """
    if name not in entries:
        raise MalformedError(f"a reference to {name!r}, which is missing")
    found: Mapping[str, Any] = entries[name]
    return found
