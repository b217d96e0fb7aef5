"""Tests of how long a text has to be."""

from __future__ import annotations

import re

import pytest

from tfjs_bridge.data.corpus import Corpus, check_length
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.errors import DataError

MADE_UP = Provenance("file", "made-up.txt", {"made-up.txt": "00"}, None)


@pytest.mark.parametrize("length", [1, 4, 100])
def test_each_part_must_hold_a_sequence(length: int) -> None:
    """With the character after it: one character less is too short, and the numbers are told."""
    needed = 10 * length + 1
    text = "ab" * needed
    check_length(Corpus(text[:needed], ("a", "b"), "full", MADE_UP), length)
    message = (
        f"Corpus: too short for sequences of {length} characters; expected at least {needed:,} "
        f"characters with the alphabet full, of which a tenth is for validation, got "
        f"{needed - 1:,} ({9 * length} for training, {length} for validation). Pass a smaller "
        "--sequence-length, or a longer text."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        check_length(Corpus(text[: needed - 1], ("a", "b"), "full", MADE_UP), length)
