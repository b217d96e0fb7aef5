"""What becomes of the commands where nobody can have what they write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FULL = Path("/dev/full")
NO_SPACE = (
    "error: standard output: cannot be written; expected free space, got a full disk (ENOSPC). "
    "Free some space, or write elsewhere.\n"
)

CALLS = [
    pytest.param(["--help"], 0, id="help"),
    pytest.param(["--version"], 0, id="version"),
    pytest.param(["export", "--help"], 0, id="help of a command"),
    pytest.param(["models"], 0, id="text"),
    pytest.param(["models", "--json"], 0, id="JSON"),
    pytest.param(["verify", "nothing", "--json"], 4, id="an error as JSON"),
    pytest.param(["serve", "--port", "0"], 0, id="a server"),
]


def start(arguments: list[str], stdout: int, stderr: int) -> subprocess.Popen[str]:
    """Start `tfjs-bridge` and return at once."""
    return subprocess.Popen(
        [sys.executable, "-m", "tfjs_bridge", *arguments],
        cwd=ROOT,
        stdout=stdout,
        stderr=stderr,
        text=True,
        encoding="utf-8",
    )


def run_without_reader(arguments: list[str], *, stderr_too: bool = False) -> tuple[int, str]:
    """Exit code and stderr, where the readers have gone before the command writes."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = start(arguments, writer, writer if stderr_too else subprocess.PIPE)
    finally:
        os.close(writer)
    _, messages = process.communicate(timeout=120)
    return process.returncode, messages or ""


@pytest.mark.parametrize(("arguments", "code"), CALLS)
def test_it_ends_quietly_where_its_reader_has_gone(arguments: list[str], code: int) -> None:
    """With its own exit code: a failed check must not pass because of `| head`."""
    found, messages = run_without_reader(arguments)
    assert found == code, messages
    assert messages == "" or code == 4
    assert "Traceback" not in messages


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(("arguments", "code"), CALLS)
def test_it_says_that_the_disk_is_full(arguments: list[str], code: int) -> None:
    """Whatever the command would have ended with."""
    with FULL.open("w") as full:
        process = start(arguments, full.fileno(), subprocess.PIPE)
        _, messages = process.communicate(timeout=120)
    assert process.returncode == 4, (code, messages)
    assert messages == NO_SPACE


def test_messages_that_cannot_be_written_change_nothing() -> None:
    """Neither an error's own exit code nor that of wrong usage."""
    assert run_without_reader(["verify", "nothing"], stderr_too=True)[0] == 4
    assert run_without_reader(["nonsense"], stderr_too=True)[0] == 2


@pytest.mark.parametrize("rate", ["nan", "inf", "-1", "", "1e400"])
def test_a_learning_rate_is_a_number_that_can_be_used(rate: str) -> None:
    """Python takes nan and inf for numbers."""
    arguments = ["train-and-export", "mlp", "--learning-rate", rate]
    process = start(arguments, subprocess.PIPE, subprocess.PIPE)
    _, messages = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "--learning-rate" in messages
