"""A function of the user's own that standardizes texts becomes rules, or is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT

RULES: dict[str, Any] = {
    **dict.fromkeys(("same", "squeezed", "reshaped", "keras")),
    "object": [{"lower": "ascii"}],
    "strip": [{"upper": "ascii"}, {"strip": "ascii"}],
    "constants": [{"replace": "a", "with": "\\"}],
    "of a tf.function": [{"replace": "<.*?>", "with": "$1"}],
}
REFUSALS = {
    "utf-8": "letters beyond ASCII",
    "first": "the first match only",
    "group": "puts parts of a match into its place",
    "pattern": r"got '\(' at 1 in '\(a\)'. Use another pattern",
    "empty": "expected no match of an empty text",
    "joined": "operation StringJoin",
    "Python": "operation EagerPyFunc",
    "printed": "operation StringFormat",
    "constant": "operation Const",
    "eager": r"TensorFlow cannot trace \(AttributeError\)",
    "lengths": "gives no text",
    "nothing": "gives no text",
    "other shape": r"changes the shape to \(1, None\); expected \(any, 1\)",
    "squeezed, not split": r"changes the shape to \(None,\); expected \(any, 1\)",
}

pytestmark = [pytest.mark.slow, pytest.mark.needs("tensorflow")]


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What became of each function."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.convert.features.own_functions"],
        env={**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def test_all_functions_were_tried(found: dict[str, Any]) -> None:
    """Each has its expectation."""
    assert found.keys() == RULES.keys() | REFUSALS.keys()


@pytest.mark.parametrize("name", RULES)
def test_rules(found: dict[str, Any], name: str) -> None:
    """In the order of the function's operations."""
    assert found[name] == RULES[name]


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals(found: dict[str, Any], name: str) -> None:
    """With the reason."""
    assert re.search(REFUSALS[name], found[name])
