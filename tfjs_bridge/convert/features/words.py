"""Words and texts for raw examples: known and unknown ones, as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Generator = np.random.Generator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# A letter beyond ASCII, one beyond the first 65,536, and one that is made of two.
_FOREIGN = ("é", "ß", "дом", "語", "\U0001f600", "e\u0301", "Ä")
_MARKS = (".", ",", "!", "?", "...", "'s", ";", " -", ")")
_BLANKS = (" ", " ", " ", "  ", "\t", "\n")
_FEW, _MANY = 3, 16


def word(generator: Generator) -> str:
    """Draw a word of a few letters; some end in a digit, or in a letter beyond ASCII."""
    count = int(generator.integers(1, 9))
    letters = "".join(_LETTERS[k] for k in generator.integers(len(_LETTERS), size=count))
    ending = int(generator.integers(5))
    if ending == 0:
        return f"{letters}{generator.integers(100)}"
    return letters + _one(generator, _FOREIGN) if ending == 1 else letters


def unknown_word(generator: Generator, tokens: Sequence[str]) -> str:
    """Draw a word that is not among the tokens, though it may look much like one."""
    known = set(tokens)
    while True:
        like = f"{_one(generator, tokens)}{_one(generator, _LETTERS)}"
        found = like if generator.integers(2) else word(generator)
        if found not in known:
            return found


def text_of(generator: Generator, step: Mapping[str, Any]) -> str:
    """Draw a text for a ``vectorize`` step: of its tokens and a few unknown words."""
    tokens, length = step["tokens"], step["length"]
    most = _MANY if length is None else min(length + _FEW, 3 * _MANY)
    count = int(generator.integers(1, most + 1))
    words = [_word_of(generator, tokens) for _ in range(count)]
    if step["split"] is None:
        return words[0]
    words = [_written(generator, each, step["standardize"]) for each in words]
    if step["split"] == "character":
        return "".join(words)
    return "".join(each + _one(generator, _BLANKS) for each in words)


def _word_of(generator: Generator, tokens: Sequence[str]) -> str:
    if generator.integers(6) == 0:
        return unknown_word(generator, tokens)
    # Vocabularies are sorted by frequency: the first ones are the common words.
    common = int(len(tokens) * generator.random() ** 2)
    return tokens[common]


def _written(generator: Generator, each: str, standardize: str | None) -> str:
    """Return a word as it stands in a sentence: with capitals and marks, if these are undone."""
    kind = int(generator.integers(6))
    if kind == 0 and standardize in ("lower", "lower_and_strip_punctuation"):
        return each.upper() if each.isascii() else each
    if kind in (1, 2) and standardize in ("strip_punctuation", "lower_and_strip_punctuation"):
        return each + _one(generator, _MARKS)
    return each.capitalize() if kind == 3 and each.isascii() else each


def _one(generator: Generator, items: Sequence[str]) -> str:
    return items[int(generator.integers(len(items)))]
