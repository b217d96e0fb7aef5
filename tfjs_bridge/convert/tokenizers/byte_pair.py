"""Byte-pair encoding of bytes, as GPT-2, RoBERTa, BART, OPT, Qwen and Llama 3 have it.

Keras: keras_hub.tokenizers.BytePairTokenizer(vocabulary, merges, add_prefix_space, ...)
File: Split(pattern), ByteLevel(add_prefix_space), BPE(vocab, merges)
"""

from __future__ import annotations

import json
from typing import Any, Final

from tfjs_bridge.convert.tokenizers.files import (
    Json,
    TokenizerParts,
    added_tokens,
    tokenizer_file,
)
from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.errors import DataError, UnsupportedModelError

# SPLIT_PATTERN_TOKENIZERS of keras_hub/src/tokenizers/byte_pair_tokenizer.py, as it is used there:
# not as a regular expression, but as a text, which no text has, so that nothing is split.
SPLIT_PATTERN: Final = {
    "String": (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| "
        r"?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )
}


def convert_byte_pair(source: TokenizerSource) -> TokenizerParts:
    """Return a byte-pair tokenizer's parts.

    Raises:
        UnsupportedModelError: A token that is not to be split is not in the vocabulary.
        DataError: A file is malformed.
    """
    vocabulary, merges = _vocabulary(source), _merges(source)
    kept = source.config.get("unsplittable_tokens")
    kept = source.special_tokens if kept is None else kept
    missing = [token for token in kept if token not in vocabulary]
    if missing:
        raise UnsupportedModelError(
            f"{source.label}: a token that is not to be split has no id; expected it in the "
            f"vocabulary, got {missing[0]!r}. Add it to the vocabulary."
        )
    file = tokenizer_file(
        _model(vocabulary, merges),
        added_tokens=added_tokens([(token, vocabulary[token]) for token in sorted(kept)]),
        pre_tokenizer=_pre_tokenizer(bool(source.config.get("add_prefix_space", False))),
        decoder={"type": "ByteLevel", **_BYTE_LEVEL, "add_prefix_space": True},
    )
    return TokenizerParts(file, None)


def _vocabulary(source: TokenizerSource) -> dict[str, int]:
    try:
        value: Any = json.loads(source.text("vocabulary.json"))
    except ValueError as error:
        raise _malformed(source, "vocabulary.json", error) from error
    if not isinstance(value, dict) or not all(type(number) is int for number in value.values()):
        raise _malformed(source, "vocabulary.json", "something else")
    return value


def _merges(source: TokenizerSource) -> list[list[str]]:
    lines = [line for line in source.lines("merges.txt") if line and "#version:" not in line]
    merges = [line.split(" ") for line in lines]
    wrong = next((merge for merge in merges if len(merge) != 2), None)
    if wrong is not None:
        raise _malformed(source, "merges.txt", repr(" ".join(wrong)))
    return merges


def _malformed(source: TokenizerSource, name: str, got: object) -> DataError:
    return DataError(
        f"{source.label}: {name} is malformed; expected an object of token ids, and merges of two "
        f"tokens a line, got {got}. Save the tokenizer again."
    )


_BYTE_LEVEL: Final = {"trim_offsets": True, "use_regex": False}


def _pre_tokenizer(add_prefix_space: bool) -> Json:
    split = {"type": "Split", "pattern": SPLIT_PATTERN, "behavior": "Isolated"}
    level = {"type": "ByteLevel", "add_prefix_space": add_prefix_space, **_BYTE_LEVEL}
    return {"type": "Sequence", "pretokenizers": [{**split, "invert": False}, level]}


def _model(vocabulary: dict[str, int], merges: list[list[str]]) -> Json:
    return {
        "type": "BPE",
        **dict.fromkeys(("dropout", "unk_token", "continuing_subword_prefix")),
        "end_of_word_suffix": None,
        **dict.fromkeys(("fuse_unk", "byte_fallback", "ignore_merges"), False),
        "vocab": vocabulary,
        "merges": merges,
    }
