"""All passes, in the order that they need."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import GraphModel
from tfjs_bridge.convert.graph_model.passes import (
    activations,
    algebra,
    borders,
    clamps,
    fusing,
    gelu,
    heads,
    pooling,
    recurrence,
    reshapes,
    scales,
    softmax,
    transposed,
)
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, Rule, regions, rewrite

# What one rule does makes another possible; after so many rounds nothing has been seen to change.
_MOST_ROUNDS = 8
# Constants are brought together before anything is fused, which would hide them.
_STAGES: Sequence[Sequence[Rule]] = (
    (algebra.no_bound, *softmax.RULES, *activations.RULES),
    (
        *(*recurrence.RULES, *gelu.RULES, *algebra.RULES, *scales.RULES),
        *(*softmax.RULES, *reshapes.RULES),
    ),
    (*borders.RULES, *pooling.RULES, *clamps.RULES, *transposed.BIASED),
    (*transposed.RULES, *heads.RULES),
    fusing.RULES,
)


def optimized(model: GraphModel, b: Builder) -> GraphModel:
    """Return a model after all passes; it is changed."""
    for region in regions(model, b):
        for rules in _STAGES:
            _settled(region, rules)
    return model


def _settled(region: Region, rules: Sequence[Rule]) -> None:
    for _ in range(_MOST_ROUNDS):
        if not rewrite(region, rules):
            return
