"""Names that TensorFlow.js takes, from any name that Keras allows."""

from __future__ import annotations

import re
import unicodedata

# Weights are only found under names of these (tfjs-core, io/weights_loader.ts).
_ALLOWED = re.compile(r"[^-A-Za-z0-9._/]")
_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцыэіїєґўђјљњћџ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "y",
            "e",
            "i",
            "yi",
            "ye",
            "g",
            "u",
            "dj",
            "j",
            "lj",
            "nj",
            "c",
            "dz",
        ],
        strict=True,
    )
) | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_LATIN = dict(
    zip("ßæœøłđðþıŋ", ["ss", "ae", "oe", "o", "l", "d", "d", "th", "i", "ng"], strict=True)
)
_LETTERS = {**_CYRILLIC, **_GREEK, **_LATIN}


def tfjs_name(name: str) -> str:
    """A name that TensorFlow.js can load weights under, readable where that can be.

    Letters lose their accents, Cyrillic and Greek ones become Latin; others and blanks become
    underscores.
    """
    if not name.isascii():
        name = "".join(map(_latin, unicodedata.normalize("NFC", name)))
    name = _ALLOWED.sub("_", name)
    if not re.search(r"[A-Za-z0-9]", name):
        return "layer"  # nothing of it can be read
    return name if re.match(r"[A-Za-z0-9]", name) else f"layer{name}"


def _latin(letter: str) -> str:
    small = letter.lower()
    known = _LETTERS.get(small)
    if known is None:
        bare = unicodedata.normalize("NFKD", small)
        known = "".join(_LETTERS.get(each, each) for each in bare if not _is_accent(each))
    return known if letter == small else known.capitalize()


def _is_accent(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
