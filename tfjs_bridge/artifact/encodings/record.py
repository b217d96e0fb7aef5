"""What was rounded before an export, and how its weights are stored without losing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tfjs_bridge.artifact.encodings.affine import Affine
from tfjs_bridge.artifact.encodings.encoding import Array, Encoded
from tfjs_bridge.artifact.encodings.grid import Grid
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, EncodingPlan
from tfjs_bridge.artifact.encodings.registry import ENCODINGS, FLOAT32
from tfjs_bridge.artifact.weights import NamedWeight

Reason = Literal["not asked for", "vector", "small", "other dtype", "not finite", "out of range"]


@dataclass(frozen=True, slots=True, eq=False)
class RoundedWeight:
    """A weight of the Keras model that was rounded.

    Attributes:
        path: Keras's `Variable.path`.
        encoding: The encoding's name.
        grid: What it was rounded to; `None`: the values of float16.
        value: As rounded: float32.
        original: As it was before.
        is_named: Whether a rule names it, so that it is stored so whatever its size.
        is_product: Whether not its value is on the grid, but what a graph model stores: its product
            with what has been computed beforehand.
    """

    path: str
    encoding: str
    grid: Grid | None
    value: Array
    original: Array
    is_named: bool = False
    is_product: bool = False


@dataclass(frozen=True, slots=True)
class KeptWeight:
    """A weight of the Keras model that stays as it is.

    Attributes:
        path: Keras's `Variable.path`.
        reason: Why.
    """

    path: str
    reason: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """What became of a Keras model's weights.

    Attributes:
        plan: By which they were rounded.
        weights: Those that are on the grid of an encoding now, in the model's order.
        kept: The others.
    """

    plan: EncodingPlan = AS_THEY_ARE
    weights: tuple[RoundedWeight, ...] = ()
    kept: tuple[KeptWeight, ...] = ()

    def encode(self, weight: NamedWeight) -> Encoded:
        """Encode a weight of the translated model in the smallest encoding that loses nothing.

        It may be a rounded weight, its transpose, a part of it, or its multiple by a factor.
        """
        for encoded in self._encoded(weight):
            if encoded is not None:
                return encoded
        return FLOAT32.encode(weight)

    def origin(self, name: str) -> RoundedWeight | KeptWeight | None:
        """Return the weight of the Keras model that a stored weight stems from, by its name.

        Args:
            name: As TensorFlow.js has it: ``lstm/kernel`` for Keras's ``lstm/lstm_cell/kernel``.
        """
        every: tuple[RoundedWeight | KeptWeight, ...] = (*self.weights, *self.kept)
        for is_of in (_is_equal, _is_end, _is_within):
            found = [one for one in every if is_of(name, one.path)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def least_values(self, encoding: str) -> int:
        """Return how many values a weight has at least that is encoded without being named."""
        asked = self.plan.min_values
        return ENCODINGS[encoding].least_values if asked is None else asked

    def _encoded(self, weight: NamedWeight) -> Iterator[Encoded | None]:
        if self.plan.is_empty or weight.value.dtype.name != "float32":
            return
        origin = self.origin(weight.name)
        if isinstance(origin, KeptWeight):
            return
        if origin is not None and origin.grid is not None and self._is_worth(weight, origin):
            yield _on_grid(weight, origin.grid)
        for name in self._tried():
            if ENCODINGS[name].applies(weight, self._least(name)) or self._is_named(weight):
                yield ENCODINGS[name].exactly(weight)
                others = [one.grid for one in self.weights if one.encoding == name]
                yield from (_on_grid(weight, grid) for grid in others if grid is not None)

    def _tried(self) -> list[str]:
        """Return the encodings that a weight may be stored in, the smallest first."""
        asked = self.plan.encodings
        # Where a kernel's columns are multiplied by different factors, 256 values may be too few.
        larger = ("uint16", "float16") if "uint8" in asked else ()
        return sorted(
            dict.fromkeys((*asked, *larger)),
            key=lambda name: ENCODINGS[name].bytes_per_value("float32"),
        )

    def _least(self, encoding: str) -> int:
        asked = self.plan.encodings
        return max(map(self.least_values, [encoding] if encoding in asked else asked))

    def _is_worth(self, weight: NamedWeight, origin: RoundedWeight) -> bool:
        encoding = ENCODINGS[origin.encoding]
        return origin.is_named or encoding.applies(weight, self.plan.min_values)

    def _is_named(self, weight: NamedWeight) -> bool:
        sizes = (one.value.size for one in self.weights if one.is_named)
        return weight.value.size in sizes


NOTHING_ROUNDED = Rounded()
"""Of a model that is exported as it is."""


def _on_grid(weight: NamedWeight, grid: Grid) -> Encoded | None:
    encoding = ENCODINGS[grid.encoding]
    if grid.axis is not None or not isinstance(encoding, Affine) or not encoding.accepts(weight):
        return None
    # A few values say at once that it is another weight's grid.
    few = weight.value.reshape(-1)[:8]
    is_on = grid.holds(few) and grid.holds(weight.value)
    return encoding.encode_on(weight, grid) if is_on else None


def _is_equal(name: str, path: str) -> bool:
    return name == path


def _is_end(name: str, path: str) -> bool:
    return "/" in name and path.endswith(f"/{name}")


def _is_within(name: str, path: str) -> bool:
    """Whether the names of the layer and of the weight are the same, and others are between."""
    first, last = name.split("/")[0], name.split("/")[-1]
    if first == name:  # of no layer
        return False
    return path.split("/")[-1] == last and first in path.split("/")[:-1]
