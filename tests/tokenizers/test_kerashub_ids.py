"""Token ids of KerasHub's tokenizers, ours in Python, and ours in JavaScript."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tokenizers.javascript import run_javascript
from tfjs_bridge.artifact.tokenizers.packing import pack
from tfjs_bridge.tokenization import create_encoder

pytestmark = [pytest.mark.slow, pytest.mark.needs("keras_hub>=0.31", "sentencepiece")]
_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """3,000 texts, 15 tokenizers, and the ids that KerasHub gives."""
    path = tmp_path_factory.mktemp("kerashub") / "ids.json"
    # In a process of its own: importing KerasHub warns of much, and wants Keras on JAX.
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", "tests.tokenizers.kerashub", str(path)]
    done = subprocess.run(command, cwd=_ROOT, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert len(content["texts"]) == 3000
    assert len(content["cases"]) == 15
    return content


@pytest.fixture(scope="module")
def javascript(
    theirs: dict[str, Any], node: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    return run_javascript(node, tmp_path_factory.mktemp("javascript"), theirs)


def test_python_gives_the_ids_of_kerashub(theirs: dict[str, Any]) -> None:
    """Of each tokenizer, for each text."""
    for case in theirs["cases"]:
        encode = create_encoder(case["file"], case["prepare"])
        for text, ids in zip(theirs["texts"], case["ids"], strict=True):
            assert encode(text) == ids, (case["name"], text)


@pytest.mark.node
def test_javascript_gives_the_ids_of_kerashub(
    theirs: dict[str, Any], javascript: dict[str, Any]
) -> None:
    """Of each tokenizer, for each text."""
    for case in theirs["cases"]:
        rows = zip(theirs["texts"], case["ids"], javascript["ids"][case["name"]], strict=True)
        for text, ids, ours in rows:
            assert ours == ids, (case["name"], text)


@pytest.mark.node
def test_rows_are_packed_as_kerashub_does(
    theirs: dict[str, Any], javascript: dict[str, Any]
) -> None:
    """One text and several, too long and too short, padded on each side."""
    for packing, row in zip(theirs["packings"], javascript["rows"], strict=True):
        settings, texts = packing["settings"], packing["texts"]
        ours = pack(texts, settings)
        assert row == ours, (settings, texts)
        for name, wanted in packing["rows"].items():
            assert ours[name] == wanted, (name, settings, texts)


def test_different_kinds_of_ids_are_compared(theirs: dict[str, Any]) -> None:
    """The vocabularies are used in the main: a test of unknown tokens alone would prove nothing."""
    for case in theirs["cases"]:
        used = {number for ids in case["ids"] for number in ids}
        assert len(used) > 300, case["name"]
