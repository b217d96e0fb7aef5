"""Models of every kind, exported as graph models, in stock TensorFlow.js against Keras."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.exports import BACKENDS, Exports, assert_right, exports_for
from tests.convert.graph_model.zoo.case import Case, all_cases

RIGHT = [case for case in all_cases().values() if not case.refused]
REFUSED = [case for case in all_cases().values() if case.refused]
pytestmark = pytest.mark.node


def _marked(case: Case) -> Any:
    return pytest.param(case, id=case.name, marks=[pytest.mark.slow] if case.slow else [])


@pytest.fixture(scope="module")
def exports(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: str
) -> Exports:
    return exports_for(request, tmp_path_factory)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("case", [_marked(case) for case in RIGHT])
def test_stock_tensorflow_js_computes_what_keras_does(
    exports: Exports, case: Case, backend: str
) -> None:
    """Golden vectors, other batch sizes and other lengths, each twice."""
    assert_right(exports, case, backend)


@pytest.mark.parametrize("case", [_marked(case) for case in REFUSED])
def test_what_cannot_be_expressed_is_refused_with_its_reason(exports: Exports, case: Case) -> None:
    """Nothing is written, and the reason has a word that the user can look for."""
    answer = exports.answer(case)
    assert answer["status"] == "refused", answer
    assert case.refused in answer["message"]
    assert not (exports.folder_of(case) / "artifact").exists()


def test_nothing_of_tensorflow_is_needed() -> None:
    """The program that exports fails if anything imports it; this is what makes it fail."""
    code = "import tests.convert.graph_model.zoo.without_tensorflow, tensorflow"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "No module named 'tensorflow'" in done.stderr
