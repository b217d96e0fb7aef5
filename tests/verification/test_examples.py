"""Golden examples of tables: verify prepares them in JavaScript, as Keras had them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run_cli
from tests.conftest import ROOT
from tfjs_bridge.errors import ArtifactError, VerificationError
from tfjs_bridge.verification.parity import require_parity, verify_artifact

pytestmark = pytest.mark.node

_MAKE = """
import { makeTableArtifact } from './test/helpers/make-features-artifact.mjs';
await makeTableArtifact(process.argv.at(-1));
"""


@pytest.fixture(scope="module")
def table(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An artifact that JavaScript wrote: a word, a code and a number, and what becomes of them."""
    folder = tmp_path_factory.mktemp("artifact") / "table"
    command = [node, "--input-type=module", "-e", _MAKE, str(folder)]
    subprocess.run(command, cwd=ROOT / "web", check=True)
    return folder


def _changed(table: Path, folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """Copy the artifact with other steps."""
    copy = shutil.copytree(table, folder / "table")
    metadata = json.loads((copy / "metadata.json").read_text(encoding="utf-8"))
    change(metadata["preprocessing"]["steps"])
    (copy / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return copy


def _damage(steps: list[dict[str, Any]]) -> None:
    steps[0]["tokens"] = ["clerk", "nurze"]


def _forget(steps: list[dict[str, Any]]) -> None:
    steps[1]["tokens"] = [11, 20]


def _rescale(steps: list[dict[str, Any]]) -> None:
    steps[3]["scale"] = 0.0101


def test_examples_become_the_golden_inputs(table: Path) -> None:
    """With how far they were apart."""
    parity = require_parity(table)
    examples = parity.examples
    assert examples is not None
    assert (examples.ok, examples.count, examples.detail) == (True, 3, "")
    assert examples.largest_difference is not None
    assert examples.largest_difference < 1e-6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(_damage, r"golden examples 1\.0\.", id="another vocabulary"),
        pytest.param(_forget, r"golden examples .*code\[0\]\[0\]: a value that", id="unknown"),
    ],
)
def test_what_is_prepared_otherwise_is_not_written(
    table: Path, tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], message: str
) -> None:
    """Although the network gives the outputs that it should."""
    with pytest.raises(VerificationError, match=message):
        require_parity(_changed(table, tmp_path, change))


def test_another_number_fails(table: Path, tmp_path: Path) -> None:
    """By a hundredth, which no lookup and no hash would show: exit code 1, and what was found."""
    folder = _changed(table, tmp_path, _rescale)
    done = run_cli("verify", folder, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert not answer["ok"]
    assert not answer["examples"]["ok"]
    assert 1e-6 < answer["examples"]["largest_difference"] < 1e-2
    assert all(backend["ok"] for backend in answer["backends"])
    shown = run_cli("verify", folder)
    assert shown.returncode == 1
    assert "3 golden examples, prepared as declared FAILED" in shown.stdout + shown.stderr


def test_a_step_that_is_not_known_is_refused(table: Path, tmp_path: Path) -> None:
    """Before anything runs."""
    folder = _changed(table, tmp_path, lambda steps: steps[0].update(op="stem"))
    with pytest.raises(ArtifactError, match=r"metadata\.json.*stem"):
        verify_artifact(folder)
