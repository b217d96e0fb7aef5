"""What is done with a text before a tokenizer's model sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tfjs_bridge.artifact.tokenizers.charsmap import create_normalizer
from tfjs_bridge.artifact.tokenizers.words import split_words

# Stands between words that are handed on as one text: no word has it, since it is white space.
WORD_SEPARATOR: Final = "\n"


def create_preparation(settings: Mapping[str, Any], table: str | None) -> Callable[[str], str]:
    """Return a function that prepares a text.

    Args:
        settings: `prepare` of the operation `tokenize`.
        table: Of the file's normalizer, in base64; `None`: it has none.

    Raises:
        ValueError: The table is malformed.
    """
    if settings["kind"] == "words":
        return lambda text: WORD_SEPARATOR.join(split_words(text, settings))
    return create_normalizer(settings, table if settings["charsmap"] else None)


def normalizer_table(file: Mapping[str, Any]) -> str | None:
    """Return the table of characters in a `tokenizer.json`, in base64; `None`: there is none."""
    normalizer = file.get("normalizer") or {}
    for step in (normalizer, *(normalizer.get("normalizers") or ())):
        if step.get("type") == "Precompiled":
            table: str = step["precompiled_charsmap"]
            return table
    return None
