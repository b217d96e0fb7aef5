"""Wrong weights: the proof sees every one that changes what a model computes."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli
from tests.conftest import PRETRAINED
from tests.verification.mutant_models import MODELS
from tests.verification.mutants import Fates, export_all, run_mutants
from tfjs_bridge.artifact.folder import describe_files
from tfjs_bridge.artifact.metadata import read_metadata, write_metadata
from tfjs_bridge.convert.export import export

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_COMMITTED = ("softmax", "mlp", "dense-dropout", "cnn")
_LIMIT = 60


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Fates]:
    """Of all models here, and of the digit models that come with the repository."""
    folder = tmp_path_factory.mktemp("mutants")
    committed = {name: PRETRAINED / name for name in _COMMITTED}
    return run_mutants(export_all(MODELS, folder) | committed, limit=_LIMIT)


@pytest.mark.parametrize("name", [*MODELS, *_COMMITTED])
def test_every_mutant_is_found(fates: dict[str, Fates], name: str) -> None:
    """But for those that compute the same on all inputs."""
    assert fates[name].missed == ()
    assert fates[name].found >= 5


def test_a_mutant_that_computes_the_same_is_no_fault(fates: dict[str, Fates]) -> None:
    """Attention takes a softmax of scores, to which the keys' bias adds a constant."""
    assert fates["transformer"].same >= 3


@pytest.mark.parametrize(
    ("name", "factor"), [("dense, saturated softmax", -1), ("embedding, mask, LSTM", 0)]
)
def test_verify_exits_with_1(tmp_path: Path, name: str, factor: int) -> None:
    """Through the files: the first kernel is another one, with the right SHA-256."""
    folder = tmp_path / "model"
    export(MODELS[name](), folder)
    assert run_cli("verify", folder, "--strict").returncode == 0
    _multiply_first_kernel(folder, factor)
    done = run_cli("verify", folder)
    assert done.returncode == 1
    assert "FAILED" in done.stdout


def _multiply_first_kernel(folder: Path, factor: int) -> None:
    manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))["weightsManifest"]
    offset = 0
    for weight in manifest[0]["weights"]:
        count = int(np.prod(weight["shape"]))
        if "kernel" in weight["name"]:
            break
        offset += count
    path = folder / manifest[0]["paths"][0]
    values = np.fromfile(path, "<f4")
    values[offset : offset + count] *= factor
    values.tofile(path)
    _describe_again(folder)


def _describe_again(folder: Path, **golden: Any) -> None:
    metadata = read_metadata(folder)
    changed = dataclasses.replace(metadata.golden, **golden)
    files = describe_files(folder)
    write_metadata(folder, dataclasses.replace(metadata, golden=changed, files=files))


def _with_outputs(folder: Path, outputs: list[float]) -> None:
    golden = folder / "golden.bin"
    values = np.fromfile(golden, "<f4")
    values[-len(outputs) :] = outputs
    values.tofile(golden)


def test_a_tolerance_above_the_ceiling_proves_nothing(tmp_path: Path) -> None:
    """Wrong outputs with a tolerance that lets them pass; it is told what was asked for."""
    write_artifact(tmp_path)
    _with_outputs(tmp_path, [1000, -1000])
    _describe_again(tmp_path, tolerance=1e30)
    done = run_cli("verify", tmp_path)
    assert done.returncode == 1
    assert "expected a golden.tolerance of at most 0.001, got 1e+30" in done.stderr
    answer = json.loads(run_cli("verify", tmp_path, "--json").stdout)
    assert (answer["ok"], answer["error"]["exit_code"]) == (False, 1)


@pytest.mark.parametrize(("tolerance", "code"), [(1e-3, 0), (1e-4, 1)])
def test_a_tolerance_up_to_the_ceiling_is_honoured(
    tmp_path: Path, tolerance: float, code: int
) -> None:
    """An output that is off by half a thousandth."""
    write_artifact(tmp_path)
    _with_outputs(tmp_path, [-0.75 * 1.0005, -1.0])
    _describe_again(tmp_path, tolerance=tolerance)
    assert run_cli("verify", tmp_path).returncode == code


def test_strict_fails_where_the_outputs_hardly_vary(tmp_path: Path) -> None:
    """Without it there is a note; JSON says it either way."""
    write_artifact(tmp_path, kernel=np.zeros((2, 1), np.float32))
    _with_outputs(tmp_path, [0, 0])
    _describe_again(tmp_path)
    plain = run_cli("verify", tmp_path)
    assert plain.returncode == 0, plain.stderr
    assert "Note: output unit: it hardly varies over the golden vectors" in plain.stdout
    strict = run_cli("verify", tmp_path, "--strict")
    assert strict.returncode == 1
    assert "FAILED: output unit: it hardly varies" in strict.stdout
    answer = json.loads(run_cli("verify", tmp_path, "--strict", "--json").stdout)
    assert (answer["ok"], answer["strict"]) == (False, True)
    assert [x["reason"] for x in answer["blind_outputs"]] == ["variation"]
    assert [x["variation"] for x in answer["blind_outputs"]] == [0]
