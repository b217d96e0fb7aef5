"""Downloads and programs as they are found: whole, damaged, old, not there."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tfjs_bridge.data.shakespeare import SHAKESPEARE
from tfjs_bridge.doctor.browser import examine_browser, find_browser
from tfjs_bridge.doctor.files import examine_caches
from tfjs_bridge.doctor.programs import examine_node, examine_npm


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache in place of the user's."""
    monkeypatch.setenv("TFJS_BRIDGE_CACHE", str(tmp_path))
    return tmp_path


def test_an_empty_cache_is_not_a_fault(cache: Path) -> None:
    """What is missing is downloaded when it is needed; looking makes no folder."""
    mnist, shakespeare = examine_caches()
    assert (mnist.state, shakespeare.state) == ("missing", "missing")
    assert mnist.path == str(cache / "mnist")
    assert mnist.note == "downloaded when needed, moved by TFJS_BRIDGE_CACHE"
    assert list(cache.iterdir()) == []


def test_damaged_downloads_are_named(cache: Path) -> None:
    """Cut off, another text, and a folder in the place of a file."""
    (cache / "mnist").mkdir()
    (cache / "mnist" / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(b"1" * 99)[:-9])
    (cache / "mnist" / "t10k-images-idx3-ubyte.gz").mkdir()
    (cache / "shakespeare").mkdir()
    (cache / "shakespeare" / SHAKESPEARE.name).write_text("To be, or not to be")
    mnist, shakespeare = examine_caches()
    assert mnist.state == shakespeare.state == "broken"
    assert mnist.note.startswith("t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz: damaged")
    assert shakespeare.note.startswith("shakespeare.txt: damaged; downloaded again when needed")


def program(folder: Path, name: str, script: str) -> None:
    """Put a program on a PATH that holds this folder alone."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("script", "state", "note"),
    [
        pytest.param("echo v22.1.0", "ok", "", id="new"),
        pytest.param("echo v18.19.0", "old", "too old; 20 or newer is needed", id="old"),
        pytest.param("exit 1", "broken", "says no version", id="fails"),
        pytest.param("echo node 22", "broken", "says no version", id="another program"),
        pytest.param(None, "missing", "not on the PATH", id="none"),
    ],
)
def test_node_is_asked_for_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, state: str, note: str
) -> None:
    """A program of that name need not be one."""
    if script is not None:
        program(tmp_path, "node", script)
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = examine_node()
    assert (finding.state, finding.note) == (state, note)


def test_node_of_another_processor_cannot_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own words."""
    (tmp_path / "node").write_bytes(b"\x7fELF of another one")
    (tmp_path / "node").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = examine_node()
    assert (finding.state, finding.note) == ("broken", "cannot be run: Exec format error")


def test_npm_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take half a second; its version is in its own package."""
    home = tmp_path / "lib" / "npm"
    (home / "bin").mkdir(parents=True)
    (home / "package.json").write_text('{"name": "npm", "version": "11.1.0"}')
    program(home / "bin", "npm-cli.js", "exit 9")
    (tmp_path / "npm").symlink_to(home / "bin" / "npm-cli.js")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (examine_npm().state, examine_npm().version) == ("ok", "11.1.0")


def test_a_browser_that_was_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By CHROME_PATH; where that is no program it is said, and no other is taken."""
    program(tmp_path, "mine", "exit 0")
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "mine"))
    assert find_browser() == examine_browser().path == str(tmp_path / "mine")
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "none"))
    assert examine_browser().state == "broken"
    assert examine_browser().note.startswith("CHROME_PATH names no program; serve --open ")
