"""Plans: which weights are stored in which encoding."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Rule, plan_for
from tfjs_bridge.errors import UsageError

PATHS = ["sequential/conv2d/kernel", "sequential/dense/kernel", "sequential/dense/bias"]


def encodings(quantize: Any) -> list[str | None]:
    """What a plan says of each path."""
    rules = [plan_for(quantize).rule_for(path) for path in PATHS]
    return [None if rule is None else rule.encoding for rule in rules]


@pytest.mark.parametrize(
    ("quantize", "expected"),
    [
        pytest.param(None, [None] * 3, id="nothing"),
        pytest.param([], [None] * 3, id="no rules"),
        pytest.param("uint8", ["uint8"] * 3, id="all"),
        pytest.param("uint8:*/kernel", ["uint8", "uint8", None], id="kernels"),
        pytest.param("uint8:kernel", ["uint8", "uint8", None], id="the end of the path"),
        pytest.param("uint8:dense/*", [None, "uint8", "uint8"], id="a layer"),
        pytest.param("uint8:den?e/k*", [None, "uint8", None], id="a question mark"),
        pytest.param("uint8:[!c]*/kernel", ["uint8", "uint8", None], id="a set, of the model"),
        pytest.param(["uint8", "float32:dense/*"], ["uint8", "float32", "float32"], id="but"),
        pytest.param(["float32:dense/*", "uint8"], ["uint8"] * 3, id="the last decides"),
        pytest.param(("uint16", "uint8:conv*/*"), ["uint8", "uint16", "uint16"], id="two"),
        pytest.param(EncodingPlan((Rule("float16"),)), ["float16"] * 3, id="a plan"),
    ],
)
def test_the_last_rule_that_matches_decides(quantize: Any, expected: list[str | None]) -> None:
    """By the whole path, or its end behind a slash."""
    assert encodings(quantize) == expected


def test_a_name_is_no_pattern() -> None:
    """Weights that are named are stored so whatever their size."""
    assert Rule("uint8", "dense/bias").names("sequential/dense/bias")
    assert Rule("uint8", "sequential/dense/bias").names("sequential/dense/bias")
    assert not Rule("uint8", "*/bias").names("sequential/dense/bias")
    assert not Rule("uint8", "bias").names("sequential/dense/bias")
    assert not Rule("uint8", "se/bias").names("sequential/dense/bias")
    # A layer's name may have signs of patterns.
    assert Rule("uint8", "a[0]/bias").matches("model/a[0]/bias")


def test_a_plan_goes_to_another_process() -> None:
    """As JSON."""
    plan = EncodingPlan((Rule("uint8"), Rule("float32", "a/*")), min_values=7, per_channel=False)
    assert EncodingPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert plan.encodings == ("uint8",)
    assert plan_for(plan, min_values=3).min_values == 3
    assert plan_for(["float32"]).is_empty


@pytest.mark.parametrize(
    ("quantize", "message"),
    [
        ("unit8", r"quantize 'unit8': not known; .*'uint8'.* Did you mean 'uint8'\?"),
        ("int4", r"quantize 'int4': not known; .*"),
        ("UINT8", r"quantize 'UINT8': not known; expected 'float16', 'uint16', 'uint8'"),
        ("uint8:", r"quantize 'uint8:': the pattern is missing; .* 'uint8:\*/kernel'"),
        (":*/kernel", r"quantize '': not known"),
        (["uint8", 8], r"quantize 8: not known"),
        ({"uint8": "*"}, r"not known"),
        (EncodingPlan((Rule("uint4"),)), r"quantize 'uint4': not known"),
    ],
)
def test_wrong_ones_are_refused(quantize: Any, message: str) -> None:
    """With what is offered, and the nearest name."""
    with pytest.raises(UsageError, match=message):
        plan_for(quantize)


def test_a_pattern_that_matches_nothing_is_refused() -> None:
    """With the nearest names; one for all weights is not, of a model that has none."""
    with pytest.raises(UsageError) as error:
        plan_for(["uint8", "uint8:dense/kernal"]).require_matches(PATHS)
    assert "quantize 'uint8:dense/kernal': matches none of the model's weights" in str(error.value)
    assert "'sequential/dense/kernel'" in str(error.value)
    plan_for("uint8").require_matches([])
    with pytest.raises(UsageError, match="a model with weights"):
        plan_for("uint8:kernel").require_matches([])
