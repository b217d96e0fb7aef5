"""A preprocessor of BERT in a folder, as KerasHub's `save_to_preset` writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TOKENS = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    *(
        "the",
        "quick",
        "brown",
        "fox",
        "jump",
        "##ed",
        "##s",
        ".",
        "!",
        "a",
        "b",
        "\u6f22",
        "caf\u00e9",
    ),
]
LENGTH = 8


def write_preset(folder: Path, **config: Any) -> Path:
    """Write a folder.

    Args:
        folder: Is made.
        config: Of the tokenizer, where it differs.
    """
    assets = folder / "assets" / "tokenizer"
    assets.mkdir(parents=True)
    (assets / "vocabulary.txt").write_text("\n".join(TOKENS) + "\n", encoding="utf-8")
    tokenizer = {
        "module": "keras_hub.src.models.bert.bert_tokenizer",
        "class_name": "BertTokenizer",
        "config": {
            "name": "bert_tokenizer",
            "vocabulary": None,
            "sequence_length": None,
            "lowercase": True,
            "strip_accents": False,
            "split": True,
            "suffix_indicator": "##",
            "oov_token": "[UNK]",
            "special_tokens": None,
            "special_tokens_in_strings": False,
            **config,
        },
    }
    preprocessor = {
        "module": "keras_hub.src.models.bert.bert_text_classifier_preprocessor",
        "class_name": "BertTextClassifierPreprocessor",
        "config": {"tokenizer": tokenizer, "sequence_length": LENGTH, "truncate": "round_robin"},
    }
    _write(folder / "tokenizer.json", tokenizer)
    _write(folder / "preprocessor.json", preprocessor)
    return folder


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=4), encoding="utf-8")
