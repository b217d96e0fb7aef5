"""Choose an encoding for each weight of a Keras model, by what that does to the model's outputs."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.encodings.names import AUTO, UNCHANGED
from tfjs_bridge.artifact.encodings.plan import AS_THEY_ARE, EncodingPlan, Rule
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.golden import GoldenVectors
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.encodings.search import Candidate, smallest
from tfjs_bridge.convert.encodings.words import words_of
from tfjs_bridge.convert.frontend.graph import Graph
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.golden.other_process import (
    BackendError,
    other_backends,
    vectors_by_process,
)
from tfjs_bridge.convert.golden.runs import Runner
from tfjs_bridge.convert.golden.task import Task
from tfjs_bridge.convert.golden.user_inputs import fitted_data
from tfjs_bridge.convert.reference import examples_at_once
from tfjs_bridge.convert.requests import Request, Search
from tfjs_bridge.errors import DataError, ModelWarning, TfjsBridgeError, UnsupportedModelError

Array = npt.NDArray[Any]
# The outputs of the model with its weights rounded by a plan.
Outputs = Callable[[EncodingPlan], Sequence[Array]]
# Rounds the weights by a plan within a block, as the export will.
Rounding = Callable[[EncodingPlan], AbstractContextManager[Any]]

SMALLEST = "uint8"
_MIDDLE = ("uint16", "float16")
# Each weight that is tried by itself costs a run: beyond so many, the smallest share one encoding.
_MOST_CANDIDATES = 100
_OTHERS = "the smallest weights"
# Outputs that differ by more from run to run are drawn anew each time, and say nothing.
_REPEATED = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """The model whose weights get encodings.

    Attributes:
        model: A live Keras model.
        origin: The file's path, or the live model as the user has it.
        runnable: What `Runner` runs: the model, or a compiled one of the same variables.
        graph: Of the model.
        rounding: Rounds its weights.
        golden: Its golden vectors, as the weights are.
        inputs: Those of the golden vectors, shape (examples, ...) each.
    """

    model: Any
    origin: Any
    runnable: Any
    graph: Graph
    rounding: Rounding
    golden: GoldenVectors
    inputs: Sequence[Array]


def with_chosen_plan(subject: Subject, request: Request) -> Request:
    """Return a request whose plan names an encoding for each weight.

    Its golden inputs are those that the change was measured on: what was promised holds for the
    golden vectors of the artifact.

    Args:
        subject: The model.
        request: With a search.

    Raises:
        DataError: An output is not finite as the weights are.
        UsageError: The data does not fit the model's inputs.
        UnsupportedModelError: All outputs are random, or no backend of Keras can run the model.
    """
    search = request.search
    assert search is not None  # noqa: S101 (the caller has asked)
    inputs = subject.inputs
    if search.data is not None:
        inputs = fitted_data(subject.graph, search.data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ModelWarning)  # the export itself gives them, once
        plan, words = _found(subject, inputs, request)
    request.notify("encodings", words)
    golden = {tensor.name: tensor.value for tensor in subject.golden.inputs}
    card = dataclasses.replace(
        request.card, golden_inputs=golden, golden_source=subject.golden.source
    )
    return dataclasses.replace(request, plan=plan, search=None, card=card)


def _found(subject: Subject, inputs: Sequence[Array], request: Request) -> tuple[EncodingPlan, str]:
    """Find the smallest encodings that keep the outputs; return them, and say why."""
    search = request.search
    assert search is not None  # noqa: S101 (the caller has asked)
    candidates, paths = _candidates(subject.model, search, request.plan.min_values)
    outputs, expected = _outputs(subject, inputs, request)
    kept = _comparable(expected, outputs(AS_THEY_ARE))

    def measure(chosen: Mapping[str, str]) -> float:
        got = outputs(plan_of(chosen, paths, request.plan))
        # Unlike `max`, numpy's passes over no NaN.
        return float(np.max([difference(got[place], expected[place]) for place in kept]))

    def report(runs: int, most: int) -> None:
        request.report(f"Choosing encodings: run {runs} of {most} at most", 0, 0)

    choice = smallest(candidates, measure, search.max_change, report)
    words = words_of(candidates, choice, search, len(expected[0]))
    return plan_of(choice.encodings, paths, request.plan), words


def _outputs(
    subject: Subject, inputs: Sequence[Array], request: Request
) -> tuple[Outputs, Sequence[Array]]:
    """Return what runs the model, in this process where that can, and its outputs in float32."""
    runner = Runner(subject.runnable, examples_at_once(subject.graph, len(inputs[0])))

    def here(plan: EncodingPlan) -> Sequence[Array]:
        with subject.rounding(plan):
            return runner.run(inputs)

    try:
        return here, here(AS_THEY_ARE)
    except TfjsBridgeError:
        raise
    except Exception as error:  # Keras raises anything
        task = dataclasses.replace(request.task, given=tuple(inputs))
        return _outputs_elsewhere(subject, task, error)


def _outputs_elsewhere(
    subject: Subject, task: Task, error: Exception
) -> tuple[Outputs, Sequence[Array]]:
    """Return what runs the model on another backend of Keras, with a process for each run."""

    def on(backend: str) -> Outputs:
        return lambda plan: vectors_by_process(subject.origin, backend, task, plan).outputs

    for backend in other_backends():
        with contextlib.suppress(BackendError):
            return on(backend), on(backend)(AS_THEY_ARE)
    raise UnsupportedModelError(
        f"quantize 'auto': Keras cannot run the model with any backend that is installed "
        f"({keras_reason(error)}); expected outputs, got an error. Give data that it takes."
    ) from error


def plan_of(
    chosen: Mapping[str, str], paths: Mapping[str, Sequence[str]], fixed: EncodingPlan
) -> EncodingPlan:
    """Return a plan with an encoding for each candidate, besides the rules that the user gave.

    Args:
        chosen: Encodings by the candidates' names.
        paths: Of each candidate's weights.
        fixed: The user's.
    """
    rules = tuple(
        Rule(encoding, _only(path)) for name, encoding in chosen.items() for path in paths[name]
    )
    needed = (r for r in rules if r.encoding != UNCHANGED or fixed.rules)
    return dataclasses.replace(fixed, rules=(*fixed.rules, *needed))


def _only(path: str) -> str:
    """Return a pattern that matches this path alone: names may have brackets and stars."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


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


def _candidates(
    model: Any, search: Search, min_values: int | None
) -> tuple[list[Candidate], dict[str, list[str]]]:
    """Return what encodings are chosen for, and the paths of each one's weights."""
    weights: dict[str, list[NamedWeight]] = {}
    for weight in _open_weights(model, search, min_values):
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


def _open_weights(model: Any, search: Search, min_values: int | None) -> Iterator[NamedWeight]:
    """Yield the weights whose encoding is left to us, and that can have one."""
    asked = EncodingPlan(search.rules)
    asked.require_matches([str(variable.path) for variable in model.weights])
    for variable in model.weights:
        path = str(variable.path)
        rule = asked.rule_for(path)
        if str(variable.dtype) != "float32" or rule is None or rule.encoding != AUTO:
            continue
        weight = NamedWeight(path, np.array(variable))
        is_large = ENCODINGS[SMALLEST].applies(weight, min_values)
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
