"""How a weight is stored, from how the graph uses it."""

from __future__ import annotations

import numpy as np
import pytest

from tfjs_bridge.artifact.encodings.plan import EncodingPlan, PerChannel, Rule
from tfjs_bridge.convert.graph_model.factors.choosing import storages
from tfjs_bridge.convert.graph_model.factors.uses import Use
from tfjs_bridge.convert.graph_model.ir import Array

ONES = np.ones((30, 20), np.float32)


def chosen(
    rule: str, per_channel: PerChannel = "auto", *, values: int = 30, factor: Array | None = ONES
) -> tuple[str, int | None, bool]:
    """Encoding, axis and whether the product is rounded of ``layer/kernel``."""
    encoding, _, pattern = rule.partition(":")
    plan = EncodingPlan((Rule(encoding, pattern or "*"),), per_channel=per_channel)
    use = Use((30, 20), frozenset({1}), values, factor)
    found = storages({"layer/kernel": use}, plan)["layer/kernel"]
    return found.encoding, found.axis, found.factor is not None


@pytest.mark.parametrize(
    ("rule", "per_channel", "axis"),
    [
        ("uint8", "auto", 1),
        ("uint8", True, 1),
        ("uint8", False, None),
        ("uint16", "auto", None),
        ("uint16", True, 1),
        ("float16", "auto", None),
    ],
)
def test_channels_have_scales(rule: str, per_channel: PerChannel, axis: int | None) -> None:
    assert chosen(rule, per_channel) == (rule, axis, False)


@pytest.mark.parametrize("rule", ["float16", "uint16"])
def test_without_scales_the_product_is_rounded(rule: str) -> None:
    assert chosen(rule, factor=ONES * 2) == (rule, None, True)
    assert chosen(rule, factor=None) == (rule, None, False)


def test_channels_that_differ_much_have_factors_at_run_time() -> None:
    """One grid for all products would leave the smallest a few values, but for float16's."""
    near, far = ONES.copy(), ONES.copy()
    near[:, 0], far[:, 0] = 0.01, 0.001
    assert chosen("uint16", factor=near) == ("uint16", None, True)
    assert chosen("uint16", factor=far) == ("uint16", None, False)
    assert chosen("uint8", False, factor=near) == ("uint8", None, False)
    assert chosen("float16", factor=far) == ("float16", None, True)


def test_channels_of_few_values_need_more_levels_instead_of_scales() -> None:
    """But for a weight that a rule names."""
    assert chosen("uint8", values=9, factor=ONES * 2) == ("float16", None, True)
    assert chosen("uint8", values=9) == ("float16", None, False)
    assert chosen("uint8:layer/kernel", values=9) == ("uint8", 1, False)
    assert chosen("uint8", False, values=9) == ("uint8", None, False)
    assert chosen("uint8", values=9, factor=None) == ("uint8", 1, False)


def test_small_weights_that_are_multiplied_need_no_factors_either() -> None:
    """A node would need more bytes than it saves; alone they are stored as they were rounded."""
    for factor, expected in ((2, "float16"), (1, "uint8")):
        use = Use((10, 20), frozenset(), 20, np.full((10, 20), factor, np.float32))
        found = storages({"kernel": use}, EncodingPlan((Rule("uint8"),)))["kernel"]
        assert (found.encoding, found.axis) == (expected, None)


def test_what_no_rule_matches_is_left_to_the_plan() -> None:
    use = Use((30, 20), frozenset({1}), 30, ONES)
    assert storages({"other": use}, EncodingPlan((Rule("uint8", "layer/*"),))) == {}
