"""Texts to token ids, by Hugging Face's `tokenizers` and our own preparation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tfjs_bridge.artifact.tokenizers.preparation import (
    WORD_SEPARATOR,
    create_preparation,
    normalizer_table,
)
from tfjs_bridge.artifact.tokenizers.unigram import Unigram
from tfjs_bridge.errors import UsageError

Encode = Callable[[str], list[int]]


def create_encoder(file: Mapping[str, Any], prepare: Mapping[str, Any] | None) -> Encode:
    """Return a function that gives a text's token ids, without those of a beginning or an end.

    Args:
        file: Content of a `tokenizer.json`.
        prepare: What is done with the text before the file's model sees it, in place of its
            normalizer and pre-tokenizer; `None`: these are used.

    Raises:
        UsageError: The package `tokenizers` is not installed.
        ValueError: The file, or its table of characters, is malformed.
    """
    if prepare is None:
        tokenizer = _open(file)
        return lambda text: _ids(tokenizer, text)
    prepared = create_preparation(prepare, normalizer_table(file))
    if file["model"]["type"] == "Unigram":
        kept = [token["content"] for token in file["added_tokens"]]
        unigram = Unigram(file["model"], kept)
        return lambda text: unigram.encode(prepared(text))
    tokenizer = _open(_model_alone(file, prepare))
    return lambda text: _ids(tokenizer, prepared(text))


def _open(file: Mapping[str, Any]) -> Any:
    try:
        from tokenizers import Tokenizer
    except ModuleNotFoundError as error:
        raise UsageError(
            "tokenizers: not installed; expected the package, which runs an artifact's tokenizer "
            "in Python, got none. Install it: pip install 'tfjs-bridge[tokenizers]'."
        ) from error
    try:
        return Tokenizer.from_str(json.dumps(file))
    except Exception as error:  # the package has no class of its own
        raise ValueError(str(error)) from error


def _ids(tokenizer: Any, text: str) -> list[int]:
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids


def _model_alone(file: Mapping[str, Any], prepare: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file with what follows our preparation: words are a line each."""
    split = {"type": "Split", "pattern": {"Regex": WORD_SEPARATOR}, "behavior": "Removed"}
    by_word = prepare["kind"] == "words"
    model = dict(file["model"])
    if by_word:
        # Bytes were counted; a character more than this many there cannot be.
        model["max_input_chars_per_word"] = prepare["longest_bytes"]
    return {
        **file,
        "normalizer": None,
        "pre_tokenizer": {**split, "invert": False} if by_word else None,
        "post_processor": None,
        "model": model,
    }
