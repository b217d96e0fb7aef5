"""Round a model's weights as a graph model stores them, by one plan after another."""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.rounding import Storage, rounded
from tfjs_bridge.convert.graph_model.convert import weight_uses
from tfjs_bridge.convert.graph_model.factors.choosing import asked_for, storages
from tfjs_bridge.convert.graph_model.factors.uses import Use


class GraphRounding:
    """Rounds the weights of one model.

    How a weight can be stored depends on how the graph uses it. That takes a third of a second to
    find out for MobileNetV2, so it is done once, however many plans are tried.
    """

    def __init__(self, signature: Signature) -> None:
        """Take a model by how it is called."""
        self._signature = signature

    def __call__(self, plan: EncodingPlan) -> AbstractContextManager[Rounded]:
        """Round within a block."""
        return rounded(self._signature.model, plan, self.storages(plan))

    def storages(self, plan: EncodingPlan) -> dict[str, Storage]:
        """Return what is better than a weight's own grid, by path, where anything is."""
        asked = asked_for(self._shapes, plan)
        # Nothing is traced for a plan that rounds nothing, as most exports have.
        uses = self._uses if asked else {}
        return storages({path: use for path, use in uses.items() if path in asked}, plan)

    @functools.cached_property
    def _shapes(self) -> dict[str, tuple[int, ...]]:
        return {str(weight.path): tuple(weight.shape) for weight in self._signature.weights}

    @functools.cached_property
    def _uses(self) -> dict[str, Use]:
        paths = {path for path, shape in self._shapes.items() if len(shape) > 1}
        return weight_uses(self._signature, paths)
