"""Text as SentencePiece normalizes it: a table of characters, white space, and a space before.

Hugging Face's libraries take a table for what it nearly is: NFKC in JavaScript, and grapheme by
grapheme in Rust. Here the longest entry at each place counts, as in SentencePiece.

Source: https://github.com/google/sentencepiece/blob/master/src/normalizer.cc
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SPACE: Final = "\u2581"

# Bytes of a character in UTF-8, by the upper half of its first.
_LENGTHS: Final = (1,) * 12 + (2, 2, 3, 4)

# (unit of text, how many of its bytes were used) at a place of UTF-8.
Prefix = tuple[str, int]


class CharsMap:
    """A table from texts to texts: a double-array trie of UTF-8, then the texts it leads to."""

    def __init__(self, blob: bytes) -> None:
        size = int.from_bytes(blob[:4], "little") if len(blob) >= 4 else 0
        if size % 4 or not 0 < size <= len(blob) - 4:
            raise ValueError(f"charsmap: expected the size of its trie, got {size}")
        self._units: npt.NDArray[np.uint32] = np.frombuffer(blob[4 : 4 + size], "<u4")
        self._texts = blob[4 + size :]

    def longest(self, text: bytes, start: int) -> Prefix | None:
        """Return what the longest entry at a place becomes, and its length, if there is one."""
        units, found = self._units, None
        place = _offset(int(units[0]))
        for length in range(1, len(text) - start + 1):
            byte = text[start + length - 1]
            place ^= byte
            if place >= len(units):
                break
            unit = int(units[place])
            if unit & 0x800000FF != byte:
                break
            place ^= _offset(unit)
            if unit >> 8 & 1:
                found = (int(units[place]) & 0x7FFFFFFF, length)
        return None if found is None else (self._text_at(found[0]), found[1])

    def _text_at(self, start: int) -> str:
        return self._texts[start : self._texts.index(0, start)].decode()


def _offset(unit: int) -> int:
    return unit >> 10 << ((unit & 0x200) >> 6)


def create_normalizer(settings: Mapping[str, Any], table: str | None) -> Callable[[str], str]:
    """Return a function that normalizes a text.

    Args:
        settings: Of kind ``sentencepiece``, as docs/artifact-format.md describes them.
        table: In base64; `None`: characters stay as they are.

    Raises:
        ValueError: The table is malformed.
    """
    charsmap = None if table is None else CharsMap(base64.b64decode(table, validate=True))
    kept = sorted((text.encode() for text in settings["kept"]), key=len, reverse=True)
    pattern = re.compile(b"|".join(map(re.escape, kept))) if kept else None
    return lambda text: _normalize(list(_units(text.encode(), charsmap, pattern)), settings)


def _units(text: bytes, charsmap: CharsMap | None, kept: re.Pattern[bytes] | None) -> Iterator[str]:
    """Yield what each stretch of a text becomes: kept symbols themselves, others by the table."""
    place = 0
    while place < len(text):
        match = kept.match(text, place) if kept else None
        mapped = charsmap.longest(text, place) if charsmap and not match else None
        if mapped is not None:
            unit, length = mapped
        else:
            length = len(match[0]) if match else _LENGTHS[text[place] >> 4]
            unit = text[place : place + length].decode()
        yield unit
        place += length


def _normalize(units: list[str], settings: Mapping[str, Any]) -> str:
    squeeze = settings["remove_extra_spaces"]
    first = next((k for k, unit in enumerate(units) if unit != " "), len(units))
    units = units[first:] if squeeze else units
    if not units:
        return ""
    text = (_squeezed(units) if squeeze else "".join(units)).replace(" ", SPACE)
    if settings["space"] == "before":
        text = SPACE + text
    if squeeze:
        text = text.rstrip(SPACE)
    return text + SPACE if settings["space"] == "after" else text


def _squeezed(units: list[str]) -> str:
    parts: list[str] = []
    for unit in units:
        # What a unit holds within stays: only spaces where one stands before are dropped.
        after_space = not parts or parts[-1].endswith(" ")
        rest = unit.lstrip(" ") if after_space else unit
        if rest:
            parts.append(rest)
    return "".join(parts)
