"""Names that TensorFlow.js accepts, from any name that Keras allows."""

from __future__ import annotations

import re
import unicodedata

# Weights are only found under names of these (tfjs-core, io/weights_loader.ts).
_ALLOWED = re.compile(r"[^-A-Za-z0-9._/]")
# Letters and what they become; they look like others on purpose.
_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh "  # noqa: RUF001
    "ц ts ч ch ш sh щ shch ы y э e ю yu я ya і i ї yi є ye ґ g ў u ђ dj ј j љ lj њ nj ћ c џ dz"  # noqa: RUF001
)
_GREEK = (
    "α a β b γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f "  # noqa: RUF001
    "χ ch ψ ps ω o"
)
_LATIN = "ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i ŋ ng"  # noqa: RUF001
_PAIRS = f"{_CYRILLIC} {_GREEK} {_LATIN}".split()
_LETTERS = {**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), "ъ": "", "ь": ""}


def tfjs_name(name: str) -> str:
    """Return a name that TensorFlow.js can load weights under, readable where possible.

    Letters lose their accents, Cyrillic and Greek ones become Latin; others and blanks become
    underscores.
    """
    # Composed first, so that a letter and its accent are looked up together.
    if not name.isascii():
        name = "".join(map(_latin, unicodedata.normalize("NFC", name)))
        name = re.sub(r"_+", "_", _ALLOWED.sub("_", name)).strip("_")
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
    # One capital may become several letters: Щ is Shch.
    return known if letter == small else known.capitalize()


def _is_accent(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
