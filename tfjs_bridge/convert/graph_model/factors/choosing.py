"""Choose how a graph model stores each weight that is to be stored in few bytes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule
from tfjs_bridge.convert.frontend.rounding import Storage
from tfjs_bridge.convert.graph_model.factors.splitting import is_worth
from tfjs_bridge.convert.graph_model.factors.uses import Use
from tfjs_bridge.convert.graph_model.ir import Array

# With fewer values for each scale, as in a depthwise kernel of 3 by 3, the scale is nearly half of
# the bytes, and multiplying by it takes as long as a tenth of the product (measured on wasm).
_LEAST_FOR_A_SCALE = 16
# Of 65,536 values one scale is fine enough for all channels.
_WITH_CHANNELS = {"auto": ("uint8",), True: ("uint8", "uint16"), False: ()}
# How many times as large as the smallest of the factors the largest may be, so that every channel
# of the product keeps a few hundred values. Those of float16 are as fine for small numbers.
_MOST_SPREAD = {"float16": math.inf, "uint16": 256.0, "uint8": 0.0}


def asked_for(shapes: Mapping[str, Sequence[int]], plan: EncodingPlan) -> set[str]:
    """Return the paths of weights of two or more axes that a plan rounds.

    Args:
        shapes: Of all weights, by path.
        plan: What was asked for.
    """
    rules = {path: plan.rule_for(path) for path, shape in shapes.items() if len(shape) > 1}
    return {path for path, rule in rules.items() if rule and rule.encoding != UNCHANGED}


def storages(uses: Mapping[str, Use], plan: EncodingPlan) -> dict[str, Storage]:
    """Return what is better than one grid for the weight as Keras has it, by path.

    Args:
        uses: By path.
        plan: What was asked for.
    """
    found = {}
    for path, use in uses.items():
        rule = plan.rule_for(path)
        if rule is not None:
            found[path] = _storage(use, rule, rule.encoding in _WITH_CHANNELS[plan.per_channel])
    return found


def _storage(use: Use, rule: Rule, has_channels: bool) -> Storage:
    axis, encoding = use.axis, rule.encoding
    # What a rule names is stored as it says.
    is_free = rule.pattern == "*" and encoding == "uint8" and use.factor is not None
    has_scales = has_channels and axis is not None
    if is_free and (_is_too_small(use) or (has_scales and use.values < _LEAST_FOR_A_SCALE)):
        return Storage("float16", factor=_factor(use, "float16"))
    if has_scales:
        return Storage(encoding, axis)
    return Storage(encoding, factor=_factor(use, encoding))


def _is_too_small(use: Use) -> bool:
    """Whether a weight would need factors of its own, which are not worth it."""
    is_multiplied = use.factor is not None and bool((use.factor != 1).any())
    return is_multiplied and not is_worth(math.prod(use.shape), 1)


def _factor(use: Use, encoding: str) -> Array | None:
    """Return what a weight is multiplied by before it is rounded, if it is."""
    if use.factor is None or (use.factor == 1).all():
        return None
    sizes = np.abs(use.factor)
    return use.factor if sizes.max() <= _MOST_SPREAD[encoding] * sizes.min() else None
