"""Tests of choosing the next character."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.vectors.make_sampling import groups
from tfjs_bridge.data.sampling import choose, random_numbers, sampling_weights
from tfjs_bridge.errors import UsageError

VECTORS = Path(__file__).parents[1] / "vectors" / "sampling.json"
GROUPS: dict[str, list[dict[str, Any]]] = json.loads(VECTORS.read_text(encoding="utf-8"))


def cases(group: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in GROUPS[group]]


def test_the_vectors_are_what_the_script_makes() -> None:
    """But for the last bits of powers, which are the C library's."""
    made = groups()
    assert made["random"] == GROUPS["random"]
    for ours, kept in zip(made["choices"], GROUPS["choices"], strict=True):
        assert {**ours, "weights": None} == {**kept, "weights": None}


@pytest.mark.parametrize("case", cases("random"))
def test_random_numbers(case: dict[str, Any]) -> None:
    """Bit by bit."""
    found = list(islice(random_numbers(case["seed"]), len(case["expected"])))
    assert found == case["expected"]


@pytest.mark.parametrize("case", cases("choices"))
def test_choices(case: dict[str, Any]) -> None:
    """Weights to rounding, choices exactly."""
    values = np.array(case["probabilities"])
    settings = {"temperature": case["temperature"], "top_k": case["top_k"]}
    if case["weights"] is not None:
        np.testing.assert_allclose(sampling_weights(values, **settings), case["weights"], 1e-12)
    chances = islice(random_numbers(case["seed"]), len(case["expected"]))
    assert [choose(values, chance, **settings) for chance in chances] == case["expected"]


def test_choices_come_as_often_as_their_probabilities_say() -> None:
    """Of 20,000 draws, within four standard deviations."""
    probabilities = np.array([0.5, 0.3, 0.15, 0.05], np.float32)
    chances = islice(random_numbers(3), 20_000)
    counts = Counter(choose(probabilities, chance, temperature=1) for chance in chances)
    for index, probability in enumerate(probabilities):
        expected, deviation = (
            20_000 * probability,
            (20_000 * probability * (1 - probability)) ** 0.5,
        )
        assert abs(counts[index] - expected) < 4 * deviation


def test_random_numbers_are_spread_evenly() -> None:
    """In [0, 1), a tenth of them in each tenth."""
    numbers = np.array(list(islice(random_numbers(11), 50_000)))
    assert 0 <= numbers.min() < numbers.max() < 1
    assert abs(np.histogram(numbers, 10, (0, 1))[0] - 5000).max() < 4 * 5000**0.5


@pytest.mark.parametrize(
    ("temperature", "top_k", "message"),
    [
        pytest.param(-0.1, None, "temperature: expected a number from 0, got -0.1", id="negative"),
        pytest.param(float("nan"), None, "got nan", id="NaN"),
        pytest.param(float("inf"), None, "got inf", id="infinite"),
        pytest.param(1.0, 0, "top-k: expected a whole number from 1, got 0", id="none of them"),
    ],
)
def test_settings_out_of_range_are_refused(
    temperature: float, top_k: int | None, message: str
) -> None:
    """In words."""
    with pytest.raises(UsageError, match=message):
        choose(np.array([1.0]), 0.5, temperature=temperature, top_k=top_k)
