"""Exports of cases in a process of their own: Keras on its JAX backend, TensorFlow blocked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import made_once
from tests.convert.graph_model.on_jax import run_on_jax
from tests.convert.graph_model.stock import run_stock
from tests.convert.graph_model.zoo.case import Case, all_cases

BACKENDS = ("cpu", "wasm")

# WebGL's sine is a driver's own: Chromium's in software is off by up to 7e-4 in these two, whose
# lengths or loops make them compute sines when they run. The proof refuses WebGL there.
_SINES = frozenset({"loop_in_a_loop", "sinusoids_and_rotations"})


def cases_for_webgl() -> list[str]:
    """The names of a third of the zoo, some of every family, whose outputs can be compared."""
    can = [
        case.name
        for case in all_cases().values()
        if not case.refused and not case.slow and not case.random and case.tolerance <= 1e-4
    ]
    return [name for name in can[::3] if name not in _SINES]


class Exports:
    """The folders of cases.

    Args:
        folders: Made by `exported`; no case is in two of them.
    """

    def __init__(self, *folders: Path) -> None:
        self._answers: dict[str, tuple[Path, dict[str, Any]]] = {
            answer["case"]: (folder, answer)
            for folder in folders
            for answer in json.loads((folder / "answers.json").read_text())
        }

    def answer(self, case: Case) -> dict[str, Any]:
        """What the program that exports says of one."""
        return self._answers[case.name][1]

    def folder_of(self, case: Case) -> Path:
        """Where what it wrote of one is, if anything."""
        return self._answers[case.name][0] / case.name


def exported(factory: pytest.TempPathFactory, names: Sequence[str]) -> Path:
    """A folder with exports of some cases; made once for all tests that ask for the same ones."""

    def export(folder: Path) -> None:
        answers = run_on_jax("tests.convert.graph_model.zoo", folder, *names)
        (folder / "answers.json").write_text(json.dumps(answers))

    return made_once(factory, f"zoo-{sha256(' '.join(names).encode()).hexdigest()[:12]}", export)


def exports_for(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Exports:
    """Export the cases of all tests of this file that are about to run, at once.

    Those that run on WebGL too are exported apart: that file of tests takes the same ones.
    """
    items = [item for item in request.session.items if item.path == request.path]
    chosen = {item.callspec.params["case"].name: 0 for item in items if hasattr(item, "callspec")}
    shared = [name for name in cases_for_webgl() if name in chosen]
    own = [name for name in chosen if name not in shared]
    return Exports(*(exported(factory, names) for names in (shared, own) if names))


def assert_right(exports: Exports, case: Case, backend: str) -> None:
    """Compare what stock TensorFlow.js gives with Keras's outputs."""
    answer = exports.answer(case)
    assert answer["status"] == "exported", answer["message"]
    done = run_stock(exports.folder_of(case), backend)
    assert done.error == ""
    assert done.leaked == 0
    for run in done.runs:
        assert run.error == "", run.title
        assert run.leaked == 0, run.title
        for place, difference in enumerate(run.differences):
            if place in case.random:
                assert 0 < difference < inf, run
            else:
                assert difference <= case.tolerance, run
