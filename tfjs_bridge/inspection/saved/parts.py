"""The parts of a Keras model, read on shapes alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.files.description import StoredWeight
from tfjs_bridge.convert.files.placeholder_layers import PLACEHOLDER
from tfjs_bridge.convert.frontend.execution import execution_order
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Spec, TensorRef
from tfjs_bridge.inspection.document import Part, Tensor, Weight
from tfjs_bridge.inspection.ids import Ids
from tfjs_bridge.inspection.layers.settings import some_settings
from tfjs_bridge.inspection.layers.work import counts, multiply_adds

# Arguments with tensors that are multiplied; masks and states are not.
_FACTORS = ("query", "value", "key", "inputs", "x1", "x2", "operands")

Path = tuple[str, ...]


@dataclass(slots=True)
class LayerRow:
    """One layer of a Keras model, with all of its calls.

    Attributes:
        id: Unique in the model.
        path: Names of the models around it, and its own.
        kind: Keras's class; of a placeholder that of the layer it stands for.
        config: Its settings.
        weights: Its own, and those of the layers within it.
        arrays: The same weights' values, by which shared ones are recognized.
        inputs: Ids of what it takes.
        outputs: Of all calls.
        multiply_adds: Of all calls; `None`: not known.
        is_open: Whether a size beside the batch is open.
    """

    id: str
    path: Path
    kind: str
    config: Mapping[str, Any]
    weights: list[Weight] = field(default_factory=list)
    arrays: list[Any] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    outputs: list[Spec] = field(default_factory=list)
    multiply_adds: int | None = 0
    is_open: bool = False

    def part(self, **more: Any) -> Part:
        """Return it as a part of the document.

        Args:
            more: What a part has beside it.
        """
        shapes = dict.fromkeys((tuple(spec.shape), spec.dtype) for spec in self.outputs)
        return Part(
            id=self.id,
            name=self.path[-1],
            kind=self.kind.removeprefix("ops."),
            group="/".join(self.path[:-1]),
            inputs=tuple(self.inputs),
            outputs=tuple(Tensor(None, shape, dtype) for shape, dtype in shapes),
            multiply_adds=self.multiply_adds,
            weights=tuple(self.weights),
            settings=some_settings(self.config),
            **more,
        )


class Rows:
    """All layers of a model, those of models within it among them.

    Attributes:
        rows: By their ids, in the order in which they are called.
    """

    def __init__(
        self, entries: Mapping[str, Mapping[str, Any]], stored: Mapping[str, list[StoredWeight]]
    ) -> None:
        """Prepare the list.

        Args:
            entries: What the file says of layers that placeholders stand for, by name.
            stored: What it holds for them.
        """
        self._entries, self._stored = entries, stored
        self._ids = Ids()
        self.rows: dict[str, LayerRow] = {}

    def add(self, graph: Graph, path: Path = (), given: Sequence[str] | None = None) -> list[str]:
        """Add a graph's layers; return the ids of what its outputs come from.

        Args:
            graph: The model, or one within it.
            path: Names of the models around it, and its own.
            given: Ids of what a model within another is called with.
        """
        ids = {} if given is None else dict(zip(graph.inputs, given, strict=False))
        for layer, number in execution_order(graph.layers):
            call = layer.calls[number]
            if TensorRef(layer.name, number) in ids:
                continue
            taken = [ids[ref] for ref in instances((call.args, call.kwargs), TensorRef)]
            if call.graph is not None:
                results = self.add(call.graph, (*path, layer.name), taken)
            else:
                row = self._row(layer, path)
                self._called(row, call, taken, graph)
                results = [row.id] * len(call.outputs)
            ids |= {TensorRef(layer.name, number, k): one for k, one in enumerate(results)}
        return [ids[ref] for ref in graph.outputs]

    def _row(self, layer: Layer, path: Path) -> LayerRow:
        key = self._ids.of(*path, layer.name)
        if key not in self.rows:
            self.rows[key] = self._new_row(key, layer, (*path, layer.name))
        return self.rows[key]

    def _new_row(self, key: str, layer: Layer, path: Path) -> LayerRow:
        if layer.class_name == PLACEHOLDER:
            entry = self._entries.get(layer.name, {})
            config = entry.get("config")
            row = LayerRow(key, path, str(entry.get("class_name")), config if config else {})
            stored = self._stored.get(layer.name, [])
            row.weights = [as_weight(weight) for weight in stored]
            return row
        row = LayerRow(key, path, layer.class_name, layer.config)
        for name, value in _weights(layer):
            dtype = np.asarray(value).dtype.name
            row.weights.append(Weight(name, tuple(value.shape), dtype, dtype, value.nbytes))
            row.arrays.append(value)
        return row

    def _called(self, row: LayerRow, call: Call, taken: Sequence[str], graph: Graph) -> None:
        row.inputs = list(dict.fromkeys([*row.inputs, *taken]))
        row.outputs += call.outputs
        factors = {name: call.kwargs[name] for name in _FACTORS if name in call.kwargs}
        inputs = [graph.spec(ref) for ref in instances((call.args, factors), TensorRef)]
        shapes = [_of_one(spec) for spec in (*inputs, *call.outputs)]
        row.is_open |= any(None in shape for shape in shapes)
        if row.multiply_adds is not None:
            count = _count(row, shapes[: len(inputs)], shapes[len(inputs) :])
            row.multiply_adds = None if count is None else row.multiply_adds + count


def _of_one(spec: Spec) -> list[int | None]:
    """Return a shape for one example."""
    return [1 if place == 0 and size is None else size for place, size in enumerate(spec.shape)]


def _count(
    row: LayerRow, inputs: Sequence[list[int | None]], outputs: Sequence[list[int | None]]
) -> int | None:
    fixed = [[size for size in shape if size is not None] for shape in (*inputs, *outputs)]
    is_open = any(None in shape for shape in (*inputs, *outputs))
    if is_open and counts(row.kind):
        return None
    return multiply_adds(row.kind, row.config, fixed[: len(inputs)], fixed[len(inputs) :])


def _weights(layer: Layer) -> Iterator[tuple[str, Any]]:
    yield from ((f"{layer.name}/{name}", value) for name, value in layer.weights.items())
    for child in layer.children.values():
        yield from ((f"{layer.name}/{name}", value) for name, value in _weights(child))
    # Of a wrapper around a model: the layers of this model are its own.
    for call in layer.calls[:1]:
        if call.graph is not None:
            for inner in call.graph.layers:
                yield from ((f"{layer.name}/{name}", value) for name, value in _weights(inner))


def as_weight(stored: StoredWeight) -> Weight:
    """Return a file's weight as one of the document."""
    return Weight(stored.name, stored.shape, stored.dtype, stored.dtype, stored.bytes)


def stored_parts(stored: Mapping[str, list[StoredWeight]]) -> list[Part]:
    """Describe a model by its weights alone, where its layers are Python code."""
    return [
        Part(
            id=name,
            name=name.rpartition("/")[2],
            kind="unknown",
            group=name.rpartition("/")[0],
            multiply_adds=None,
            weights=tuple(map(as_weight, weights)),
        )
        for name, weights in stored.items()
    ]
