"""What an export would do with each layer of a Keras model, found out before it is exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tfjs_bridge.convert.files.own_classes import own_layer
from tfjs_bridge.convert.front_layers import FEATURE_SPACE_LAYERS, FRONT_LAYERS
from tfjs_bridge.convert.layers_model.handlers import refused, supported
from tfjs_bridge.convert.layers_model.trial import Outcome, Trial
from tfjs_bridge.inspection.document import ExportPlan, InGraph
from tfjs_bridge.inspection.saved.opening import by_layer
from tfjs_bridge.inspection.saved.parts import LayerRow

_DECLARED = "a step of the declared preprocessing, in front of the network"
_OPEN_SIZES = "with open sizes, only tracing can tell about graph"
_NEEDS_CODE = "for graph it needs --run-code"
_NOT_REACHED = "its calculation cannot be told without running Python code"
_CODE = frozenset({"Lambda", "Layer", "Wrapper"})
# Refused when they are traced (docs/operations.md): their reasons are theirs in a graph alone.
REFUSED_IN_GRAPH: Mapping[str, str] = {
    "ops.Bincount": "needs a value while the model is traced",
    "ops.Nextafter": "moves to the next number by its bits, which TensorFlow.js cannot read",
    "ops.View": "reads the bits of numbers, which TensorFlow.js cannot",
}


@dataclass(slots=True)
class Findings:
    """All that is known of a model's export.

    Attributes:
        trial: The translation to layers; `None`: nothing could be translated.
        in_layers: Refusals by the layers format beside the trial's, one line each.
        in_graph: Refusals by the graph format, one line each.
        declared: Names of layers that are declared in front of the network.
    """

    trial: Trial | None = None
    in_layers: Sequence[str] = ()
    in_graph: Sequence[str] = ()
    declared: frozenset[str] = frozenset()
    _layers: dict[str, list[str]] = field(default_factory=dict)
    _graph: dict[str, list[str]] = field(default_factory=dict)

    def ready(self) -> list[str]:
        """Sort refusals by layer; return those that are about the whole model."""
        whole = () if self.trial is None else self.trial.refusals
        self._layers, for_layers = by_layer([*self.in_layers, *whole])
        self._graph, for_graph = by_layer(self.in_graph)
        return list(dict.fromkeys([*for_layers, *for_graph]))

    def plan(self, row: LayerRow) -> ExportPlan:
        """Return what would become of a layer."""
        name = row.path[-1]
        if self.trial is None:
            return self.by_class(row.path, row.kind)
        if name in self.declared:
            return ExportPlan("rewritten", "exact", _DECLARED)
        graph, why = self._in_graph(row, self._graph.get(name, []))
        reasons = list(self._layers.get(name, []))
        outcome = self.trial.outcomes.get(row.path)
        # Of a placeholder, all that is known is why it stands there.
        if outcome is not None and not reasons:
            reasons = [_bare(line) for line in outcome.refusals]
        if reasons and row.is_open and graph == "exact":
            graph, why = "unknown", _OPEN_SIZES
        if reasons or outcome is None:
            # What was not tried is what nothing else is known of either.
            reasons = reasons or [_by_class(row.kind)]
            return ExportPlan("refused", graph, _sentences([*reasons, why]))
        return ExportPlan(outcome.treatment, graph, _sentences([_becomes(outcome), why]))

    def by_class(self, path: Sequence[str], kind: str) -> ExportPlan:
        """Return what would become of a layer of a model that cannot be made, by its class."""
        row = LayerRow("", tuple(path), kind, {})
        graph, why = self._in_graph(row, self._graph.get(path[-1], []))
        reasons, support = list(self._layers.get(path[-1], [])), supported().get(kind)
        if support is None or reasons:
            return ExportPlan("refused", graph, _sentences([*(reasons or [_by_class(kind)]), why]))
        # Its settings and shapes, which nobody could try, may be refused all the same.
        known: InGraph = "unknown" if graph == "exact" else graph
        return ExportPlan(support.treatment, known, "by its class alone")

    def _in_graph(self, row: LayerRow, reasons: Sequence[str]) -> tuple[InGraph, str]:
        if reasons:
            is_code = "--run-code" in reasons[0]
            return ("unknown", _NEEDS_CODE) if is_code else ("refused", reasons[0])
        if any(spec.dtype == "string" for spec in row.outputs):
            return "refused", ""
        if row.kind in REFUSED_IN_GRAPH:
            return "refused", f"in a graph it {REFUSED_IN_GRAPH[row.kind]}"
        refusal = refused().get(row.kind)
        if refusal is not None and not refusal.in_graph:
            return "refused", "no graph can hold it either"
        if not _is_own(row.kind) or row.kind in _CODE:
            return "unknown", ""
        return "exact", ""


def _is_own(kind: str) -> bool:
    return kind in supported() or kind in refused() or own_layer("keras.layers", kind)


def _by_class(kind: str) -> str:
    refusal = refused().get(kind)
    return _NOT_REACHED if refusal is None else f"{refusal.reason}. {refusal.remedy}"


def _bare(line: str) -> str:
    """Return a refusal without the layer's label, which the part has itself."""
    found, others = by_layer([line])
    return others[0] if others else next(iter(found.values()))[0]


def _becomes(outcome: Outcome) -> str:
    if outcome.treatment == "exact":
        return ""
    if outcome.treatment == "dropped":
        return "does nothing at inference"
    counted = dict.fromkeys(outcome.becomes)
    parts = [
        f"{outcome.becomes.count(name)} {name}" if outcome.becomes.count(name) > 1 else name
        for name in counted
    ]
    return f"becomes {', '.join(parts)}" if parts else ""


def _sentences(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part.removesuffix(".") for part in parts if part))


def front_names(rows: Iterable[LayerRow]) -> frozenset[str]:
    """Return the names of layers of text and lookups."""
    known = FRONT_LAYERS | FEATURE_SPACE_LAYERS
    return frozenset(row.path[-1] for row in rows if row.kind in known)
