"""The README's first two commands are what CI runs; `tests/pages/` runs the rest of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs import README, blocks


def test_ci_does_what_a_newcomer_does() -> None:
    """The README's first two commands, in their order, in one clone that stays as it was.

    Between them, for their last line is the tests', the core's tests on another Python.
    """
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    first, second, *_ = (block.strip() for block in blocks(README, "sh"))
    assert (first, second) == ("make run", "make test")
    steps = [line for line in script.splitlines() if line.startswith(("make ", "unchanged "))]
    other = "make test-all PYTHONS=3.13 EXTRAS= SELECT='not slow and not node and not browser'"
    assert steps == [
        *(first, f"unchanged '{first}'"),
        *(other, "unchanged 'make test-all'"),
        *(second, f"unchanged '{second}'"),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param("true", 0, id="nothing"),
        pytest.param("echo new > exported/cnn.keras", 0, id="what training writes"),
        pytest.param("echo more >> README.md", 1, id="a committed file"),
        pytest.param("echo new > new.txt", 1, id="a new file"),
        pytest.param("echo new > exported/pretrained/cnn/new", 1, id="beside a committed model"),
    ],
)
@pytest.mark.parametrize("command", ["run", "test-all", "test"])
@pytest.mark.skipif(sys.platform == "win32", reason="make and bash")
def test_ci_fails_where_a_command_changes_the_clone(
    tmp_path: Path, command: str, change: str, code: int
) -> None:
    """With the name of the file; the last line of a run that ends well is the tests' own."""
    targets = {"run": "true", "test-all": "true", "test": "true"} | {command: change}
    rules = "".join(f"{name}:\n\t@{line}\n" for name, line in targets.items())
    (tmp_path / "Makefile").write_text(f".PHONY: run test-all test\n{rules}\t@echo 3 passed\n")
    (tmp_path / "README.md").write_text("readme\n")
    (tmp_path / "exported" / "pretrained" / "cnn").mkdir(parents=True)
    (tmp_path / "exported" / "pretrained" / "cnn" / "metadata.json").write_text("{}")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    author = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for git in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "all")):
        subprocess.run(["git", *git], cwd=tmp_path, check=True)
    # Under `make test` these would make the inner make tell which folder it is in.
    env = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command_line = [tmp_path / ".ci" / "run"]
    done = subprocess.run(command_line, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == code, done.stderr
    if code:
        assert f"make {command}: changed the work tree" in done.stderr
    else:
        assert done.stdout == "3 passed\n"
