"""Characters as numbers: the alphabets, the vocabulary of a text, and encoding with it.

A character is one Unicode code point, so an emoji is one character and an accent that combines with
a letter is one of its own. The page has a twin of this module in JavaScript; both are held to
the vectors in ``tests/vectors/characters.json``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHABETS: Final = ("full", "alnum")

_CODE_POINTS: Final = 0x110000
_OUTSIDE: Final = -1


def check_alphabet(alphabet: str) -> None:
    """Raise UsageError where ``alphabet`` is none of `ALPHABETS`."""
    if alphabet not in ALPHABETS:
        raise UsageError(
            f"--alphabet: unknown alphabet; expected full or alnum, got {alphabet!r}. "
            "Pass one of the two."
        )


def apply_alphabet(text: str, alphabet: str) -> str:
    """Return the text in the characters of an alphabet.

    Args:
        text: any text.
        alphabet: ``full`` keeps the text; only the line ends CRLF and CR become LF. ``alnum`` makes
            A to Z lower case and keeps a to z and 0 to 9 alone: "To be, or not" becomes
            "tobeornot". Spaces and line ends go too, so words run together. Letters with accents
            and letters of other scripts go as well, none is replaced by a letter that looks like
            it: "Café" becomes "caf". For such texts there is ``full``.

    Raises:
        UsageError: There is no such alphabet.
    """
    check_alphabet(alphabet)
    if alphabet == "full":
        return text.replace("\r\n", "\n").replace("\r", "\n")
    # What is left is ASCII, so lower() gives the same letters in every version of Unicode.
    return re.sub("[^A-Za-z0-9]+", "", text).lower()


def vocabulary_of(text: str) -> tuple[str, ...]:
    """Return the text's distinct characters, sorted by code point."""
    return tuple(sorted(set(text)))


def encode(text: str, vocabulary: Sequence[str]) -> npt.NDArray[np.int32]:
    """Return each character's place in the vocabulary.

    Args:
        text: characters of the vocabulary, n of them; may be empty.
        vocabulary: distinct characters, in any order.

    Returns:
        int32, shape (n,), values in [0, len(vocabulary)).

    Raises:
        DataError: A character is not in the vocabulary, or the vocabulary is not a list of distinct
            characters.
    """
    _check_vocabulary(vocabulary)
    # A table of all of Unicode, 4.4 MB, makes encoding one look-up and no loop over characters.
    table = np.full(_CODE_POINTS, _OUTSIDE, np.int32)
    table[_code_points("".join(vocabulary))] = np.arange(len(vocabulary), dtype=np.int32)
    indices = table[_code_points(text)]
    outside = indices == _OUTSIDE
    if outside.any():
        raise _outside(text, int(outside.argmax()), len(vocabulary))
    return indices


def decode(indices: npt.NDArray[np.integer[Any]], vocabulary: Sequence[str]) -> str:
    """Return the text that `encode` turned into these indices.

    Args:
        indices: whole numbers, shape (n,), values in [0, len(vocabulary)).
        vocabulary: distinct characters, in the order that the text was encoded with.

    Raises:
        DataError: An index is not in range, or the indices are not one line of whole numbers.
    """
    if indices.ndim != 1 or not np.issubdtype(indices.dtype, np.integer):
        raise DataError(
            f"Indices: not a line of characters; expected whole numbers of shape (n,), "
            f"got {indices.dtype} of shape {indices.shape}. Decode one text at a time."
        )
    wrong = indices[(indices < 0) | (indices >= len(vocabulary))]
    if wrong.size:
        raise DataError(
            f"Indices: outside the vocabulary; expected 0 to {len(vocabulary) - 1}, "
            f"got {wrong[0]}. Decode with the vocabulary that the text was encoded with."
        )
    return "".join(map(vocabulary.__getitem__, indices.tolist()))


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    # Python allows half of a surrogate pair in a text, which UTF-32 does not.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _check_vocabulary(vocabulary: Sequence[str]) -> None:
    longer = next((entry for entry in vocabulary if len(entry) != 1), None)
    if longer is not None:
        raise DataError(
            f"Vocabulary: wrong entry; expected one character each, got {longer!r}. "
            "Use the vocabulary that vocabulary_of returns."
        )
    if len(set(vocabulary)) != len(vocabulary):
        twice = next(entry for entry in vocabulary if list(vocabulary).count(entry) > 1)
        raise DataError(
            f"Vocabulary: not distinct; expected each character once, got {twice!r} again. "
            "Use the vocabulary that vocabulary_of returns."
        )


def _outside(text: str, position: int, size: int) -> DataError:
    line = text.count("\n", 0, position) + 1
    # rfind gives -1 in the first line, which makes columns count from 1 there too.
    column = position - text.rfind("\n", 0, position)
    character = text[position]
    return DataError(
        f"Text, line {line}, column {column}: character outside the vocabulary; expected one of "
        f"its {size} characters, got {character!r} (U+{ord(character):04X}). "
        "Leave it out, or train on a text that has it."
    )
