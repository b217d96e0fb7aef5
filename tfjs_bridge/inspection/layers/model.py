"""A layers model of TensorFlow.js: its layers and those of models within it, called on shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.inspection.ids import Ids
from tfjs_bridge.inspection.layers.references import (
    MODELS,
    MalformedError,
    Ref,
    calls_of,
    ends_of,
    first_numbers,
    known,
    name_of,
    ordered,
)
from tfjs_bridge.inspection.layers.shapes import MOST_SIZE, output_shapes
from tfjs_bridge.inspection.layers.windows import Sizes
from tfjs_bridge.inspection.layers.work import multiply_adds

# Models within models: files nest as deep as JSON may; Python's own calls would end first.
_DEEPEST = 40
# Calls of layers: a model that is shared within shared ones doubles them each time.
_MOST_CALLS = 200_000


@dataclass(slots=True)
class Value:
    """One tensor: the part that gives it, and its shape, if that is known."""

    part: str
    shape: Sizes | None
    dtype: str = "float32"


@dataclass(slots=True)
class LayerRow:
    """One layer, with all of its calls.

    Attributes:
        id: Unique in the model.
        name: Its own.
        kind: Its class.
        group: Names of the models that it is in, joined by ``/``.
        config: Its settings, keys in snake case.
        inputs: Parts that its calls take tensors from.
        outputs: Of each call, in order; `None`: not known.
        multiply_adds: Of all calls; `None`: not known.
    """

    id: str
    name: str
    kind: str
    group: str
    config: Mapping[str, Any]
    inputs: list[str] = field(default_factory=list)
    outputs: list[tuple[Sizes | None, str]] = field(default_factory=list)
    multiply_adds: int | None = 0


class Run:
    """One run of a model on shapes.

    Attributes:
        rows: Its layers by their ids, in the order in which they are called first.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        """Prepare a run.

        Args:
            sizes: The batch size, and the size to try for every other one that is open.
        """
        self._batch, self._open = sizes
        self._calls = 0
        self._ids = Ids()
        self.rows: dict[str, LayerRow] = {}
        self.inputs: list[Value] = []
        self.outputs: list[Value] = []

    def model(self, topology: Mapping[str, Any]) -> None:
        """Go through a whole model; fill in `rows`, `inputs` and `outputs`.

        Raises:
            MalformedError: It is not a model.
        """
        self.outputs = self._called(topology, "", None)

    def _called(
        self, entry: Mapping[str, Any], group: str, given: Sequence[Value] | None
    ) -> list[Value]:
        if group.count("/") > _DEEPEST:
            raise MalformedError("models nested too deeply")
        config = entry.get("config")
        layers = config.get("layers") if isinstance(config, dict) else config
        if not isinstance(layers, list) or not all(_is_entry(one) for one in layers):
            raise MalformedError("a model without a list of layers")
        if isinstance(config, dict) and "input_layers" in config:
            return self._functional(config, group, given)
        return self._sequential(layers, group, given)

    def _sequential(
        self, layers: Sequence[Any], group: str, given: Sequence[Value] | None
    ) -> list[Value]:
        values = None if given is None else list(given)
        for entry in layers:
            name, kind = name_of(entry), entry["class_name"]
            if kind == "InputLayer":
                values = self._input(entry, group, values)
                continue
            if values is None and kind not in MODELS:
                values = self._implied_input(entry)
            values = self._layer(entry, name, group, values)
        return values or []

    def _implied_input(self, entry: Mapping[str, Any]) -> list[Value]:
        """Return what a Sequential takes whose first layer says it; no part of its own gives it."""
        shape = self._shape_of(entry["config"])
        value = Value("", shape, _dtype_of(entry["config"]))
        self.inputs.append(Value(f"{name_of(entry)}_input", shape, value.dtype))
        return [value]

    def _functional(
        self, config: Mapping[str, Any], group: str, given: Sequence[Value] | None
    ) -> list[Value]:
        entries = {name_of(entry): entry for entry in config["layers"]}
        starts = first_numbers(config, entries)
        results: dict[tuple[str, int], list[Value]] = {}
        for place, (name, number, _) in enumerate(ends_of(config["input_layers"])):
            own = None if given is None or place >= len(given) else [given[place]]
            results[name, number] = self._input(known(entries, name), group, own)
        for name, number in ordered(entries, starts):
            if (name, number) in results:
                continue
            calls = calls_of(entries[name])
            taken = calls[number - starts.get(name, 0)] if calls else []
            values = [_taken(results, ref) for ref in taken]
            results[name, number] = self._layer(entries[name], name, group, values or None)
        return [_taken(results, ref) for ref in ends_of(config["output_layers"])]

    def _input(
        self, entry: Mapping[str, Any], group: str, given: Sequence[Value] | None
    ) -> list[Value]:
        # A model within another takes what it is called with: its own inputs are no parts.
        if given is not None:
            return list(given)
        config = entry["config"]
        value = Value("", self._shape_of(config), _dtype_of(config))
        name = name_of(entry)
        row = LayerRow(self._ids.of(group, name), name, "InputLayer", group, config)
        row.outputs.append((value.shape, value.dtype))
        self.rows[row.id] = row
        value.part = row.id
        self.inputs.append(Value(row.name, value.shape, value.dtype))
        return [value]

    def _layer(
        self, entry: Mapping[str, Any], name: str, group: str, given: Sequence[Value] | None
    ) -> list[Value]:
        self._calls += 1
        if self._calls > _MOST_CALLS:
            raise MalformedError("more calls of layers than any model has")
        kind = entry["class_name"]
        if kind in MODELS:
            return self._called(entry, f"{group}/{name}" if group else name, given)
        row = LayerRow(self._ids.of(group, name), name, kind, group, entry["config"])
        row = self.rows.setdefault(row.id, row)
        values = list(given or [])
        row.inputs = list(dict.fromkeys([*row.inputs, *(v.part for v in values if v.part)]))
        shapes = [value.shape for value in values if value.shape is not None]
        results = None
        if shapes and len(shapes) == len(values):
            results = output_shapes(kind, row.config, shapes)
        self._count(row, shapes, results)
        outputs = [Value(row.id, None)]
        if results is not None:
            outputs = [Value(row.id, shape) for shape in results]
        row.outputs += [(value.shape, value.dtype) for value in outputs]
        return outputs

    def _count(self, row: LayerRow, inputs: list[Sizes], results: list[Sizes] | None) -> None:
        count = multiply_adds(row.kind, row.config, inputs, results or [])
        if row.multiply_adds is not None:
            row.multiply_adds = None if count is None else row.multiply_adds + count

    def _shape_of(self, config: Mapping[str, Any]) -> Sizes | None:
        shape = config.get("batch_input_shape", config.get("batch_shape"))
        if shape is None and isinstance(config.get("input_shape"), list):
            shape = [config.get("batch_size"), *config["input_shape"]]
        if not isinstance(shape, list) or not all(_is_size(size) for size in shape):
            return None
        sizes = [self._open if size is None else size for size in shape]
        return [self._batch, *sizes[1:]] if shape and shape[0] is None else sizes


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("class_name"), str)
        and isinstance(entry.get("config"), dict | list)
        and (isinstance(entry["config"], dict) or entry["class_name"] in MODELS)
    )


def _is_size(size: Any) -> bool:
    return size is None or (type(size) is int and 0 <= size < MOST_SIZE)


def _dtype_of(config: Mapping[str, Any]) -> str:
    dtype = config.get("dtype")
    return dtype if isinstance(dtype, str) else "float32"


def _taken(results: Mapping[tuple[str, int], Sequence[Value]], ref: Ref) -> Value:
    values = results.get(ref[:2])
    if not values:
        raise MalformedError(f"a reference to {ref[0]!r}, which gives nothing")
    # Of a layer whose shapes are not known, the number of outputs is not either.
    return values[ref[2]] if 0 <= ref[2] < len(values) else Value(values[0].part, None)
