"""All passes, in the order that they need."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import GraphModel, Tensor
from tfjs_bridge.convert.graph_model.passes import (
    activations,
    algebra,
    borders,
    clamps,
    fusing,
    gelu,
    heads,
    normalizing,
    pooling,
    recurrence,
    reshapes,
    scales,
    slices,
    softmax,
    tables,
    transposed,
    transposes,
)
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, Rule, regions, rewrite

# What one rule does makes another possible; after so many rounds nothing has been seen to change.
_MOST_ROUNDS = 8
# Constants are brought together before anything is fused, which would hide them.
_STAGES: Sequence[Sequence[Rule]] = (
    (algebra.no_bound, *softmax.RULES, *activations.RULES),
    (
        *(*recurrence.RULES, *gelu.RULES, *algebra.RULES, *scales.RULES),
        *(*softmax.RULES, *reshapes.RULES, *transposes.RULES, *normalizing.RULES),
        *slices.SINGLE,
    ),
    (*borders.RULES, *pooling.RULES, *clamps.RULES, *transposed.BIASED, *slices.RULES),
    (*transposed.RULES, *heads.RULES, *tables.RULES),
    fusing.RULES,
)


def optimized(model: GraphModel, b: Builder) -> GraphModel:
    """Return a model after all passes; it is changed."""
    for region in regions(model, b):
        before = list(region.outputs)
        for rules in _STAGES:
            _settled(region, rules)
        if region.b is not b:
            _keep_apart(region, before)
    return model


def _keep_apart(region: Region, before: Sequence[Tensor]) -> None:
    """Copy what a loop's body has come to hand on as it was given.

    A constant that it returned would be disposed of as the next turn's old state.
    """
    for place, (old, x) in enumerate(zip(before, region.outputs, strict=True)):
        if x is not old and x.node.op in ("_Arg", "Const"):
            copied = region.b.emit_anew("Identity", (x,), x.shape, x.dtype)
            region.outputs[place] = copied


def _settled(region: Region, rules: Sequence[Rule]) -> None:
    for _ in range(_MOST_ROUNDS):
        if not rewrite(region, rules):
            return
