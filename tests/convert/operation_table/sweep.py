"""Exports every case and runs it: what becomes of each function."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.convert.operation_table import models, running
from tests.convert.operation_table.case import Array, Case
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.graph_model.build import build
from tfjs_bridge.convert.graph_model.ir import GraphModel, Tensor, nodes_of
from tfjs_bridge.convert.graph_model.trace import trace
from tfjs_bridge.convert.graph_model.translate import Refused

BACKENDS = ("cpu", "wasm")
# Nodes that compute nothing.
_UNCOUNTED = frozenset({"Const", "Identity", "Placeholder", "Reshape"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case.

    Attributes:
        nodes: How many nodes compute it; `None` if it is refused.
        is_open: Whether its batch is open.
        reason: Why it is refused; empty if it is not.
        error: What is wrong with the export; empty if it gives what Keras gives.
        difference: The largest one, as a part of the output's largest value.
    """

    nodes: int | None
    is_open: bool
    reason: str = ""
    error: str = ""
    difference: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Built:
    graph: GraphModel
    names: list[str]
    is_open: bool


def outcomes(name: str, cases: Sequence[Case]) -> list[Outcome]:
    """Export and run a function's cases: those that can be together, the others one by one."""
    groups: dict[int | None, list[Case]] = {}
    for case in cases:  # an open batch is of one size in a model
        groups.setdefault(models.batch_of(case) if case.is_open else None, []).append(case)
    found: dict[Case, Outcome] = {}
    for size, group in groups.items():
        found |= _together(name, group, is_open=size is not None)
    return [found[case] for case in cases]


def _together(name: str, cases: list[Case], *, is_open: bool) -> dict[Case, Outcome]:
    try:
        return dict(zip(cases, _run(name, cases, _built(name, cases, is_open)), strict=True))
    except Exception:
        return {case: _alone(name, case) for case in cases}


def _alone(name: str, case: Case) -> Outcome:
    last: Outcome | None = None
    for is_open in (True, False) if case.is_open else (False,):
        try:
            built = _built(name, [case], is_open)
        except Refused as error:
            reasons = "; ".join(dict.fromkeys(reason for _, reason in error.reasons))
            outcome = Outcome(None, is_open, reason=reasons)
        except Exception as error:
            outcome = Outcome(None, is_open, reason=_told(error))
        else:
            try:
                return _run(name, [case], built)[0]
            except Exception as error:
                outcome = Outcome(_count(built.graph.outputs), is_open, error=_line(error))
        last = outcome
    assert last is not None
    return last


# Errors of tracing, and what they are about.
_TOLD = {
    "ConcretizationTypeError": "needs a value while the model is traced",
    "InconclusiveDimensionOperation": "needs a size while the model is traced",
}


def _told(error: Exception) -> str:
    reason = keras_reason(error)
    known = next((said for name, said in _TOLD.items() if reason.startswith(name)), None)
    return known or f"cannot be traced: {reason}"


def _line(error: Exception) -> str:
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}"


def _built(name: str, cases: Sequence[Case], is_open: bool) -> _Built:
    signature = models.model_of(name, cases, is_open=is_open)
    graph = build(trace(signature), signature.inputs)
    has_batch = any(spec.shape[:1] == (None,) for spec in signature.inputs)
    return _Built(graph, [spec.name for spec in signature.inputs], is_open and has_batch)


def _run(name: str, cases: Sequence[Case], built: _Built) -> list[Outcome]:
    """Run a graph on each backend.

    Raises:
        Exception: One of the cases is wrong.
    """
    right = models.expected(name, cases)
    groups = list(_grouped(built.graph.outputs, [len(arrays) for arrays in right]))
    largest = [0.0] * len(cases)
    with tempfile.TemporaryDirectory() as folder:
        running.write(built.graph, built.names, cases, Path(folder))
        for backend in BACKENDS:
            arrays = running.run(Path(folder), backend)
            found = [
                running.compared(case, part, wanted)
                for case, part, wanted in zip(cases, _arrays_of(arrays, right), right, strict=True)
            ]
            for case, difference in zip(cases, found, strict=True):
                assert difference <= case.tolerance, f"{backend}: differs by {difference:.2g}"
            largest = list(map(max, largest, found))
    return [
        Outcome(_count(tensors), built.is_open, difference=difference)
        for tensors, difference in zip(groups, largest, strict=True)
    ]


def _grouped(tensors: Sequence[Tensor], counts: Sequence[int]) -> Iterator[Sequence[Tensor]]:
    place = 0
    for count in counts:
        yield tensors[place : place + count]
        place += count


def _arrays_of(arrays: list[Array], right: Sequence[Sequence[Array]]) -> list[list[Array]]:
    rest = iter(arrays)
    return [[next(rest) for _ in part] for part in right]


def _count(tensors: Sequence[Tensor]) -> int:
    """Count the nodes that compute some tensors."""
    return sum(node.op not in _UNCOUNTED for node in nodes_of(tensors))
