"""Tests of reading the names of classes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tfjs_bridge.data.labels import read_labels
from tfjs_bridge.errors import DataError

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "labels.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_shared_vectors(case: dict[str, Any], tmp_path: Path) -> None:
    """Lines and JSON, as Keras's tools write them: what JavaScript reads, too."""
    (tmp_path / "labels").write_bytes(case["text"].encode())
    assert read_labels(tmp_path / "labels") == tuple(case["labels"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "got no labels"),
        (b"cat\n\ndog", "got an empty one"),
        (b"[1, 2]", "got 1"),
        (b'["cat", null]', "got null"),
        (b'{"0": "cat", "2": "dog"}', "got no class 1"),
        (b'{"cat": "dog"}', "got no class invalid literal"),
        (b"[cat", "not valid JSON"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_is_not_a_list_is_refused(content: Any, message: str, tmp_path: Path) -> None:
    """With what it is."""
    (tmp_path / "labels").write_bytes(content)
    with pytest.raises(DataError, match=f"not a list of labels; .*{message}"):
        read_labels(tmp_path / "labels")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(DataError, match=r"nowhere: cannot be read; .* got No such file"):
        read_labels(tmp_path / "nowhere")
