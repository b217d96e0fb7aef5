"""Reads and writes IDX, the format in which MNIST is published.

Source: http://yann.lecun.com/exdb/mnist/ ("File formats for the MNIST database").
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError

_INTEGER_BYTES: Final = 4
# The magic number says "unsigned bytes" (8) and then the number of axes.
_MAGIC_OF_AXES: Final = {1: 2049, 3: 2051}


def read_idx(
    data: bytes, name: str, *, expected_shape: tuple[int, ...] | None
) -> npt.NDArray[np.uint8]:
    """Read an IDX file of images (magic 2051) or labels (magic 2049).

    Args:
        data: the whole file, uncompressed.
        name: what errors call it.
        expected_shape: the shape that the file must have, or ``None`` for any.

    Returns:
        uint8, shape (n, rows, columns) for images and (n,) for labels; read-only.

    Raises:
        DataError: Wrong magic number, another shape than expected, or too few or too many bytes.
    """
    axes = _axes(data, name, expected_shape)
    start = _INTEGER_BYTES * (1 + axes)
    if len(data) < start:
        raise _wrong_size(name, f"a header of {start} bytes", data)
    shape = tuple(np.frombuffer(data, ">u4", axes, _INTEGER_BYTES).tolist())
    if expected_shape not in (None, shape):
        raise DataError(
            f"{name}: wrong shape; expected {expected_shape}, got {shape}. "
            "Check that the file is the one that its name says."
        )
    # Python's integers, from `tolist`: the sizes of a damaged header cannot overflow.
    if len(data) != start + math.prod(shape):
        raise _wrong_size(name, f"{start + math.prod(shape):,} bytes for shape {shape}", data)
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def write_idx(values: npt.NDArray[np.uint8]) -> bytes:
    """Return the IDX file that holds these images or labels.

    Args:
        values: uint8, shape (n, rows, columns) or (n,).

    Raises:
        DataError: There are neither one nor three axes.
    """
    if values.ndim not in _MAGIC_OF_AXES:
        raise DataError(
            f"IDX file: wrong number of axes; expected 1 for labels or 3 for images, "
            f"got {values.ndim}. Pass uint8 images or labels."
        )
    # The exact bytes of the published files, so that their digests hold.
    header = np.array([_MAGIC_OF_AXES[values.ndim], *values.shape], ">u4")
    return header.tobytes() + values.tobytes()


def _axes(data: bytes, name: str, expected_shape: tuple[int, ...] | None) -> int:
    if len(data) < _INTEGER_BYTES:
        raise _wrong_size(name, "a magic number of 4 bytes", data)
    magic = int.from_bytes(data[:_INTEGER_BYTES], "big")
    for axes, expected in _MAGIC_OF_AXES.items():
        if magic == expected and (expected_shape is None or len(expected_shape) == axes):
            return axes
    raise DataError(
        f"{name}: wrong magic number; expected {_wanted_magic(expected_shape)}, got {magic}. "
        "Check that the file is the one that its name says."
    )


def _wanted_magic(expected_shape: tuple[int, ...] | None) -> str:
    if expected_shape is None:
        return "2051 (images) or 2049 (labels)"
    return str(_MAGIC_OF_AXES.get(len(expected_shape), "a file of 1 or 3 axes"))


def _wrong_size(name: str, expected: str, data: bytes) -> DataError:
    return DataError(
        f"{name}: wrong size; expected {expected}, got {len(data):,} bytes. "
        "Download the file again."
    )
