"""Words of a text as KerasHub's WordPiece tokenizers split them, before pieces are looked up.

KerasHub splits first and folds the case of each word then, with its own idea of white space:
ASCII's, control and format characters, not the no-break space. No normalizer of Hugging Face does
that, so it is done here, and the library looks up the pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tfjs_bridge.artifact.tokenizers.case_folding import fold_case

_ASCII_PUNCTUATION: Final = frozenset(r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")
_ASCII_SPACES: Final = frozenset("\t\n\f\r ")
_CJK: Final = (
    *((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F)),
    *((0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)),
)
_CJK_PATTERN: Final = re.compile(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in _CJK)}]")


def split_words(text: str, settings: Mapping[str, Any]) -> list[str]:
    """Split a text into words.

    Args:
        text: Any, without lone surrogates.
        settings: Of kind ``words``, as docs/artifact-format.md describes them.

    Returns:
        Words in their order, none of them empty, nor longer than `longest_bytes` in UTF-8: in place
        of those stands the unknown token.
    """
    text = text.partition("\0")[0]  # tf_text.regex_split stops there
    if settings["split_cjk"]:
        text = _CJK_PATTERN.sub(r" \g<0> ", text)
    if settings["strip_accents"]:
        text = _without_accents(text)
    special = frozenset(settings["special_tokens"])
    words = _split(text, settings)
    if settings["lowercase"]:
        words = (word if word in special else fold_case(word) for word in words)
    longest, unknown = settings["longest_bytes"], settings["unknown"]
    return [word if len(word.encode()) <= longest else unknown for word in words if word]


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text)
    return "".join(char for char in split if unicodedata.category(char) != "Mn")


def _split(text: str, settings: Mapping[str, Any]) -> Iterator[str]:
    tokens = settings["special_tokens"]
    if not tokens:
        yield from _split_part(text, settings["split_cjk"])
        return
    pattern = "|".join(map(re.escape, tokens))
    for number, part in enumerate(re.split(f"({pattern})", text)):
        yield from (part,) if number % 2 else _split_part(part, settings["split_cjk"])


def _split_part(text: str, split_cjk: bool) -> Iterator[str]:
    start = 0
    for place, char in enumerate(text):
        is_kept = _is_punctuation(char) or (split_cjk and _CJK_PATTERN.match(char) is not None)
        if is_kept or _is_space(char):
            yield text[start:place]
            start = place + 1
        if is_kept:
            yield char
    yield text[start:]


def _is_space(char: str) -> bool:
    return char in _ASCII_SPACES or unicodedata.category(char) in ("Cc", "Cf")


def _is_punctuation(char: str) -> bool:
    return char in _ASCII_PUNCTUATION or unicodedata.category(char)[0] == "P"
