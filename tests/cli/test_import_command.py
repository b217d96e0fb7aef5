"""`tfjs-bridge import` as a user calls it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.conftest import PRETRAINED
from tests.from_tfjs.model_files import dense_model, dense_weights, write_model

# Each is a run of the command, which starts Keras.
pytestmark = pytest.mark.slow

_TEACHABLE = {
    "tfjsVersion": "1.3.1",
    "packageName": "@teachablemachine/image",
    "labels": ["cat", "dog"],
    "imageSize": 224,
}


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_an_artifact_comes_back(tmp_path: Path) -> None:
    """With its proof, its labels and what its inputs are prepared by, for programs."""
    out = tmp_path / "cnn.keras"
    done = run_cli("import", PRETRAINED / "cnn", out, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["verification"]["largest_difference"] <= 1e-4
    assert answer["verification"]["golden_difference"] <= 1e-4
    assert answer["labels"] == [str(digit) for digit in range(10)]
    assert answer["preprocessing"]["kind"] == "mnist-digit"
    assert answer["bytes"] == out.stat().st_size


@pytest.mark.skipif(
    shutil.which("node", path=Path(sys.executable).parent) is not None,
    reason="Node.js is beside this Python, where it is found without a PATH",
)
def test_without_node_nothing_is_written(tmp_path: Path) -> None:
    """Unless the user says that nothing is to be compared; then that is said again."""
    write_model(tmp_path, dense_model(), dense_weights())
    (tmp_path / "metadata.json").write_text(json.dumps(_TEACHABLE))
    out = tmp_path / "out.keras"
    done = run_cli("import", tmp_path, out, env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert "Node.js: not found" in done.stderr
    assert "to go without: --no-verify" in done.stderr
    assert not out.exists()
    done = run_cli("import", tmp_path, out, "--no-verify", env={"PATH": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert "Not compared with TensorFlow.js, as you asked." in done.stdout
    assert "Labels of the outputs: cat, dog." in done.stdout
    assert "how inputs are prepared ('image'), see" in done.stdout


def test_graph_models_and_other_names_are_refused(tmp_path: Path) -> None:
    """With the exit codes of all commands, and no traceback."""
    (tmp_path / "model.json").write_text(
        json.dumps({"format": "graph-model", "modelTopology": {"node": []}, "weightsManifest": []})
    )
    done = run_cli("import", tmp_path, tmp_path / "out.keras")
    assert (done.returncode, done.stdout) == (3, "")
    assert "a graph model, whose layers are gone" in done.stderr
    done = run_cli("import", tmp_path, tmp_path / "out.h5")
    assert done.returncode == 2
    done = run_cli("import", tmp_path / "none", tmp_path / "out.keras")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
