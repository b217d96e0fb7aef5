"""The fields of a SentencePiece model that we need, read from its protocol buffer without protobuf.

Source: https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from tfjs_bridge.errors import DataError

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = range(1, 7)
ModelType = Literal["unigram", "bpe", "word", "char"]
_MODEL_TYPES: Final[tuple[ModelType, ...]] = ("unigram", "bpe", "word", "char")
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
Value = int | bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary: its text, its score in float32, and its type."""

    text: str
    score: float
    type: int


@dataclass(frozen=True, slots=True)
class SentencePieceModel:
    """What a model file says.

    Attributes:
        pieces: In the order of their ids.
        type: The algorithm.
        byte_fallback: Whether unknown characters become bytes.
        space_after: Whether white space belongs to the word before it.
        charsmap: Table of the normalizer; empty: there is none.
        add_space: Whether a space is added at the beginning, or the end.
        remove_extra_spaces: At both ends, and where there are several.
        escape_spaces: Whether spaces are written as U+2581.
    """

    pieces: tuple[Piece, ...]
    type: ModelType
    byte_fallback: bool
    space_after: bool
    charsmap: bytes
    add_space: bool
    remove_extra_spaces: bool
    escape_spaces: bool


def read_model(data: bytes) -> SentencePieceModel:
    """Read a SentencePiece model.

    Raises:
        DataError: It is malformed.
    """
    try:
        return _model(data)
    except (IndexError, KeyError, TypeError, UnicodeDecodeError, ValueError, struct.error) as error:
        raise DataError(
            f"SentencePiece model: malformed; expected a protocol buffer, got {error}. "
            f"Save the tokenizer again."
        ) from error


def _model(data: bytes) -> SentencePieceModel:
    pieces, trainer, normalizer = [], {}, {}
    for field, value in _fields(data):
        if field == 1:
            pieces.append(_piece(dict(_fields(_bytes(value)))))
        elif field == 2:
            trainer = dict(_fields(_bytes(value)))
        elif field == 3:
            normalizer = dict(_fields(_bytes(value)))
    if not pieces:
        raise ValueError("no pieces")
    return SentencePieceModel(
        pieces=tuple(pieces),
        type=_MODEL_TYPES[_int(trainer.get(3, 1)) - 1],
        byte_fallback=bool(trainer.get(35, 0)),
        space_after=bool(trainer.get(24, 0)),
        charsmap=_bytes(normalizer.get(2, b"")),
        add_space=bool(normalizer.get(3, 1)),
        remove_extra_spaces=bool(normalizer.get(4, 1)),
        escape_spaces=bool(normalizer.get(5, 1)),
    )


def _piece(fields: dict[int, Value]) -> Piece:
    score = struct.unpack("<f", _bytes(fields.get(2, b"\0\0\0\0")))[0]
    return Piece(_bytes(fields[1]).decode(), score, _int(fields.get(3, NORMAL)))


def _fields(data: bytes) -> Iterator[tuple[int, Value]]:
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        kind = key & 7
        if kind == _VARINT:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        length, place = _varint(data, place) if kind == _BYTES else (_SIZES[kind], place)
        if place + length > len(data):
            raise ValueError("an end before its length")
        yield key >> 3, data[place : place + length]
        place += length


_SIZES: Final = {_FIXED64: 8, _FIXED32: 4}


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while data[place] & 0x80:
        value |= (data[place] & 0x7F) << shift
        shift, place = shift + 7, place + 1
    return value | data[place] << shift, place + 1


def _bytes(value: Value) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"a number where bytes belong: {value}")
    return value


def _int(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError("bytes where a number belongs")
    return value
