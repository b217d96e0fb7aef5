"""Texts that a tokenizer is tried on, and golden examples drawn from its vocabulary."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tfjs_bridge.convert.tokenizers.files import Json

_VECTORS: Final = 4
_MARKS: Final = ("\u2581", "\u0120", "##")  # SentencePiece's, byte-level BPE's, WordPiece's
_LONGEST: Final = 64

# What implementations disagree about: case, accents and their order, CJK, emoji and their joiners,
# numbers, white space of all kinds, control characters, code, special tokens, repeated pieces.
PROBES: Final = (
    "",
    " ",
    "Hello, world!",
    "It's the CAT's hat; they'll say \u201cI'd've\u201d\u2026 can't won't THEY'RE",
    "  two  spaces   and three    four ",
    "tabs\tand\nlines\r\nand\n\n\nmore \n end\n",
    "12345 6 78 1234567890 3.14 1,000,000 \u0967\u0968\u0969 \u00bd \u00b2 \u2167",
    "caf\u00e9 cafe\u0301 na\u00efve \u00c5ngstr\u00f6m Z\u00fcrich \u0130stanbul \u0131s\u0131",
    "Stra\u00dfe STRASSE \u1e9e \u017fpeech \ufb01ne \u01c5 \u0149 "
    "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3",
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u0401\u043b\u043a\u0430 \u0438\u0306 "
    "\u13a0\u13a9 \uab70",
    "\u4e2d\u6587\u548c\u65e5\u672c\u8a9e \u30ab\u3099 \uff76\uff9e \u3400 \U00020000 "
    "\uf900\u3002\u300c\u5f15\u7528\u300d",
    "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd "
    "\u0639\u0631\u0628\u064a \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22",
    "\U0001f600 \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    "\u2764\ufe0f 1\ufe0f\u20e3 \U0001f1e9\U0001f1ea",
    "\uff21\uff22\uff23 \uff11\uff12\uff13\uff01 \u337f \u2122 \u2126 \u212b \ufdfa",
    "a\u00a0b\u2009c\u3000d\u200be\u00adf\ufeffg\u2028h\x85i\x1cj\x07k\x7fl",
    "before\x00after",
    "def f(x): return x**2 if x >= 0 else -x  # [x] {y} <z> a_b c\\d e|f g&h",
    "https://example.org/?q=1&r=%20#top user@example.org C:\\dir __init__ ...!!!???",
    "[CLS] [SEP] [MASK] [UNK] [PAD] <s> </s> <pad> <unk> <mask> <|endoftext|> <bos><eos> <0x41>",
    "\u2581under \u0120the ##ing \u2581\u2581 ' '' ''' \" \"\"\"",
    "hahahahahahahahahahaha nonononononono ------------------ ======= aaaaaaaaaaaaaaaaaaaaaaa",
    "x" * 101 + " " + "\u00e9" * 60 + " " + "\u4e2d" * 40,
    "\u096c six \u096c\u096c 6\u096c a\u096c",
)


def draw_texts(file: Json, length: int, seed: int) -> list[str]:
    """Draw golden examples: words of the vocabulary, some of them fewer than fit, some more.

    Args:
        file: Content of a `tokenizer.json`.
        length: Of a row of token ids.
        seed: Of numpy's `default_rng`.
    """
    generator = np.random.default_rng(seed)
    words = _words(file["model"]["vocab"])
    counts = [min(length, _LONGEST) // 2, min(length + 4, _LONGEST), 3, min(length, _LONGEST) // 4]
    return [
        " ".join(words[k] for k in generator.integers(len(words), size=max(count, 1)))
        for count in counts[:_VECTORS]
    ]


def _words(vocabulary: Any) -> list[str]:
    pieces = [piece for piece, _ in vocabulary] if isinstance(vocabulary, list) else [*vocabulary]
    words = [piece.lstrip(_MARKS[0] + _MARKS[1]).removeprefix(_MARKS[2]) for piece in pieces]
    # ASCII alone: the alphabet of byte-level BPE writes other bytes as letters.
    plain = dict.fromkeys(word for word in words if word.isascii() and word.isalnum())
    return [*plain] or ["a", "b", "c"]
