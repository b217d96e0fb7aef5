"""The sprite: rows, labels and index, read back by Pillow."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.data.conftest import TinyMnist
from tfjs_bridge.data.mnist import Digits
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.data.sprite import write_sprite
from tfjs_bridge.errors import UsageError

NAMES = ["mnist_images.png", "mnist_labels_uint8", "sprite.json"]
PROVENANCE = Provenance("mnist", "a test", {"train-images-idx3-ubyte": "0" * 64}, None)


@pytest.fixture
def digits(tiny_mnist: TinyMnist) -> Digits:
    """Five to train on, three to test on."""
    train_images, train_labels, test_images, test_labels = tiny_mnist.arrays
    return Digits(train_images, train_labels, test_images, test_labels, PROVENANCE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_row_is_a_digit(tmp_path: Path, digits: Digits) -> None:
    """Grey, 784 wide, those to train on first; red, as a canvas reads it, is the value."""
    write_sprite(tmp_path, digits)
    with Image.open(tmp_path / "mnist_images.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "L", (784, 8))
        assert set(picture.info) == set()
        red = np.asarray(picture.convert("RGBA"))[..., 0]
    expected = np.concatenate([digits.train_images, digits.test_images]).reshape(8, 784)
    np.testing.assert_array_equal(red, expected)


def test_labels_are_ten_bytes_each(tmp_path: Path, digits: Digits) -> None:
    """Nothing before or after them."""
    write_sprite(tmp_path, digits)
    rows = np.frombuffer((tmp_path / "mnist_labels_uint8").read_bytes(), np.uint8).reshape(8, 10)
    labels = np.concatenate([digits.train_labels, digits.test_labels])
    np.testing.assert_array_equal(rows.argmax(axis=1), labels)
    np.testing.assert_array_equal(rows.sum(axis=1), np.ones(8))


def test_the_index_says_what_the_rows_are(tmp_path: Path, digits: Digits) -> None:
    """And the digests of both files; it is what is returned."""
    sprite = write_sprite(tmp_path, digits)
    index = json.loads((tmp_path / "sprite.json").read_text())
    assert index == sprite.index
    assert list(index) == ["train", "test", "width", "classes", "sha256", "dataset"]
    assert (index["train"], index["test"], index["width"], index["classes"]) == (5, 3, 784, 10)
    assert sorted(index["sha256"]) == NAMES[:2]
    assert index["dataset"] == {
        "name": "mnist",
        "source": "a test",
        "sha256": {"train-images-idx3-ubyte": "0" * 64},
        "split_seed": None,
    }
    assert sprite.files == {name: (tmp_path / name).stat().st_size for name in NAMES}


def test_of_sixty_thousand_digits_the_first_55_000_are_trained_on(tmp_path: Path) -> None:
    """The test digits begin in the row in which the tutorials look for them."""
    labels = (np.arange(60_000) % 7).astype(np.uint8)
    images = np.zeros((60_000, 28, 28), np.uint8)
    images[:, 0, 0] = labels
    test = np.full((2, 28, 28), 200, np.uint8)
    sprite = write_sprite(
        tmp_path, Digits(images, labels, test, np.array([8, 9], np.uint8), PROVENANCE)
    )
    assert (sprite.index["train"], sprite.index["test"]) == (55_000, 2)
    with Image.open(tmp_path / "mnist_images.png") as picture:
        first = np.asarray(picture)[:, 0]
    np.testing.assert_array_equal(first[:55_000], labels[:55_000])
    assert first[55_000:].tolist() == [200, 200]
    rows = np.frombuffer((tmp_path / "mnist_labels_uint8").read_bytes(), np.uint8).reshape(-1, 10)
    assert rows[55_000:].argmax(axis=1).tolist() == [8, 9]


def test_the_same_digits_give_the_same_bytes(tmp_path: Path, digits: Digits) -> None:
    """All three files; an old sprite is replaced, other files stay."""
    write_sprite(tmp_path / "a", digits)
    (tmp_path / "b").mkdir()
    for name in ("mnist_images.png", "notes.txt"):
        (tmp_path / "b" / name).write_bytes(b"old")
    write_sprite(tmp_path / "b", digits)
    assert contents(tmp_path / "b") == {**contents(tmp_path / "a"), "notes.txt": b"old"}


def test_a_failure_leaves_the_old_sprite(tmp_path: Path, digits: Digits) -> None:
    """A folder in place of one file: nothing is written, nothing is left over."""
    (tmp_path / "sprite.json").mkdir()
    (tmp_path / "mnist_images.png").write_bytes(b"old")
    message = (
        f"{tmp_path / 'sprite.json'}: not replaced; expected a file or nothing, got a folder. "
        "Choose another folder."
    )
    with pytest.raises(UsageError, match=re.escape(message)):
        write_sprite(tmp_path, digits)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mnist_images.png", "sprite.json"]
    assert (tmp_path / "mnist_images.png").read_bytes() == b"old"


def test_a_file_is_no_folder(tmp_path: Path, digits: Digits) -> None:
    """It stays."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match=r"file: expected a folder, got a file\. Choose"):
        write_sprite(tmp_path / "file", digits)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_missing_pillow_is_said_so(
    tmp_path: Path, digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(
        UsageError,
        match=r"^Pillow: cannot be imported; .* Run: pip install 'tfjs-bridge\[train\]'$",
    ):
        write_sprite(tmp_path / "out", digits)
    assert list(tmp_path.iterdir()) == []
