"""Tests of reading the names of classes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tfjs_bridge.data.labels import read_labels
from tfjs_bridge.errors import DataError


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("cat\ndog\n", ("cat", "dog")),
        ("\ufeff cat \r\ndog\r\n\r\n", ("cat", "dog")),
        ("été\n猫", ("été", "猫")),
        (json.dumps(["cat", "dog"]), ("cat", "dog")),
        (json.dumps({"1": "dog", "0": "cat"}), ("cat", "dog")),
        (json.dumps({"dog": 1, "cat": 0}), ("cat", "dog")),
        (json.dumps({"0": ["n1", "tench"], "1": ["n2", "shark"]}), ("tench", "shark")),
        (json.dumps({"0": ["n1", "crane"], "1": ["n2", "crane"]}), ("crane (n1)", "crane (n2)")),
    ],
)
def test_labels_of_all_forms(text: str, labels: tuple[str, ...], tmp_path: Path) -> None:
    """Lines and JSON, as Keras's tools write them; equal names of ImageNet are told apart."""
    (tmp_path / "labels").write_text(text, encoding="utf-8")
    assert read_labels(tmp_path / "labels") == labels


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
