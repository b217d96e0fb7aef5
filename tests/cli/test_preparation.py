"""`tfjs-bridge export` of models that read tables and text, and `--preprocess-model`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.convert.features.recorded import FOLDER
from tfjs_bridge.keras_backend import load_keras

pytestmark = pytest.mark.slow


def test_export_says_what_a_model_is_given_and_prepares(tmp_path: Path) -> None:
    """Raw inputs with their kinds, and the steps in order."""
    done = run_cli("export", FOLDER / "keras2_all.keras", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "It is given work (text); code (whole numbers); text (text)." in done.stdout
    assert "Prepared before the network: " in done.stdout
    assert "cross work, code" in done.stdout
    assert done.stderr == ""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A model, and one that prepared its input."""
    keras = load_keras()
    keras.Sequential([keras.Input((4,), name="x"), keras.layers.Rescaling(0.5)]).save(
        tmp_path / "prepare.keras"
    )
    keras.Sequential([keras.Input((4,), name="y"), keras.layers.Dense(1)]).save(
        tmp_path / "model.keras"
    )
    return tmp_path


def test_a_model_that_prepares_is_declared(project: Path) -> None:
    """As JSON for programs."""
    options = ("--preprocess-model", "prepare.keras", "--json")
    done = run_cli("export", "model.keras", "out", *options, cwd=project)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["raw_inputs"] == [{"name": "x", "shape": [None, 4], "dtype": "float32"}]
    assert result["steps"] == [{"op": "rescale", "inputs": ["x"], "output": "y"}]


def test_pictures_and_tables_do_not_go_together(project: Path) -> None:
    """Nor does a file that is not there."""
    options = ("--preprocess-model", "prepare.keras", "--preprocess", "unit")
    done = run_cli("export", "model.keras", "out", *options, cwd=project)
    assert done.returncode == 2
    assert "expected no --preprocess beside it" in done.stderr
    done = run_cli("export", "model.keras", "out", "--preprocess-model", "no.keras", cwd=project)
    assert done.returncode == 4
    assert "no.keras: expected a .keras or .h5 file, got no such file" in done.stderr
