"""The parts of a TensorFlow.js graph model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tfjs_bridge.inspection.document import Part, Tensor, Weight
from tfjs_bridge.inspection.graphs.dtypes import node_dtypes
from tfjs_bridge.inspection.graphs.infer import CALLS, Constant, Found, Inference
from tfjs_bridge.inspection.graphs.known import MOST_VALUES, Known, known
from tfjs_bridge.inspection.graphs.nodes import (
    Node,
    dtype_name,
    read_functions,
    read_nodes,
    read_shape,
    reference,
)
from tfjs_bridge.inspection.graphs.settings import node_settings
from tfjs_bridge.inspection.ids import Ids
from tfjs_bridge.inspection.open_sizes import TRIED, one_example, open_shape


class Graph:
    """A graph that is described part by part."""

    def __init__(
        self,
        topology: Mapping[str, Any],
        signature: Mapping[str, Any] | None,
        weights: Mapping[str, Weight],
        constant: Constant,
    ) -> None:
        """Read a graph.

        Args:
            topology: ``{"node", "library"}``.
            signature: ``{"inputs", "outputs"}``; without it, placeholders are the inputs.
            weights: Of the model's files, by name.
            constant: Returns what is known of a weight by its name.

        Raises:
            MalformedGraphError: The topology is not a graph.
        """
        self._nodes = read_nodes(topology.get("node"))
        self._functions = read_functions(topology)
        self._weights = weights
        self._constant = constant
        self._signature = signature or {}
        self._tried = [self._run(sizes) for sizes in TRIED]
        self._ids = Ids()
        self._dtypes = node_dtypes(self._nodes, self._functions, weights)
        self._inner = {
            one.name: {node.name: node.op for node in one.nodes} for one in self._functions.values()
        }
        self._inner[""] = {node.name: node.op for node in self._nodes}
        self._homes = self._constant_homes()
        self._owners = self._constant_owners()

    def _run(self, sizes: tuple[int, int]) -> Found:
        given = {
            node.name: _opened(self._input_shape(node), sizes)
            for node in self._nodes
            if node.op == "Placeholder"
        }
        inference = Inference(self._functions, self._constant)
        inference.run(self._nodes, given)
        return inference.found

    def _input_shape(self, node: Node) -> list[int] | None:
        shape = node.shape("shape")
        if shape is None:
            ends = [end for _, end in _ends(self._signature, "inputs")]
            named = [end for end in ends if reference(end.get("name"))[0] == node.name]
            shape = read_shape(named[0].get("tensorShape")) if named else None
        return shape

    def _constant_homes(self) -> dict[str, str]:
        """Return where each constant with a weight is: in the graph itself, or in a function.

        A function may name a weight of the graph: it is the same constant.
        """
        homes: dict[str, str] = {}
        for place, node in self._all_nodes():
            if node.op == "Const" and node.name in self._weights:
                homes.setdefault(node.name, place)
        return homes

    def _constant_owners(self) -> dict[str, str]:
        """Return which constants have one taker alone, with its id."""
        takers: dict[str, set[str]] = {}
        for place, node in self._all_nodes():
            for name, _ in node.inputs:
                if self._is_constant(place, name):
                    takers.setdefault(name, set()).add(self._ids.of(place, node.name))
        # One that the model returns is a part by itself.
        ends = {reference(end.get("name"))[0] for _, end in _ends(self._signature, "outputs")}
        ends |= {name for one in self._functions.values() for name, _ in one.results}
        return {
            name: next(iter(ids))
            for name, ids in takers.items()
            if len(ids) == 1 and name not in ends
        }

    def _is_constant(self, place: str, name: str) -> bool:
        if name not in self._homes:
            return False
        return self._inner[place].get(name, "Const") == "Const"

    def _all_nodes(self) -> list[tuple[str, Node]]:
        inner = [(f.name, node) for f in self._functions.values() for node in f.nodes]
        return [*(("", node) for node in self._nodes), *inner]

    def parts(self) -> list[Part]:
        """Return nodes in the order of the file, and those of the functions behind them."""
        owned: dict[str, list[Weight]] = {}
        for name, owner in self._owners.items():
            if name in self._weights:
                owned.setdefault(owner, []).append(self._weights[name])
        return [
            self._part(place, node, owned)
            for place, node in self._all_nodes()
            if not self._is_elsewhere(place, node)
        ]

    def _is_elsewhere(self, place: str, node: Node) -> bool:
        """Whether a constant is shown with its taker, or where the graph itself has it."""
        is_weight = node.op == "Const" and node.name in self._homes
        return is_weight and (node.name in self._owners or self._homes[node.name] != place)

    def _part(self, place: str, node: Node, owned: Mapping[str, Sequence[Weight]]) -> Part:
        key = self._ids.of(place, node.name)
        weights = list(owned.get(key, ()))
        if node.op == "Const" and node.name in self._weights:
            weights.append(self._weights[node.name])
        return Part(
            id=key,
            name=node.name,
            kind=node.op,
            group=place,
            inputs=self._inputs(place, node),
            outputs=self._outputs(place, node),
            multiply_adds=self._work(place, node),
            weights=tuple(weights),
            settings=node_settings(node),
        )

    def _inputs(self, place: str, node: Node) -> tuple[str, ...]:
        found = []
        for name, _ in node.inputs:
            if self._is_constant(place, name):
                if name not in self._owners:
                    found.append(self._ids.of(self._homes[name], name))
            elif name in self._inner[place]:
                found.append(self._ids.of(place, name))
        return tuple(dict.fromkeys(found))

    def _outputs(self, place: str, node: Node) -> tuple[Tensor, ...]:
        tried = [found.results.get((place, node.name), ()) for found in self._tried]
        if len({len(results) for results in tried}) != 1:
            return ()
        shapes = [
            open_shape(None if one is None else one.shape for one in results)
            for results in zip(*tried, strict=True)
        ]
        dtype = self._dtypes.get((place, node.name))
        return tuple(Tensor(None, shape, dtype) for shape in shapes if shape is not None)

    def _work(self, place: str, node: Node) -> int | None:
        if node.op in CALLS:
            missing = [key for key in CALLS[node.op] if node.function(key) not in self._functions]
            return None if missing else 0  # what is in the function counts there
        return one_example([found.work.get((place, node.name), 0) for found in self._tried])

    def ends(self, key: str) -> list[Tensor]:
        """Return the model's inputs or outputs, in the signature's order.

        Args:
            key: ``"inputs"`` or ``"outputs"``.
        """
        ends = _ends(self._signature, key)
        if not ends:
            return self._made_ends(key)
        return [self._end(name, end) for name, end in ends]

    def _end(self, name: str, end: Mapping[str, Any]) -> Tensor:
        node, index = reference(end.get("name"))
        tried = [found.results.get(("", node), ()) for found in self._tried]
        shape = open_shape(_shape_at(results, index) for results in tried)
        written = read_shape(end.get("tensorShape"))
        if shape is None and written is not None:
            shape = tuple(None if size < 0 else size for size in written)
        return Tensor(name, shape, dtype_name(end.get("dtype")))

    def _made_ends(self, key: str) -> list[Tensor]:
        """Return the ends of a graph without a signature, which TensorFlow.js takes from it."""
        taken = {name for node in self._nodes for name, _ in node.inputs}
        named = [
            node
            for node in self._nodes
            if (node.op == "Placeholder" if key == "inputs" else node.name not in taken)
        ]
        return [self._end(node.name, {"name": node.name}) for node in named]


def _ends(signature: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    ends = signature.get(key)
    if not isinstance(ends, dict):
        return []
    return [(str(name), end) for name, end in ends.items() if isinstance(end, dict)]


def _shape_at(results: Sequence[Known | None], index: int) -> Sequence[int] | None:
    one = results[index] if index < len(results) else None
    return None if one is None else one.shape


def _opened(shape: list[int] | None, sizes: tuple[int, int]) -> Known | None:
    if shape is None:
        return None
    batch, other = sizes
    return known(n if n >= 0 else (other if i else batch) for i, n in enumerate(shape))


def constants(weights: Mapping[str, Weight], values: Callable[[str], Any]) -> Constant:
    """Return a function that reads shapes, axes and the like, each once.

    Args:
        weights: Of the model's files, by name.
        values: Returns a weight's values; `None` where they cannot be read.
    """
    read: dict[str, Known | None] = {}

    def constant(name: str) -> Known | None:
        if name not in read:
            weight = weights.get(name)
            numbers = None
            if weight is not None and weight.dtype == "int32" and weight.values <= MOST_VALUES:
                numbers = values(name)
            found = None if numbers is None else [int(one) for one in numbers.ravel()]
            read[name] = None if weight is None else known(weight.shape, found)
        return read[name]

    return constant
