"""Round a model's weights as a graph model stores them, by one plan after another."""

from __future__ import annotations

from contextlib import AbstractContextManager

from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule
from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.rounding import Storage, rounded
from tfjs_bridge.convert.graph_model.convert import storages_for

_EVERY = "*"
# Matches every path as well, but counts as a name: what a rule names is stored as it says.
_NAMED = "**"


class GraphRounding:
    """Rounds the weights of one model.

    How a weight can be stored is found out by tracing the model, which takes a third of a second
    for MobileNetV2, and depends on nothing but the weight and its rule. So each encoding is asked
    about once, however many plans are tried.
    """

    def __init__(self, signature: Signature) -> None:
        """Take a model by how it is called."""
        self._signature = signature
        self._known: dict[EncodingPlan, dict[str, Storage]] = {}

    def __call__(self, plan: EncodingPlan) -> AbstractContextManager[Rounded]:
        """Round within a block."""
        return rounded(self._signature.model, plan, self.storages(plan))

    def storages(self, plan: EncodingPlan) -> dict[str, Storage]:
        """Return how weights are stored, by path, as `storages_for` does."""
        paths = [str(variable.path) for variable in self._signature.weights]
        rules = {path: plan.rule_for(path) for path in paths}
        found = {
            path: self._of(rule, plan).get(path)
            for path, rule in rules.items()
            if rule is not None and rule.encoding != UNCHANGED
        }
        return {path: storage for path, storage in found.items() if storage is not None}

    def _of(self, rule: Rule, plan: EncodingPlan) -> dict[str, Storage]:
        pattern = _EVERY if rule.pattern == _EVERY else _NAMED
        asked = EncodingPlan((Rule(rule.encoding, pattern),), plan.min_values, plan.per_channel)
        if asked not in self._known:
            self._known[asked] = storages_for(self._signature, asked)
        return self._known[asked]
