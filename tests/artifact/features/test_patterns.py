"""Rules that standardize texts: what TensorFlow's operations gave, and what takes too long."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.artifact.features.test_vectors import read
from tfjs_bridge.artifact.features.patterns import parse_pattern
from tfjs_bridge.artifact.features.standards import check_standardize, standardized
from tfjs_bridge.errors import DataError

CASES: list[dict[str, Any]] = read("patterns.json")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_rules(case: dict[str, Any]) -> None:
    """The same text, whatever the script."""
    check_standardize(case["rules"])
    assert [standardized(case["rules"], text) for text in case["texts"]] == case["values"]


@pytest.mark.parametrize("pattern", ["a?" * 40 + "b", "a+a+a+a+a+b", "a+.a+.a+.a+b", ".*.*=.*"])
def test_what_would_be_tried_again_and_again_is_refused(pattern: str) -> None:
    """Such a pattern would take longer for each letter more."""
    with pytest.raises(ValueError, match=r"expected other characters behind each \?"):
        parse_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"\s*,?[a-z]*;", r"\s+[a-z]\s+", "a+b+c+d.*e", "<.*?>|a*b|a"])
def test_the_others_are_quick(pattern: str) -> None:
    """A text that is made for the slowest way through them."""
    started = time.process_time()
    for text in (
        "a" * 2000,
        " " * 2000,
        "<" * 2000,
        "abc" * 700,
        "a" * 900 + "b" * 900 + "c" * 900,
    ):
        standardized([{"replace": pattern, "with": ""}], text)
    assert time.process_time() - started < 5


def test_a_text_does_not_grow_without_end() -> None:
    """Rules that lengthen texts may follow each other."""
    rules = [{"replace": "a", "with": "a" * 1000}] * 3
    with pytest.raises(DataError, match="a text became too long; expected at most 16777216"):
        standardized(rules, "a")
