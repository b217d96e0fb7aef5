"""WordPiece, as BERT and DistilBERT have it.

Keras: keras_hub.tokenizers.WordPieceTokenizer(vocabulary, lowercase, strip_accents, ...)
File: WordPiece(vocab, unk_token, continuing_subword_prefix), after words that we split ourselves
"""

from __future__ import annotations

from typing import Final

from tfjs_bridge.convert.tokenizers.files import Json, TokenizerParts, tokenizer_file
from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.errors import UnsupportedModelError

# The default of tf_text.FastWordpieceTokenizer, which KerasHub leaves: the most bytes of a word
# that is looked up. Hugging Face's libraries count characters, so that bytes are counted before.
LONGEST_BYTES: Final = 100


def convert_wordpiece(source: TokenizerSource) -> TokenizerParts:
    """Return a WordPiece tokenizer's parts.

    Raises:
        UnsupportedModelError: It takes words instead of texts, or has tokens twice.
    """
    config = source.config
    if not config.get("split", True):
        raise UnsupportedModelError(
            f"{source.label}: reads words, not texts; expected split=True, got False. "
            f"Make the tokenizer with split=True."
        )
    tokens = source.lines("vocabulary.txt")
    vocabulary = {token: number for number, token in enumerate(tokens)}
    if len(vocabulary) < len(tokens):
        twice = next(token for number, token in enumerate(tokens) if vocabulary[token] != number)
        raise UnsupportedModelError(
            f"{source.label}: a token has two ids; expected each once, got {twice!r} twice. "
            f"Remove it from the vocabulary."
        )
    file = tokenizer_file(
        _model(config, vocabulary),
        normalizer=_normalizer(config),
        pre_tokenizer={"type": "BertPreTokenizer"},
        decoder={"type": "WordPiece", "prefix": _prefix(config), "cleanup": False},
    )
    return TokenizerParts(file, _prepare(source))


def _model(config: Json, vocabulary: dict[str, int]) -> Json:
    return {
        "type": "WordPiece",
        "unk_token": config.get("oov_token", "[UNK]"),
        "continuing_subword_prefix": _prefix(config),
        "max_input_chars_per_word": LONGEST_BYTES,
        "vocab": vocabulary,
    }


def _prefix(config: Json) -> str:
    return str(config.get("suffix_indicator", "##"))


def _normalizer(config: Json) -> Json:
    return {
        "type": "BertNormalizer",
        "clean_text": True,
        "handle_chinese_chars": config.get("split_on_cjk", True),
        "strip_accents": config.get("strip_accents", False),
        "lowercase": config.get("lowercase", False),
    }


def _prepare(source: TokenizerSource) -> Json:
    config = source.config
    special = _special_tokens(source) if config.get("special_tokens_in_strings") else []
    return {
        "kind": "words",
        "lowercase": bool(config.get("lowercase", False)),
        "strip_accents": bool(config.get("strip_accents", False)),
        "split_cjk": bool(config.get("split_on_cjk", True)),
        "special_tokens": special,
        "longest_bytes": LONGEST_BYTES,
        "unknown": config.get("oov_token", "[UNK]"),
    }


def _special_tokens(source: TokenizerSource) -> list[str]:
    """Special tokens, the longest first: KerasHub's own order is that of a set, so of chance."""
    tokens = {*source.special_tokens, *(source.config.get("special_tokens") or ())}
    return sorted(tokens, key=lambda token: (-len(token), token))
