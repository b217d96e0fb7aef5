"""Where clients are written, what they replace, and what the command says."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.artifact.make import write_artifact, write_graph_artifact
from tests.cli.run import run_cli
from tests.conftest import PRETRAINED
from tfjs_bridge import write_client
from tfjs_bridge.artifact.metadata import write_metadata
from tfjs_bridge.client.source import MARK
from tfjs_bridge.errors import ArtifactError, UsageError


@pytest.mark.parametrize("write", [write_artifact, write_graph_artifact])
def test_the_same_artifact_gives_the_same_bytes(tmp_path: Path, write: Any) -> None:
    """Of either format, in any folder; and again in the place of itself."""
    for name in ("a", "b"):
        write(tmp_path / name / "out")
        written = write_client(tmp_path / name / "out", tmp_path / name / "src" / "client.ts")
        assert written.bytes == written.file.stat().st_size
        assert written.calls == ("predict", "predictMany")
    first = (tmp_path / "a" / "src" / "client.ts").read_bytes()
    assert first == (tmp_path / "b" / "src" / "client.ts").read_bytes()
    assert first.startswith(MARK.encode())
    write_client(tmp_path / "a" / "out", tmp_path / "a" / "src" / "client.ts")
    assert [path.name for path in (tmp_path / "a" / "src").iterdir()] == ["client.ts"]


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("client.js", "not the name of a TypeScript module"),
        ("client", "not the name of a TypeScript module"),
        ("client.d.ts", "not the name of a TypeScript module"),
        ("client.cts", "not the name of a TypeScript module"),
        ("out/client.ts", "inside the artifact"),
        ("out/src/client.ts", "inside the artifact"),
        ("mine.ts", "not a client, so it is not replaced"),
        ("folder.ts", "not a client, so it is not replaced"),
    ],
)
def test_another_place_is_refused(tmp_path: Path, out: str, message: str) -> None:
    """And all stays as it was."""
    write_artifact(tmp_path / "out")
    (tmp_path / "mine.ts").write_text("export {};\n")
    (tmp_path / "folder.ts").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=message):
        write_client(tmp_path / "out", tmp_path / out)
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "mine.ts").read_text() == "export {};\n"


def test_a_damaged_artifact_is_refused(tmp_path: Path) -> None:
    """An older client stays."""
    write_artifact(tmp_path / "out")
    write_client(tmp_path / "out", tmp_path / "client.ts")
    before = (tmp_path / "client.ts").read_bytes()
    next((tmp_path / "out").glob("*.bin")).write_bytes(b"")
    with pytest.raises(ArtifactError, match="wrong size"):
        write_client(tmp_path / "out", tmp_path / "client.ts")
    assert (tmp_path / "client.ts").read_bytes() == before


def test_equal_labels_are_refused(tmp_path: Path) -> None:
    """As by every reader of artifacts."""
    metadata = write_artifact(tmp_path / "out")
    write_metadata(tmp_path / "out", dataclasses.replace(metadata, labels=("a", "a")))
    with pytest.raises(ArtifactError, match="got 'a' twice"):
        write_client(tmp_path / "out", tmp_path / "client.ts")


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    """For people and for programs."""
    done = run_cli("client", PRETRAINED / "cnn", "--out", "client.ts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pattern = r"Wrote client\.ts: load\(\), predict\(\), predictMany\(\), classify\(\) of cnn, "
    assert re.match(pattern + r"10 labels, \d\.\d kB\n$", done.stdout)
    options = ("--out", "client.ts", "--json")
    answer = json.loads(run_cli("client", PRETRAINED / "cnn", *options, cwd=tmp_path).stdout)
    assert answer == {
        "ok": True,
        "file": "client.ts",
        "bytes": (tmp_path / "client.ts").stat().st_size,
        "model": "cnn",
        "calls": ["predict", "predictMany", "classify"],
        "labels": 10,
    }


def test_the_command_refuses_a_model_file(tmp_path: Path) -> None:
    """With the command that makes an artifact of it."""
    (tmp_path / "mine.keras").write_bytes(b"PK")
    done = run_cli("client", "mine.keras", "--out", "client.ts", cwd=tmp_path)
    assert done.returncode == 4
    assert "tfjs-bridge export mine.keras mine" in done.stderr
    assert not (tmp_path / "client.ts").exists()
