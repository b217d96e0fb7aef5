"""`tokenizer.json` of Hugging Face: what the files of all kinds have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]
_VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class TokenizerParts:
    """A tokenizer that is ready to be written.

    Attributes:
        file: Content of `tokenizer.json`.
        prepare: What our readers do with a text before the file's model sees it, in place of the
            file's normalizer and pre-tokenizer; `None`: these are right as they are.
    """

    file: Json
    prepare: Json | None


def tokenizer_file(model: Json, **parts: Any) -> Json:
    """Return the content of a `tokenizer.json`; what is not named is null."""
    file: Json = {"version": _VERSION, "truncation": None, "padding": None, "added_tokens": []}
    nothing = dict.fromkeys(("normalizer", "pre_tokenizer", "post_processor", "decoder"))
    return {**file, **nothing, **parts, "model": model}


def added_tokens(tokens: Sequence[tuple[str, int]]) -> list[Json]:
    """Return tokens, with their ids, that are found in a text before anything else is done."""
    flags = ("single_word", "lstrip", "rstrip", "normalized", "special")
    return [
        {"id": number, "content": token, **dict.fromkeys(flags, False)} for token, number in tokens
    ]
