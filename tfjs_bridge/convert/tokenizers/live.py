"""KerasHub's live tokenizers and preprocessors, read without importing KerasHub."""

from __future__ import annotations

import json
from typing import Any, Final

from tfjs_bridge.convert.tokenizers.sources import TokenizerSource

_MODULES: Final = ("keras_hub.", "keras_nlp.")


def class_names(value: Any) -> tuple[str, ...]:
    """Return the names of an object's class and of KerasHub's classes that it is derived from."""
    return tuple(
        kind.__name__ for kind in type(value).__mro__ if kind.__module__.startswith(_MODULES)
    )


def is_tokenizer(value: Any) -> bool:
    """Whether an object is one of KerasHub's tokenizers."""
    return "Tokenizer" in class_names(value)


def is_preprocessor(value: Any) -> bool:
    """Whether an object is one of KerasHub's preprocessors, which hold a tokenizer."""
    return "Preprocessor" in class_names(value) and hasattr(value, "tokenizer")


def live_source(tokenizer: Any) -> TokenizerSource:
    """Read a live tokenizer."""
    config = dict(tokenizer.get_config())
    if hasattr(tokenizer, "split_on_cjk"):  # which KerasHub does not save
        config["split_on_cjk"] = tokenizer.split_on_cjk
    return TokenizerSource(
        label=f"tokenizer '{tokenizer.name}' ({type(tokenizer).__name__})",
        classes=class_names(tokenizer),
        config=config,
        special_tokens=tuple(tokenizer.special_tokens),
        files=_files(tokenizer),
    )


def _files(tokenizer: Any) -> dict[str, bytes]:
    """Return the assets, as `save_assets` writes them; what is not set is not there."""
    files = {}
    proto = getattr(tokenizer, "proto", None)
    if proto is not None:
        files["vocabulary.spm"] = proto
    vocabulary = getattr(tokenizer, "vocabulary", None)
    if isinstance(vocabulary, dict):
        files["vocabulary.json"] = json.dumps(vocabulary).encode()
        files["merges.txt"] = "\n".join(map(str, tokenizer.merges)).encode()
    elif isinstance(vocabulary, list):
        files["vocabulary.txt"] = "\n".join(vocabulary).encode()
    return files
