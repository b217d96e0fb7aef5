"""Exports of cases in a process of their own: Keras on its JAX backend, TensorFlow blocked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from math import inf
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.stock import run_stock
from tests.convert.graph_model.zoo.case import Case

BACKENDS = ("cpu", "wasm")


class Exports:
    """The folders of cases."""

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


def exports_for(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Exports:
    """Export the cases of all tests of this file that are about to run, at once."""
    items = [item for item in request.session.items if item.path == request.path]
    chosen = [item.callspec.params["case"].name for item in items if hasattr(item, "callspec")]
    return Exports(factory.mktemp("exports"), list(dict.fromkeys(chosen)))


def assert_right(exports: Exports, case: Case, backend: str) -> None:
    """Compare what stock TensorFlow.js gives with Keras's outputs."""
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
