"""The proof of each encoding, in both formats and on both backends of Node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.on_jax import FASTEST_COMPILER
from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.model_json import read_manifest
from tfjs_bridge.verification.parity import verify_artifact

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.usefixtures("node")]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with an artifact for each format and encoding, and what was said of the weights."""
    folder = tmp_path_factory.mktemp("encodings")
    program = [sys.executable, "-m", "tests.convert.encodings_program", str(folder), *QUANTIZATIONS]
    env = {"XLA_FLAGS": FASTEST_COMPILER, **os.environ, "KERAS_BACKEND": "jax"}
    env["TF_CPP_MIN_LOG_LEVEL"] = "3"
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return folder, said


@pytest.mark.parametrize("encoding", QUANTIZATIONS)
@pytest.mark.parametrize("name", ["layers", "graph"])
def test_both_sides_give_the_same_numbers(
    exports: tuple[Path, dict[str, str]], name: str, encoding: str
) -> None:
    """With weights that were rounded, and stored so."""
    folder, said = exports
    artifact = folder / f"{name}-{encoding}"
    parity = verify_artifact(artifact)
    assert [result.backend for result in parity.backends] == ["cpu", "wasm"]
    assert parity.ok, parity
    (group,) = read_manifest(artifact)
    stored = [entry.get("quantization", {}).get("dtype") for entry in group["weights"]]
    assert stored.count(encoding) >= 3
    assert f"{stored.count(encoding)} as {encoding}" in said[artifact.name]
