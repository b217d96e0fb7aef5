"""A translation that is watched: what becomes of each Keras layer, without a model at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tfjs_bridge.convert.frontend.graph import Graph, Layer
from tfjs_bridge.convert.layers_model.builder import Builder
from tfjs_bridge.convert.layers_model.handlers import Treatment
from tfjs_bridge.convert.layers_model.masks import uses_masks
from tfjs_bridge.convert.layers_model.tfjs_layers import TfjsLayer
from tfjs_bridge.convert.layers_model.translate import Translation, translated
from tfjs_bridge.errors import UnsupportedModelError

Path = tuple[str, ...]
"""Names of the models around a layer, and its own."""


@dataclass(slots=True)
class Outcome:
    """What became of one layer.

    Attributes:
        becomes: Classes of the TensorFlow.js layers that were made for it, in order.
        is_same: Whether it is one layer of its own class, with as many weights' values.
        is_used: Whether any layer was called for it.
        refusals: Why it was refused, whole messages.
    """

    becomes: list[str] = field(default_factory=list)
    is_same: bool = False
    is_used: bool = False
    refusals: list[str] = field(default_factory=list)

    @property
    def treatment(self) -> Treatment:
        """As in the table of layers; of a layer that was not refused."""
        if self.is_same:
            return "exact"
        return "rewritten" if self.is_used else "dropped"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a translation found.

    Attributes:
        outcomes: By the layers' paths.
        refusals: Of the model as a whole, beside those of its layers.
    """

    outcomes: Mapping[Path, Outcome]
    refusals: tuple[str, ...] = ()


class _Watcher:
    """Notes what each layer adds to a builder."""

    def __init__(self, builder: Builder, refusals: list[str]) -> None:
        self._builder, self._refusals = builder, refusals
        self._calls: dict[str, int] = {}
        self._refused = 0
        self.outcomes: dict[Path, Outcome] = {}

    def tell(self, path: Path, layer: Layer, number: int) -> None:
        """Note what has changed since the last call."""
        outcome = self.outcomes.setdefault((*path, layer.name), Outcome())
        # Of a model within the model, its layers were told of before.
        if layer.calls[number].graph is None:
            outcome.refusals += self._refusals[self._refused :]
        self._refused = len(self._refusals)
        self._note(outcome, layer)

    def _note(self, outcome: Outcome, layer: Layer) -> None:
        layers = self._builder.layers
        made = [one for one in layers if one.name not in self._calls]
        outcome.is_used |= any(len(one.nodes) > self._calls.get(one.name, 0) for one in layers)
        if made:
            is_first = not outcome.becomes
            outcome.becomes += [one.class_name for one in made]
            is_one = len(made) == 1 and made[0].class_name == layer.class_name
            outcome.is_same = is_first and is_one and _values(made[0]) == _values(layer)
        self._calls = {one.name: len(one.nodes) for one in layers}


def _values(layer: Layer | TfjsLayer) -> int:
    """Count the values of a layer's weights, and of those within it."""
    children = layer.children.values() if isinstance(layer, Layer) else ()
    return sum(int(value.size) for value in layer.weights.values()) + sum(map(_values, children))


def try_translation(graph: Graph) -> Trial:
    """Translate a graph, and tell what became of each layer; refusals are not raised."""
    builder, refusals = Builder(has_masks=uses_masks(graph)), list[str]()
    watcher = _Watcher(builder, refusals)
    whole: list[str] = []
    try:
        translated(graph, Translation(builder, refusals, tell=watcher.tell))
    except UnsupportedModelError as error:
        if not refusals:  # raised by what looks at the whole
            whole = str(error).splitlines()
    return Trial(watcher.outcomes, tuple(whole))
