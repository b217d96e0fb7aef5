"""The measure that outputs are compared by: what it sees, and what it does not mind."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.vectors.make_comparison import cases, softmax
from tfjs_bridge.artifact.comparison import BLIND_BELOW, difference, variation
from tfjs_bridge.artifact.golden import TOLERANCE

VECTORS = Path(__file__).parents[1] / "vectors" / "comparison.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))


def array(*rows: Any) -> Any:
    return np.array(rows, np.float32)


def test_the_vectors_are_what_the_script_makes() -> None:
    """But for the last bits of logarithms, which are the C library's."""
    for made, kept in zip(cases(), CASES, strict=True):
        assert made["name"] == kept["name"]
        assert made["got"] == pytest.approx(kept["got"], rel=1e-5, abs=1e-44)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_vectors(case: dict[str, Any]) -> None:
    """As JavaScript has it, to rounding."""
    got = np.array(case["got"], np.float32).reshape(case["shape"])
    expected = np.array(case["expected"], np.float32).reshape(case["shape"])
    assert difference(got, expected) == pytest.approx(case["difference"], rel=1e-12)
    assert variation(expected) == pytest.approx(case["variation"], rel=1e-12)


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_never_within_a_tolerance(value: float, at: int) -> None:
    """On either side, whatever else stands beside it."""
    pair = [array([0.2, 0.8], [0.5, 0.5]), array([0.2, 0.8], [0.5, 0.5])]
    pair[at][1, 0] = value
    assert not difference(*pair) <= TOLERANCE
    assert not difference(array([value]), array([value])) <= TOLERANCE


def test_a_small_vector_is_not_hidden_by_a_large_one() -> None:
    """Several values are not all small by chance: each vector has its own scale."""
    expected = np.arange(1, 101, dtype=np.float32).reshape(1, 100) * array([1e5], [1])
    got = expected.copy()
    got[1] *= -1
    assert difference(got, expected) > 50 * TOLERANCE


def test_rounding_near_zero_is_no_fault() -> None:
    """One unit's output that is small by cancellation has the error of its large terms."""
    expected = array([37.0], [-52.0], [1e-6])
    assert difference(expected + array([2e-6], [2e-6], [2e-6]), expected) < TOLERANCE / 50


@pytest.mark.parametrize("scale", [1, 10, 60])
def test_rounding_of_logits_is_no_fault_in_a_softmax(scale: float) -> None:
    """Logits that are off by a few of their last bits, near saturation or far from it."""
    logits = np.random.default_rng(0).normal(0, scale, (8, 20)).astype(np.float32)
    noise = np.random.default_rng(1).uniform(-1e-6, 1e-6, logits.shape)
    error = (noise * np.abs(logits).max()).astype(np.float32)
    assert difference(softmax(logits + error), softmax(logits)) < TOLERANCE / 3


def test_a_fault_in_a_softmaxs_tail_is_seen() -> None:
    """The same class first in all vectors, to seven digits; what is below differs."""
    logits = array([40, 1, 2, 3], [45, 3, 1, 2])
    faulty = array([40, 3, 2, 1], [45, 1, 3, 2])
    assert np.abs(softmax(faulty) - softmax(logits)).max() < 1e-7
    assert difference(softmax(faulty), softmax(logits)) > 100 * TOLERANCE


@pytest.mark.parametrize(
    ("expected", "low", "high"),
    [
        pytest.param(array([1, 0, 0], [1, 0, 0], [1, 0, 0]), 0, 0, id="always the same"),
        pytest.param(array([0.3], [0.3001]), 0, BLIND_BELOW, id="hardly"),
        pytest.param(array([0.3], [0.31]), BLIND_BELOW, 0.1, id="a little"),
        pytest.param(array([0.3], [0.3], [0.9]), 0.5, 3, id="one of three"),
        pytest.param(array([0.3, 5]), 0, 0, id="one vector"),
        pytest.param(softmax(array([50, 0, 9], [60, 9, 0])), 0.1, 1, id="a saturated softmax"),
    ],
)
def test_variation(expected: Any, low: float, high: float) -> None:
    """How far apart an output's vectors are."""
    assert low <= variation(expected) <= high


def test_zeros_are_compared_as_they_are() -> None:
    """There is nothing that a difference could be a part of."""
    assert difference(array([1e-3, 0]), array([0, 0])) == pytest.approx(1e-3)
    assert math.isclose(difference(array([1e-38, 0]), array([0, 0])), 0, abs_tol=1e-30)
