"""Tests of characters as numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.vectors.make_characters import document
from tfjs_bridge.data.characters import ALPHABETS, apply_alphabet, decode, encode, vocabulary_of
from tfjs_bridge.errors import DataError, UsageError

VECTORS = Path(__file__).parents[1] / "vectors" / "characters.json"
GROUPS: dict[str, list[dict[str, Any]]] = json.loads(VECTORS.read_text(encoding="utf-8"))


def cases(group: str) -> list[Any]:
    names = (f"{case['name']} {case.get('alphabet', '')}".strip() for case in GROUPS[group])
    return [pytest.param(case, id=name) for case, name in zip(GROUPS[group], names, strict=True)]


def test_the_vectors_are_what_the_script_makes() -> None:
    """Whoever changes the rules makes the file again, and the page is held to it."""
    assert VECTORS.read_bytes() == document().encode("ascii")


@pytest.mark.parametrize("case", cases("alphabets"))
def test_alphabets(case: dict[str, Any]) -> None:
    """Twice is as good as once."""
    assert apply_alphabet(case["text"], case["alphabet"]) == case["expected"]
    assert apply_alphabet(case["expected"], case["alphabet"]) == case["expected"]


@pytest.mark.parametrize("case", cases("vocabularies"))
def test_vocabularies(case: dict[str, Any]) -> None:
    """Distinct characters by code point."""
    assert vocabulary_of(case["text"]) == tuple(case["expected"])


@pytest.mark.parametrize("case", cases("encodings"))
def test_encodings(case: dict[str, Any]) -> None:
    """There and back, one number for each code point."""
    indices = encode(case["text"], case["vocabulary"])
    assert indices.dtype == np.int32
    assert indices.tolist() == case["expected"]
    assert decode(indices, case["vocabulary"]) == case["text"]


@pytest.mark.parametrize("case", cases("outside"))
def test_a_character_outside_the_vocabulary_is_named(case: dict[str, Any]) -> None:
    """The first of them, with line and column as an editor counts them."""
    found = case["expected"]
    message = (
        f"Text, line {found['line']}, column {found['column']}: character outside the vocabulary; "
        f"expected one of its {len(case['vocabulary'])} characters, got {found['character']!r} "
        f"(U+{ord(found['character']):04X}). Leave it out, or train on a text that has it."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        encode(case["text"], case["vocabulary"])


def test_the_vectors_cover_both_alphabets() -> None:
    """And `alnum` is the tutorial's example."""
    assert {case["alphabet"] for case in GROUPS["alphabets"]} == set(ALPHABETS)
    assert apply_alphabet("To be, or not", "alnum") == "tobeornot"


def test_alnum_gives_lower_case_letters_and_digits_alone() -> None:
    """Of all characters that there are."""
    everything = "".join(map(chr, range(0x110000)))
    expected = "0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
    assert sorted(apply_alphabet(everything, "alnum")) == sorted(expected)


def test_an_unknown_alphabet_is_refused() -> None:
    """There are two."""
    message = "--alphabet: unknown alphabet; expected full or alnum, got 'latin'. Pass one of"
    with pytest.raises(UsageError, match=re.escape(message)):
        apply_alphabet("a", "latin")


@pytest.mark.slow
def test_every_character_can_be_encoded() -> None:
    """Even half of a surrogate pair, which UTF-8 cannot hold."""
    everything = "".join(map(chr, range(0x110000)))
    vocabulary = vocabulary_of(everything)
    np.testing.assert_array_equal(encode(everything, vocabulary), np.arange(0x110000))


@pytest.mark.parametrize(
    ("vocabulary", "message"),
    [
        pytest.param(
            ("a", "e\u0301"),
            "Vocabulary: wrong entry; expected one character each, got 'e\u0301'.",
            id="two code points",
        ),
        pytest.param(("", "a"), "wrong entry; expected one character each, got ''.", id="none"),
        pytest.param(
            ("b", "a", "c", "a"),
            "Vocabulary: not distinct; expected each character once, got 'a' again.",
            id="twice",
        ),
    ],
)
def test_a_bad_vocabulary_is_refused(vocabulary: tuple[str, ...], message: str) -> None:
    """It may come from a file."""
    with pytest.raises(DataError, match=re.escape(message)):
        encode("a", vocabulary)


@pytest.mark.parametrize(
    ("indices", "message"),
    [
        pytest.param([0, 3], "outside the vocabulary; expected 0 to 2, got 3.", id="too large"),
        pytest.param([1, -1], "outside the vocabulary; expected 0 to 2, got -1.", id="negative"),
        pytest.param([[0, 1]], "expected whole numbers of shape (n,), got int", id="axes"),
        pytest.param([0.5], "got float64 of shape (1,). Decode one text", id="fractions"),
    ],
)
def test_bad_indices_are_refused(indices: list[Any], message: str) -> None:
    """A negative one would count from the end."""
    values = np.array(indices)
    with pytest.raises(DataError, match=f"^Indices: .*{re.escape(message)}"):
        decode(values, ("a", "b", "c"))
