"""Choose how a graph model stores each weight that is to be stored in few bytes."""

from __future__ import annotations

from collections.abc import Mapping

from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule
from tfjs_bridge.convert.frontend.rounding import Storage
from tfjs_bridge.convert.graph_model.factors.uses import Use

# With fewer values for each scale, as in a depthwise kernel of 3 by 3, the scale is nearly half of
# the bytes, and multiplying by it takes as long as a tenth of the product (measured on wasm). Of
# 65,536 values one scale is fine enough for all channels.
_LEAST_FOR_A_SCALE = 16
_WITH_CHANNELS = {"auto": ("uint8",), True: ("uint8", "uint16"), False: ()}


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
    factor = None if use.factor is None or (use.factor == 1).all() else use.factor
    # What a rule names is stored as it says.
    is_free = rule.pattern == "*" and encoding == "uint8" and use.factor is not None
    if has_channels and is_free and use.values < _LEAST_FOR_A_SCALE:
        return Storage("uint16", factor=factor)
    if has_channels and axis is not None:
        return Storage(encoding, axis)
    return Storage(encoding, factor=factor)
