"""Tests of reading and writing IDX files."""

from __future__ import annotations

import gzip
import re

import numpy as np
import numpy.typing as npt
import pytest

from tfjs_bridge.data.gzipped import decompress
from tfjs_bridge.data.idx import read_idx, write_idx
from tfjs_bridge.errors import DataError

IMAGES = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
IMAGES_FILE = bytes.fromhex("00000803 00000002 00000002 00000003") + bytes(range(12))
LABELS_FILE = bytes.fromhex("00000801 00000003 070209")


def test_images_are_read() -> None:
    """Images come back as bytes of shape (n, rows, columns)."""
    values = read_idx(IMAGES_FILE, "images", expected_shape=(2, 2, 3))
    assert values.dtype == np.uint8
    np.testing.assert_array_equal(values, IMAGES)


def test_labels_are_read() -> None:
    """Labels come back as bytes of shape (n,), whichever n is in the file."""
    np.testing.assert_array_equal(
        read_idx(LABELS_FILE, "labels", expected_shape=None), np.array([7, 2, 9])
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(IMAGES, IMAGES_FILE, id="images"),
        pytest.param(np.array([7, 2, 9], np.uint8), LABELS_FILE, id="labels"),
    ],
)
def test_writing_gives_the_published_bytes(values: npt.NDArray[np.uint8], expected: bytes) -> None:
    """Writing is the inverse of reading, down to the byte."""
    assert write_idx(values) == expected


def test_writing_refuses_other_axes() -> None:
    """IDX files of MNIST have one axis or three."""
    with pytest.raises(DataError, match="expected 1 for labels or 3 for images, got 2"):
        write_idx(np.zeros((2, 2), np.uint8))


@pytest.mark.parametrize(
    ("data", "shape", "message"),
    [
        pytest.param(
            b"\0\0", None, "f: wrong size; expected a magic number of 4 bytes, got 2", id="no magic"
        ),
        pytest.param(
            IMAGES_FILE[:10], None, "expected a header of 16 bytes, got 10 bytes", id="cut header"
        ),
        pytest.param(
            IMAGES_FILE[:-1],
            None,
            "expected 28 bytes for shape (2, 2, 3), got 27 bytes",
            id="cut values",
        ),
        pytest.param(
            LABELS_FILE + b"\0", None, "expected 11 bytes for shape (3,), got 12", id="excess"
        ),
        pytest.param(
            b"<!doctype html>",
            None,
            "wrong magic number; expected 2051 (images) or 2049 (labels), got 1008821359",
            id="web page",
        ),
        pytest.param(
            LABELS_FILE, (3, 28, 28), "expected 2051, got 2049", id="labels instead of images"
        ),
        pytest.param(
            IMAGES_FILE, (3, 2, 3), "wrong shape; expected (3, 2, 3), got (2, 2, 3)", id="shape"
        ),
        pytest.param(
            LABELS_FILE, (3, 1), "expected a file of 1 or 3 axes, got 2049", id="two axes wanted"
        ),
    ],
)
def test_damaged_files_are_refused(
    data: bytes, shape: tuple[int, ...] | None, message: str
) -> None:
    """A file that is not whole, or is another one, is named together with what is wrong."""
    with pytest.raises(DataError, match=re.escape(message)):
        read_idx(data, "f", expected_shape=shape)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LABELS_FILE, id="plain"),
        pytest.param(gzip.compress(LABELS_FILE), id="gzipped"),
        pytest.param(
            gzip.compress(LABELS_FILE[:5]) + gzip.compress(LABELS_FILE[5:]), id="two gzip members"
        ),
    ],
)
def test_gzip_is_detected(data: bytes) -> None:
    """Gzip files are unpacked, other bytes left alone."""
    assert decompress(data, "f") == LABELS_FILE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(gzip.compress(LABELS_FILE)[:-5], id="truncated"),
        pytest.param(gzip.compress(LABELS_FILE)[:4], id="truncated header"),
        pytest.param(gzip.compress(LABELS_FILE) + b"garbage", id="trailing garbage"),
        pytest.param(gzip.compress(LABELS_FILE)[:10] + b"\xff" * 20, id="damaged"),
    ],
)
def test_broken_gzip_is_refused(data: bytes) -> None:
    """A gzip file must be one whole file and nothing else."""
    with pytest.raises(DataError, match=f"f: broken gzip data; .* got {len(data)} bytes"):
        decompress(data, "f")
