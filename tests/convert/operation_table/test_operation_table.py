"""Every public function of keras.ops and keras.random is exported right, or refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.on_jax import FASTEST_COMPILER
from tests.convert.operation_table.functions import CASES, UNMEASURED, public_functions
from tests.convert.operation_table.page import PAGE

_LINE = re.compile(r"\| `([^`]+)` \| (.+) \|")


def _lines(page: str) -> dict[str, list[str]]:
    """Each function's treatment, batch and note.

    Not its nodes, which any pass may make fewer, nor the parity, which is of the machine.
    """
    found = {}
    for line in page.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            cells = match[2].split(" | ")
            found[match[1]] = [cells[0], cells[2], *cells[4:]]
    return found


@pytest.fixture(scope="module")
def swept(node: str) -> dict[str, Any]:
    """All cases exported and run in a process of its own: Keras has one backend in each."""
    program = [sys.executable, "-m", "tests.convert.operation_table", "--print"]
    env = {"XLA_FLAGS": FASTEST_COMPILER, **os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.slow
@pytest.mark.node
def test_stock_tensorflow_js_computes_what_keras_does(swept: dict[str, Any]) -> None:
    """On cpu and wasm, for each case that is not refused; TensorFlow is not needed."""
    assert swept["errors"] == []


@pytest.mark.slow
@pytest.mark.node
def test_the_page_says_what_was_found(swept: dict[str, Any]) -> None:
    """Treatment, batch and note; an older Keras lacks some functions."""
    page, found = _lines(PAGE.read_text()), _lines(swept["page"])
    other = {name: cells for name, cells in found.items() if page.get(name) != cells}
    assert other == {}, "run: python -m tests.convert.operation_table"


def test_every_public_function_has_cases() -> None:
    """Or a reason why not; and no case is of a function that Keras does not have."""
    names = set(public_functions())
    assert sorted(names - set(CASES) - set(UNMEASURED)) == []
    assert sorted(set(CASES) & set(UNMEASURED)) == []
    assert [name for name in CASES if not CASES[name]] == []


def test_the_page_has_a_line_for_each_function() -> None:
    """And hardly any is refused."""
    page = _lines(PAGE.read_text())
    assert sorted(set(public_functions()) - set(page)) == []
    refused = [name for name, cells in page.items() if cells[0] == "refused"]
    assert len(refused) < 40
