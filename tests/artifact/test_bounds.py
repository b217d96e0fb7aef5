"""Artifacts that are wrong on purpose, with right sizes and digests: refused before they harm."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tfjs_bridge.artifact.folder import check_artifact
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.artifact.visible_text import visible
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.verification.parity import verify_artifact

Edit = Callable[[dict[str, Any]], None]


def hostile(tmp_path: Path, name: str, edit: Edit) -> Path:
    """A copy of an artifact with one of its JSON files changed, and its digest right."""
    folder = tmp_path / "hostile"
    found = (path.parent for path in sorted(ROOT.glob("exported/**/mlp/metadata.json")))
    shutil.copytree(next(found), folder)
    content = json.loads((folder / name).read_bytes())
    edit(content)
    data = json.dumps(content).encode()
    (folder / name).write_bytes(data)
    if name != "metadata.json":
        metadata = json.loads((folder / "metadata.json").read_bytes())
        digest = hashlib.sha256(data).hexdigest()
        metadata["files"][name] = {"bytes": len(data), "sha256": digest}
        (folder / "metadata.json").write_text(json.dumps(metadata))
    return folder


def _same_group(model: dict[str, Any]) -> None:
    model["weightsManifest"] *= 2


def _other_canvas(size: int, box: int) -> Edit:
    def edit(metadata: dict[str, Any]) -> None:
        metadata["preprocessing"] |= {"canvas_size": size, "box_size": box}

    return edit


def _picture(**changes: Any) -> Edit:
    picture = {"kind": "picture", "input": "image", "height": 28, "width": 28, "channels": 1}
    how = {"fit": "stretch", "method": "bilinear", "scale": "unit", "invert": "never"}
    return lambda metadata: metadata.update(preprocessing=picture | how | changes)


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        pytest.param("model.json", _same_group, "lists a name twice", id="group twice"),
        pytest.param(
            "metadata.json",
            lambda m: m["inputs"][0].update(shape=[None, 14, 14, 1]),
            "its inputs are not the model's",
            id="input shape",
        ),
        pytest.param(
            "metadata.json",
            lambda m: m.update(inputs=m["inputs"] * 2),
            "its inputs are not the model's",
            id="inputs",
        ),
        pytest.param(
            "metadata.json",
            lambda m: m.update(labels=[*"012345678", "0"]),
            "'0' twice",
            id="equal labels",
        ),
        pytest.param("metadata.json", _other_canvas(10**9, 20), "canvas_size <= 4096", id="canvas"),
        pytest.param("metadata.json", _other_canvas(28, 29), "box_size <= canvas", id="box"),
        pytest.param("metadata.json", _picture(input="x"), "expected one of image", id="input"),
        pytest.param("metadata.json", _picture(height=5000), "1 to 4096, got 5000", id="height"),
        pytest.param("metadata.json", _picture(scale="caffe"), "none, unit, tf", id="scale"),
        pytest.param(
            "metadata.json",
            _picture(fit="center-crop", shorter_side=27),
            "from 28, the input's longer side, to 4096, got 27",
            id="shorter side",
        ),
        pytest.param("metadata.json", _picture(method="pil-cubic"), "expected one of", id="method"),
        pytest.param("metadata.json", _picture(channels=2), "expected one of 1, 3, 4", id="two"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, name: str, edit: Edit, message: str) -> None:
    """Although each file has the size and digest that it should have."""
    with pytest.raises(ArtifactError, match=message):
        check_artifact(hostile(tmp_path, name, edit))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"[" * 100_000, "too deeply nested", id="brackets"),
        pytest.param(b'{"a":' * 300 + b"1" + b"}" * 300, "too deeply nested", id="objects"),
        pytest.param(b" " * (32 * 1024 * 1024 + 1), "too large", id="size"),
        pytest.param(b'"' + rb"\"" * 500_000, "not valid JSON", id="string without an end"),
    ],
)
def test_json_has_bounds(tmp_path: Path, content: bytes, message: str) -> None:
    """Looked at before it is parsed."""
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ArtifactError, match=message):
        read_json_object(path)


def test_brackets_in_texts_are_no_nesting(tmp_path: Path) -> None:
    """Nor after an escaped quotation mark."""
    path = tmp_path / "x.json"
    content = {"a": "[" * 1000, 'b"' + "{" * 1000: "\\", "c": [[1]]}
    path.write_text(json.dumps(content))
    assert read_json_object(path) == content


def test_hidden_characters_are_shown(tmp_path: Path) -> None:
    """In names and labels; letters of any script and emoji stay as they are."""

    def edit(metadata: dict[str, Any]) -> None:
        metadata["model"]["name"] = "a\u202eb\x1b[31m"
        metadata["labels"][0] = "\u05d0\u0416\U0001f469\u200d\U0001f467"

    metadata = read_metadata(hostile(tmp_path, "metadata.json", edit))
    assert metadata.model.name == r"a\u202eb\u001b[31m"
    assert metadata.labels is not None
    assert metadata.labels[0] == "\u05d0\u0416\U0001f469\u200d\U0001f467"
    assert visible("\U000e0041") == r"\u{e0041}"


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_a_cycle_ends_in_time(tmp_path: Path) -> None:
    """TensorFlow.js would go round for ever."""

    def edit(model: dict[str, Any]) -> None:
        topology = model["modelTopology"].get("model_config", model["modelTopology"])
        layers = topology["config"]["layers"]
        layers[1]["inbound_nodes"] = [[[layers[-1]["name"], 0, 0, {}]]]

    with pytest.raises(ArtifactError, match="form a cycle"):
        verify_artifact(hostile(tmp_path, "model.json", edit))
