"""Writes tokenizers/wordpiece.json: token ids of KerasHub's WordPiece, which needs TensorFlow Text.

``{"vocabulary": [...], "cases": [{"name", "config", "digests"}, ...]}``

``config`` is what KerasHub's `get_config` gives, with ``split_on_cjk``, which it leaves out.
``digests`` has six hex digits for each text of `tests.tokenizers.texts.draw_texts(3000)`, one after
the other: the first of the SHA-256 of its ids, written in decimal with spaces between them.

Run from the repository's root, where keras-hub and tensorflow-text are installed:
``python -m tests.vectors.make_tokenizers``
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.tokenizers.digests import digest
from tests.tokenizers.texts import draw_texts
from tfjs_bridge.artifact.tokenizers.words import split_words

FILE = Path(__file__).with_name("tokenizers") / "wordpiece.json"
TEXTS = 3000
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_SETTINGS: dict[str, dict[str, Any]] = {
    "as they are": {},
    "lower case": {"lowercase": True},
    "lower case, no accents": {"lowercase": True, "strip_accents": True},
    "no accents, CJK in words": {"strip_accents": True, "split_on_cjk": False},
    "special tokens in texts": {
        "lowercase": True,
        "special_tokens": SPECIAL,
        "special_tokens_in_strings": True,
    },
    "another unknown token and suffix": {"oov_token": "[MASK]", "suffix_indicator": "@@"},
}
_WORDS = {
    "lowercase": True,
    "strip_accents": False,
    "split_cjk": True,
    "special_tokens": [],
    "longest_bytes": 100,
    "unknown": "[UNK]",
}


def vocabulary() -> list[str]:
    """Frequent words and beginnings of words, their ends, and three of four characters."""
    texts = draw_texts(2000, seed=3)
    words = Counter(word for text in texts for word in split_words(text, _WORDS))
    chars = sorted({char for word in words for char in word if word != char})
    common = [word for word, _ in words.most_common(500)]
    parts = [word[:k] for word in common for k in (2, 3, 4)] + common + SPECIAL[1:2]
    ends = [word[k:] for word in common for k in (1, 2, 3)]
    some = [char for number, char in enumerate(chars) if number % 4]
    upper = [word.capitalize() for word in common[:150]] + [chr(k) for k in range(33, 91)]
    kept = [part for part in (*some, *upper, *parts) if part]
    suffixes = [mark + end for mark in ("##", "@@") for end in (*ends, *some) if end]
    return list(dict.fromkeys([*SPECIAL, *kept, *suffixes]))


def main() -> None:
    """Write the file."""
    import keras_hub

    words, texts = vocabulary(), draw_texts(TEXTS)
    cases = []
    for name, settings in _SETTINGS.items():
        tokenizer = keras_hub.tokenizers.WordPieceTokenizer(vocabulary=words, **settings)
        config = {**tokenizer.get_config(), "split_on_cjk": tokenizer.split_on_cjk}
        kept = {key: value for key, value in config.items() if key in _KEPT}
        digests = "".join(digest([int(number) for number in row]) for row in tokenizer(texts))
        cases.append({"name": name, "config": kept, "digests": digests})
    lines = ",\n".join(json.dumps(case) for case in cases)
    content = f'{{"vocabulary": {json.dumps(words)},\n"cases": [\n{lines}\n]}}\n'
    FILE.write_text(content, encoding="utf-8", newline="\n")


_KEPT = {
    *("lowercase", "strip_accents", "split", "split_on_cjk", "suffix_indicator", "oov_token"),
    *("special_tokens", "special_tokens_in_strings"),
}


if __name__ == "__main__":
    main()
