"""Case folding of Unicode, NFKC_Casefold, as TensorFlow Text's `case_fold_utf8` does it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Unicode's Default_Ignorable_Code_Point, which NFKC_Casefold drops: soft hyphens, variation
# selectors, marks of direction and the like.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def fold_case(text: str) -> str:
    """Fold a text so that upper and lower case, and compatible forms, become the same.

    Source: https://www.unicode.org/reports/tr44/#NFKC_Casefold
    """
    if text.isascii():
        return text.lower()
    # One by one, and composed in the end, as ICU does it: what becomes a letter, as the iota below
    # a Greek vowel, takes the accents that come after it.
    return unicodedata.normalize("NFC", "".join(map(_fold_character, text)))


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    folded = unicodedata.normalize("NFD", char).casefold()
    folded = _IGNORABLE.sub("", unicodedata.normalize("NFKC", folded).casefold())
    return unicodedata.normalize("NFKC", folded)
