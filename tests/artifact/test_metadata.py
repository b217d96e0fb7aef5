"""metadata.json: written and read back the same, and refused when it is not what it says."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from tests.artifact.make import write_artifact
from tfjs_bridge.artifact.metadata import METADATA_JSON, read_metadata, write_metadata
from tfjs_bridge.errors import ArtifactError


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Every field, types included."""
    written = write_artifact(tmp_path)
    assert read_metadata(tmp_path) == written


def change(folder: Path, path: list[str], value: Any) -> None:
    """Set one value deep in the folder's metadata.json."""
    file = folder / METADATA_JSON
    content = json.loads(file.read_text(encoding="utf-8"))
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    file.write_text(json.dumps(content), encoding="utf-8")


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    """A later minor addition does not lock older readers out."""
    written = write_artifact(tmp_path)
    change(tmp_path, ["later"], {"a": 1})
    assert read_metadata(tmp_path) == written


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        pytest.param(["format"], "x", "expected format 'tfjs-bridge', got 'x'", id="format"),
        pytest.param(
            ["format_version"], 2, "format version not known here; expected 1, got 2", id="version"
        ),
        pytest.param(["model", "name"], 3, "expected a string, got 3", id="name"),
        pytest.param(
            ["model", "parameters"], -1, "whole number, 0 or more, got -1", id="parameters"
        ),
        pytest.param(["inputs"], None, "expected a list, got None", id="inputs"),
        pytest.param(["labels"], "0123", "expected a list, got '0123'", id="labels"),
        pytest.param(["training"], [], "expected an object or null", id="training"),
        pytest.param(["golden", "tolerance"], 0, "expected a number above 0, got 0", id="zero"),
        pytest.param(["golden", "tolerance"], "1", "expected a number above 0", id="text"),
        pytest.param(["golden", "file"], "../x", "expected a file name, got '../x'", id="path"),
        pytest.param(["files"], {"a/b": {}}, "expected a file name, got 'a/b'", id="folder"),
        pytest.param(
            ["files", "model.json", "sha256"], "AB", "expected 64 hex digits, got 'AB'", id="digest"
        ),
        pytest.param(["files", "model.json", "bytes"], True, "got True", id="bool as size"),
    ],
)
def test_malformed_metadata_is_refused(
    tmp_path: Path, path: list[str], value: Any, message: str
) -> None:
    """The message names the file and what was wrong in it."""
    write_artifact(tmp_path)
    change(tmp_path, path, value)
    with pytest.raises(ArtifactError, match=message) as caught:
        read_metadata(tmp_path)
    assert str(tmp_path / METADATA_JSON) in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"{", "not valid JSON", id="cut"),
        pytest.param(b"\xff\xfe", "not valid JSON", id="not UTF-8"),
        pytest.param(b"[]", "expected a JSON object, got list", id="list"),
        pytest.param(b"<!doctype html>", "not valid JSON", id="HTML"),
    ],
)
def test_what_is_no_json_object_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """As a wrong server or a broken copy would leave it."""
    (tmp_path / METADATA_JSON).write_bytes(content)
    with pytest.raises(ArtifactError, match=message):
        read_metadata(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """Not a traceback of open()."""
    with pytest.raises(ArtifactError, match=r"cannot be read .* Check the path"):
        read_metadata(tmp_path)


def test_random_outputs_are_named_where_there_are_any(tmp_path: Path) -> None:
    """The key is missing otherwise: artifacts of all other models keep their bytes."""
    written = write_artifact(tmp_path)
    assert "random" not in json.loads((tmp_path / METADATA_JSON).read_text())["golden"]
    golden = dataclasses.replace(written.golden, random=("unit",))
    drawn = dataclasses.replace(written, golden=golden)
    write_metadata(tmp_path, drawn)
    assert json.loads((tmp_path / METADATA_JSON).read_text())["golden"]["random"] == ["unit"]
    assert read_metadata(tmp_path) == drawn


@pytest.mark.parametrize(
    ("names", "message"),
    [
        pytest.param([], r"each once, got \(\)", id="none"),
        pytest.param(["unit", "unit"], "each once, got", id="twice"),
        pytest.param(["x"], "names of outputs, each once, got \\('x',\\)", id="an input"),
        pytest.param("y", "expected a list, got 'y'", id="text"),
        pytest.param([1], "expected a string, got 1", id="number"),
    ],
)
def test_other_random_outputs_are_refused(tmp_path: Path, names: Any, message: str) -> None:
    """They would switch the proof off for something that is not there."""
    write_artifact(tmp_path)
    change(tmp_path, ["golden", "random"], names)
    with pytest.raises(ArtifactError, match=message):
        read_metadata(tmp_path)
