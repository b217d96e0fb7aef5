"""The search for encodings, with effects that are known beforehand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from tfjs_bridge.convert.encodings.search import Candidate, Choice, smallest

LEVELS = ("uint8", "uint16", "float32")
SIZES = (1, 2, 4)
# How much less a level changes than the one below.
FACTORS = {"uint8": 1.0, "uint16": 1 / 256}


def search(effects: Mapping[str, float], values: Mapping[str, int], most: float) -> Choice:
    """Search where the effects of weights add up."""
    seen: list[Mapping[str, str]] = []

    def measure(chosen: Mapping[str, str]) -> float:
        assert chosen not in seen  # no choice is run twice
        seen.append(dict(chosen))
        return sum(effects[name] * FACTORS[encoding] for name, encoding in chosen.items())

    candidates = [Candidate(name, values[name], LEVELS, SIZES) for name in effects]
    choice = smallest(candidates, measure, most)
    assert choice.runs == len(seen)
    total = sum(effects[x] * FACTORS.get(e, 0.0) for x, e in choice.encodings.items())
    assert choice.change == pytest.approx(total)
    assert choice.change <= most
    return choice


def test_one_run_is_enough_where_everything_can_be_smallest() -> None:
    """The usual case."""
    choice = search({"a": 0.001, "b": 0.002}, {"a": 10, "b": 10}, 0.01)
    assert dict(choice.encodings) == {"a": "uint8", "b": "uint8"}
    assert (choice.runs, choice.alone) == (1, {})


def test_the_sensitive_weight_alone_becomes_larger() -> None:
    """As depthwise kernels are; and the others stay as small as they can be."""
    effects = dict.fromkeys("abcdefgh", 0.0005) | {"depthwise": 0.5}
    choice = search(effects, dict.fromkeys(effects, 1000), 0.01)
    assert choice.encodings["depthwise"] == "uint16"
    assert {choice.encodings[name] for name in "abcdefgh"} == {"uint8"}
    assert choice.alone["depthwise"] == 0.5
    assert choice.runs <= len(effects) + 8


def test_all_together_keep_the_bound_not_each_alone() -> None:
    """Ten weights of 0.002 each: five are the most."""
    effects = {f"w{k}": 0.002 for k in range(10)}
    choice = search(effects, dict.fromkeys(effects, 100), 0.0101)
    assert sum(encoding == "uint8" for encoding in choice.encodings.values()) == 5


def test_large_weights_are_made_small_before_small_ones() -> None:
    """What counts is the change for a byte saved."""
    choice = search({"large": 0.008, "small": 0.004}, {"large": 1_000_000, "small": 300}, 0.01)
    assert dict(choice.encodings) == {"large": "uint8", "small": "uint16"}


def test_nothing_is_rounded_where_nothing_may_change() -> None:
    """A bound of 0 gives the weights as they are."""
    choice = search({"a": 0.1, "b": 0.2}, {"a": 10, "b": 10}, 0.0)
    assert set(choice.encodings.values()) == {"float32"}
    assert choice.change == 0


def test_a_weight_without_effect_is_smallest_beside_one_that_must_be_exact() -> None:
    """Even where the bound is far below what the other does."""
    choice = search({"dead": 0.0, "alive": 100.0}, {"dead": 10, "alive": 10}, 0.001)
    assert dict(choice.encodings) == {"dead": "uint8", "alive": "float32"}


def test_outputs_that_are_not_numbers_are_not_kept() -> None:
    """An encoding that makes them so is never chosen."""

    def measure(chosen: Mapping[str, str]) -> float:
        return math.nan if "a" in chosen else 0.001

    choice = smallest([Candidate(name, 10, LEVELS, SIZES) for name in "ab"], measure, 0.01)
    assert dict(choice.encodings) == {"a": "float32", "b": "uint8"}


def test_weights_that_cannot_be_encoded_at_all() -> None:
    """No candidates: nothing is run."""
    choice = smallest([], lambda _: 1.0, 0.01)
    assert (choice.encodings, choice.change, choice.runs) == ({}, 0.0, 0)


def test_the_same_search_gives_the_same() -> None:
    """Equal effects are broken by order."""
    effects = dict.fromkeys("dcba", 0.003)
    first, second = (search(effects, dict.fromkeys(effects, 50), 0.01) for _ in range(2))
    assert first == second
