"""Models of every kind, exported as graph models, in stock TensorFlow.js against Keras."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.stock import run_stock
from tests.convert.graph_model.zoo.case import Case, all_cases

BACKENDS = ("cpu", "wasm")
RIGHT = [case for case in all_cases().values() if not case.refused]
REFUSED = [case for case in all_cases().values() if case.refused]
pytestmark = pytest.mark.node


def _marked(case: Case) -> Any:
    return pytest.param(case, id=case.name, marks=[pytest.mark.slow] if case.slow else [])


class Exports:
    """The cases' folders; all of those that the tests at hand need are made at once."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder = folder
        program = [sys.executable, "-m", "tests.convert.graph_model.zoo", str(folder), *names]
        env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.answers = {answer["case"]: answer for answer in answers}

    def folder_of(self, case: Case) -> Path:
        """Where the artifact is; fails with the reason if there is none."""
        answer = self.answers[case.name]
        assert answer["status"] == "exported", answer["message"]
        return self.folder / case.name


@pytest.fixture(scope="module")
def exports(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: str
) -> Exports:
    items = [item for item in request.session.items if item.path == request.path]
    chosen = [item.callspec.params["case"].name for item in items if hasattr(item, "callspec")]
    return Exports(tmp_path_factory.mktemp("zoo"), list(dict.fromkeys(chosen)))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("case", [_marked(case) for case in RIGHT])
def test_stock_tensorflow_js_computes_what_keras_does(
    exports: Exports, case: Case, backend: str
) -> None:
    """Golden vectors, other batch sizes and other lengths, each twice."""
    done = run_stock(exports.folder_of(case), backend)
    assert done.error == ""
    assert done.leaked == 0
    for run in done.runs:
        assert run.error == "", run.title
        assert run.leaked == 0, run.title
        compared = [x for n, x in enumerate(run.differences) if n not in case.random]
        assert max(compared) <= case.tolerance, run


@pytest.mark.parametrize("case", [_marked(case) for case in REFUSED])
def test_what_cannot_be_expressed_is_refused_with_its_reason(exports: Exports, case: Case) -> None:
    """Nothing is written, and the reason has a word that the user can look for."""
    answer = exports.answers[case.name]
    assert answer["status"] == "refused", answer
    assert case.refused in answer["message"]
    assert not (exports.folder / case.name / "artifact").exists()


def test_nothing_of_tensorflow_is_needed() -> None:
    """The program that exports fails if anything imports it; this is what makes it fail."""
    code = "import tests.convert.graph_model.zoo.without_tensorflow, tensorflow"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "No module named 'tensorflow'" in done.stderr
