"""Whole models on TensorFlow, and their two parts: the same numbers for a thousand raw rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.convert.features.tables import TABLES
from tests.convert.features.texts import TEXTS
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.convert.export import export

NAMES = [*TABLES, *TEXTS]
# Of a sum of the same numbers in the same order there would be none; the network is called with
# other shapes of batches.
_TOLERANCE = 1e-5

pytestmark = [pytest.mark.slow, pytest.mark.needs("tensorflow")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program wrote all models, and what it found."""
    folder = tmp_path_factory.mktemp("whole")
    with (folder / "found.jsonl").open("w", encoding="utf-8") as file:
        subprocess.run(
            [sys.executable, "-m", "tests.convert.features.compare", str(folder)],
            env={**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"},
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=600,
        )
    return folder


@pytest.fixture
def found(folder: Path, name: str) -> dict[str, Any]:
    """What was found for one model."""
    lines = (folder / "found.jsonl").read_text(encoding="utf-8").splitlines()
    return next(each for each in map(json.loads, lines) if each["name"] == name)


@pytest.mark.parametrize("name", NAMES)
def test_the_two_parts_give_what_the_whole_gives(found: dict[str, Any]) -> None:
    """And the examples are such that outputs differ; the user's model is as it was."""
    assert "error" not in found, found["error"]
    assert found["unchanged"]
    assert min(found["varied"]) > 1e-3
    assert max(found["differences"]) < _TOLERANCE


@pytest.mark.parametrize("name", NAMES)
def test_the_models_file_gives_the_same_artifact(folder: Path, name: str, tmp_path: Path) -> None:
    """Read without TensorFlow: the same steps, inputs and shapes."""
    live = read_metadata(folder / name)
    of_file = export(folder / f"{name}.keras", tmp_path / "out")
    assert of_file.preprocessing == live.preprocessing
    assert of_file.inputs == live.inputs
    assert of_file.outputs == live.outputs
    assert of_file.model == live.model
