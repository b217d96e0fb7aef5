"""Round a model's weights as a graph model stores them, by one plan after another."""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.rounding import Storage, rounded
from tfjs_bridge.convert.graph_model.convert import weight_uses
from tfjs_bridge.convert.graph_model.factors.choosing import storages
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
        rules = {path: plan.rule_for(path) for path in self._paths}
        asked = {path for path, rule in rules.items() if rule and rule.encoding != UNCHANGED}
        # Nothing is traced for a plan that rounds nothing, as most exports have.
        uses = self._uses if asked else {}
        return storages({path: use for path, use in uses.items() if path in asked}, plan)

    @functools.cached_property
    def _paths(self) -> frozenset[str]:
        weights = self._signature.weights
        return frozenset(str(weight.path) for weight in weights if len(weight.shape) > 1)

    @functools.cached_property
    def _uses(self) -> dict[str, Use]:
        return weight_uses(self._signature, self._paths)
