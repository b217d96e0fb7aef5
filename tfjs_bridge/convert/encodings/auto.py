"""Choose an encoding for each weight of a Keras model, by what that does to the model's outputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, EncodingPlan, Rule
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.encodings.search import Candidate, Report, smallest
from tfjs_bridge.convert.encodings.words import words_of
from tfjs_bridge.convert.requests import Search
from tfjs_bridge.errors import DataError, UnsupportedModelError

Array = npt.NDArray[Any]
# The outputs of the model with its weights rounded by a plan.
Outputs = Callable[[EncodingPlan], Sequence[Array]]

SMALLEST = "uint8"
_MIDDLE = ("uint16", "float16")
# Each weight that is tried by itself costs a run: beyond so many, the smallest share one encoding.
_MOST_CANDIDATES = 100
_OTHERS = "the smallest weights"
# Outputs that differ by more from run to run are drawn anew each time, and say nothing.
_REPEATED = 1e-4


@dataclass(frozen=True, slots=True)
class Found:
    """A plan, and in words what was chosen and why."""

    plan: EncodingPlan
    words: str


def find_plan(model: Any, outputs: Outputs, search: Search, report: Report) -> Found:
    """Find the smallest encodings with which the outputs change by at most `search.max_change`.

    Args:
        model: A live Keras model.
        outputs: Runs it.
        search: What is asked for.
        report: Told of each run.

    Raises:
        DataError: An output is not finite as the weights are.
        UnsupportedModelError: All outputs are random.
    """
    candidates, paths = _candidates(model, search)
    expected = outputs(AS_THEY_ARE)
    kept = _comparable(expected, outputs(AS_THEY_ARE))

    def measure(chosen: Mapping[str, str]) -> float:
        got = outputs(plan_of(chosen, paths, search.plan))
        return max(difference(got[place], expected[place]) for place in kept)

    choice = smallest(candidates, measure, search.max_change, report)
    plan = plan_of(choice.encodings, paths, search.plan)
    examples = len(expected[0])
    return Found(plan, words_of(candidates, choice, search, examples))


def plan_of(
    chosen: Mapping[str, str], paths: Mapping[str, Sequence[str]], fixed: EncodingPlan
) -> EncodingPlan:
    """Return a plan with an encoding for each candidate, and the rules that the user gave.

    Args:
        chosen: Encodings by the candidates' names.
        paths: Of each candidate's weights.
        fixed: The user's, which decides where it says something.
    """
    rules = tuple(
        Rule(encoding, path)
        for name, encoding in chosen.items()
        if encoding != UNCHANGED
        for path in paths[name]
    )
    return dataclasses.replace(fixed, rules=(*rules, *fixed.rules))


def _comparable(expected: Sequence[Array], again: Sequence[Array]) -> list[int]:
    """Return the places of the outputs that are the same in each run."""
    for output in expected:
        if not np.isfinite(output).all():
            raise DataError(
                "quantize 'auto': Keras gives NaN or infinite values, whose change cannot be "
                "measured; expected finite outputs. Check the model's weights, or give other data."
            )
    kept = [
        place
        for place, pair in enumerate(zip(again, expected, strict=True))
        if difference(*pair) <= _REPEATED
    ]
    if not kept:
        raise UnsupportedModelError(
            "quantize 'auto': all outputs are random, so that their change cannot be measured; "
            "expected an output that is the same in each run. Name an encoding."
        )
    return kept


def _candidates(model: Any, search: Search) -> tuple[list[Candidate], dict[str, list[str]]]:
    """Return what encodings are chosen for, and the paths of each one's weights."""
    weights: dict[str, list[NamedWeight]] = {}
    for weight in _open_weights(model, search):
        weights.setdefault(weight.name, []).append(weight)
    sizes = {path: sum(one.value.size for one in own) for path, own in weights.items()}
    by_size = sorted(sizes, key=lambda path: (-sizes[path], path))
    rest = set(by_size[_MOST_CANDIDATES:])
    paths: dict[str, list[str]] = {}
    for path in weights:
        paths.setdefault(_OTHERS if path in rest else path, []).append(path)
    found = [
        _candidate(name, [one for path in own for one in weights[path]])
        for name, own in paths.items()
    ]
    return found, paths


def _open_weights(model: Any, search: Search) -> Iterator[NamedWeight]:
    """Yield the weights whose encoding is left to us, and that can have one."""
    for variable in model.weights:
        path = str(variable.path)
        is_asked = any(rule.matches(path) for rule in search.rules)
        if str(variable.dtype) != "float32" or not is_asked or search.plan.rule_for(path):
            continue
        weight = NamedWeight(path, np.array(variable))
        is_large = ENCODINGS[SMALLEST].applies(weight, search.plan.min_values)
        if is_large and np.isfinite(weight.value).all():
            yield weight


def _candidate(name: str, weights: Sequence[NamedWeight]) -> Candidate:
    names = (SMALLEST, _nearest(weights), UNCHANGED)
    sizes = tuple(ENCODINGS[each].bytes_per_value("float32") for each in names)
    return Candidate(name, sum(one.value.size for one in weights), names, sizes)


def _nearest(weights: Sequence[NamedWeight]) -> str:
    """Return which encoding of two bytes rounds less: it depends on how values are spread."""
    return min(_MIDDLE, key=lambda name: sum(_error(name, one) for one in weights))


def _error(name: str, weight: NamedWeight) -> float:
    near = ENCODINGS[name].round(weight)
    # It is returned as it is where values are out of range: the encoding does not hold it at all.
    if near is weight.value:
        return 0.0 if ENCODINGS[name].holds(weight) else float("inf")
    return float(np.square(near.astype(np.float64) - weight.value).sum())
