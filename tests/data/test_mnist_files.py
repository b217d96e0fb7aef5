"""Tests of reading MNIST from a folder that a user names."""

from __future__ import annotations

import gzip
import pickle
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tfjs_bridge.data.mnist_files import read_folder
from tfjs_bridge.data.mnist_specs import MNIST_FILES
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.data.conftest import TinyMnist


def save_npz(folder: Path, tiny: TinyMnist, **changes: Any) -> Path:
    """Write ``mnist.npz`` as Keras has it; a change to ``None`` leaves an array out."""
    arrays = {
        spec.npz_key: values for spec, values in zip(tiny.specs, tiny.arrays, strict=True)
    } | changes
    path = folder / "mnist.npz"
    np.savez_compressed(path, **{key: it for key, it in arrays.items() if it is not None})
    return path


def save_idx(folder: Path, tiny: TinyMnist) -> None:
    for name, data in tiny.contents.items():
        (folder / name).write_bytes(data)


def test_the_table_describes_mnist() -> None:
    """The sizes are those of the published files."""
    assert [spec.content_bytes for spec in MNIST_FILES] == [47_040_016, 60_008, 7_840_016, 10_008]


@pytest.mark.parametrize(
    "is_gzipped", [pytest.param(True, id="gzip"), pytest.param(False, id="plain")]
)
@pytest.mark.parametrize(
    "is_dotted", [pytest.param(True, id="dot"), pytest.param(False, id="dash")]
)
def test_idx_files_are_read(
    tmp_path: Path, tiny_mnist: TinyMnist, is_gzipped: bool, is_dotted: bool
) -> None:
    """The files are found under each of the names in use, packed or not."""
    for name, data in tiny_mnist.contents.items():
        found = name.replace("-idx", ".idx") if is_dotted else name
        path = tmp_path / (f"{found}.gz" if is_gzipped else found)
        path.write_bytes(gzip.compress(data) if is_gzipped else data)
    for read, expected in zip(
        read_folder(tmp_path, tiny_mnist.specs), tiny_mnist.arrays, strict=True
    ):
        np.testing.assert_array_equal(read, expected)


def test_npz_is_read(tmp_path: Path, tiny_mnist: TinyMnist) -> None:
    """Keras's archive gives the same arrays, in the same order."""
    save_npz(tmp_path, tiny_mnist)
    for read, expected in zip(
        read_folder(tmp_path, tiny_mnist.specs), tiny_mnist.arrays, strict=True
    ):
        np.testing.assert_array_equal(read, expected)


def test_npz_fills_in_for_an_incomplete_set(tmp_path: Path, tiny_mnist: TinyMnist) -> None:
    """IDX files go first, but only all four of them."""
    save_npz(tmp_path, tiny_mnist)
    (tmp_path / tiny_mnist.specs[0].name).write_bytes(b"not even IDX")
    assert len(read_folder(tmp_path, tiny_mnist.specs)) == 4


def test_other_digits_are_refused(tmp_path: Path, tiny_mnist: TinyMnist) -> None:
    """A file of the right form with another content, such as Fashion-MNIST, is not MNIST."""
    save_idx(tmp_path, tiny_mnist)
    path = tmp_path / "t10k-labels-idx1-ubyte"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read_folder(tmp_path, tiny_mnist.specs)
    assert re.fullmatch(
        r"t10k-labels-idx1-ubyte: not MNIST's t10k-labels-idx1-ubyte; expected SHA-256 "
        rf"{tiny_mnist.specs[3].sha256} of the uncompressed bytes, got [0-9a-f]{{64}}\. "
        r"Download the file again\.",
        str(caught.value),
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(
            {"x_test": None},
            "mnist.npz: arrays are missing; expected x_test, got x_train, y_train, y_test.",
            id="array missing",
        ),
        pytest.param(
            {"y_train": np.zeros(5)},
            "mnist.npz, array y_train: wrong array; expected uint8 of shape (5,), "
            "got float64 of shape (5,).",
            id="dtype",
        ),
        pytest.param(
            {"x_train": np.zeros((5, 784), np.uint8)},
            "expected uint8 of shape (5, 28, 28), got uint8 of shape (5, 784).",
            id="shape",
        ),
        pytest.param(
            {"y_train": np.full(5, 255, np.uint8)},
            "mnist.npz, array y_train: not MNIST's train-labels-idx1-ubyte; expected SHA-256",
            id="content",
        ),
        pytest.param(
            {"y_train": np.array([None])},
            "mnist.npz: cannot be read; expected a NumPy archive without pickled objects, "
            "got Object arrays cannot be loaded",
            id="pickled objects",
        ),
    ],
)
def test_another_npz_is_refused(
    tmp_path: Path, tiny_mnist: TinyMnist, changes: dict[str, Any], message: str
) -> None:
    """Every array of the archive is checked by name, type, shape and content."""
    save_npz(tmp_path, tiny_mnist, **changes)
    with pytest.raises(DataError, match=re.escape(message)):
        read_folder(tmp_path, tiny_mnist.specs)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!doctype html>", id="web page"),
        pytest.param(b"PK\x03\x04 and no more", id="truncated"),
        pytest.param(pickle.dumps("x"), id="pickle"),
        pytest.param(b"\x93NUMPY\x01\x00v\x00{}", id="npy, damaged"),
    ],
)
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever NumPy makes of the bytes, the user is told which file is wrong."""
    (tmp_path / "mnist.npz").write_bytes(data)
    with pytest.raises(DataError, match=r"mnist\.npz: cannot be read; expected a NumPy archive"):
        read_folder(tmp_path)


def test_a_renamed_npy_is_refused(tmp_path: Path) -> None:
    """One array is not an archive of four."""
    with (tmp_path / "mnist.npz").open("wb") as sink:
        np.save(sink, np.zeros(3))
    with pytest.raises(DataError, match=r"mnist\.npz: cannot be read; .* got a single array\."):
        read_folder(tmp_path)


def test_missing_files_are_listed(tmp_path: Path, tiny_mnist: TinyMnist) -> None:
    """The error lists every name that was looked for, and what is there."""
    save_idx(tmp_path, tiny_mnist)
    (tmp_path / "t10k-labels-idx1-ubyte").unlink()
    with pytest.raises(DataError) as caught:
        read_folder(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: MNIST is not complete; expected mnist.npz, or t10k-labels-idx1-ubyte or "
        "t10k-labels-idx1-ubyte.gz or t10k-labels.idx1-ubyte or t10k-labels.idx1-ubyte.gz, "
        "got t10k-images-idx3-ubyte, train-images-idx3-ubyte, train-labels-idx1-ubyte. "
        "Put the missing files there, or pass another --data-dir."
    )


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    """All four files are looked for."""
    with pytest.raises(DataError, match=r"mnist\.npz, or train-images.*, got an empty folder\."):
        read_folder(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder that does not exist is not mistaken for an empty one."""
    with pytest.raises(DataError, match=r"nowhere: not a folder; .* got nothing at this path"):
        read_folder(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The folder is wanted, not a file in it."""
    (tmp_path / "mnist.npz").write_bytes(b"")
    with pytest.raises(DataError, match=r"mnist\.npz: not a folder; .* got a file"):
        read_folder(tmp_path / "mnist.npz")
