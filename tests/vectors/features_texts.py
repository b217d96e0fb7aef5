"""Random texts, numbers and rows for the vectors of declared preprocessing."""

from __future__ import annotations

from typing import Any

import numpy as np

LARGEST = 2**53 - 1
_SPACES = [
    *(" ", " ", " ", "  ", "\t", "\n", "\r\n", "\v", "\f", "\u00a0", "\u2003", "\u3000", "\x1c"),
]
_WORDS = [
    *("the", "The", "a", "model", "MODEL", "reads", "text", "don't", "e.g.", "well-known", "42"),
    *("3.14", "_x_", "#tag", "a@b.c", "$5", "naïve", "NAÏVE", "Ünïcode", "ÉCOLE", "straße"),
    *("İstanbul", "ΣΊΣΥΦΟΣ", "привет", "Привет", "你好", "こんにちは", "한국어", "مرحبا", "שלום"),
    *("😀", "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "e\u0301", "é", "x\u0308\u0301", "\ufeffx"),
    *("\u200b", "a\u00adb", "…", "—", "«q»", "“q”", "\uff11\uff12", "\ufb01", "\ufdd0", "\uffff"),
    *("\U0001d54f", "\0", "\ufffd"),
]


def texts(count: int, seed: int) -> list[str]:
    """Words of many scripts, punctuation, and every kind of space; a few are empty."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        parts = []
        for _ in range(int(rng.integers(0, 8))):
            word = _WORDS[int(rng.integers(len(_WORDS)))]
            mark = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"[int(rng.integers(32))]
            space = _SPACES[int(rng.integers(len(_SPACES)))]
            parts += [word, mark if rng.random() < 0.2 else "", space]
        found.append("".join(parts))
    return found


def strings(count: int, seed: int) -> list[str]:
    """Strings of all lengths that hash functions treat differently."""
    rng = np.random.default_rng(seed)
    # In bytes: up to 16, 32, 64, and more, with the ends of each; the second block ends at 128.
    lengths = [*range(36), *range(60, 70), 95, 127, 128, 129, 130, 191, 192, 193]
    found = []
    for number in range(count):
        length = lengths[number % len(lengths)]
        if number % 3:
            found.append("".join(map(chr, rng.integers(32, 127, length))))
        else:
            found.append(_of_bytes(rng, length))
    return found


def _of_bytes(rng: np.random.Generator, length: int) -> str:
    """Characters of one to four bytes, so many in all."""
    text = ""
    starts = (0x30, 0xC0, 0x3040, 0x1F600)
    while (left := length - len(text.encode())) > 0:
        size = int(rng.integers(1, min(left, 4) + 1))
        text += chr(starts[size - 1] + int(rng.integers(0, 60)))
    return text


def integers(count: int, seed: int) -> list[int]:
    """Of all sizes and both signs, up to what JavaScript's numbers hold."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(0, 54, count)
    found = [int(rng.integers(0, 2 ** int(size), endpoint=True)) for size in sizes]
    signs = rng.random(count) < 0.5
    values = [-v if is_negative else v for v, is_negative in zip(found, signs, strict=True)]
    ends = [0, -1, 1, LARGEST, -LARGEST, 2**31, -(2**31), 10**15]
    return [max(min(value, LARGEST), -LARGEST) for value in (ends + values)[:count]]


def floats(count: int, seed: int) -> list[float]:
    """float32 numbers of many sizes, exactly."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=count) * 10.0 ** rng.integers(-3, 5, count)
    found: list[float] = values.astype(np.float32).astype(np.float64).tolist()
    return found


def choices(values: list[Any], count: int, seed: int) -> list[Any]:
    """Draw from a list."""
    rng = np.random.default_rng(seed)
    return [values[int(index)] for index in rng.integers(0, len(values), count)]


def shaped(values: list[Any], *sizes: int) -> Any:
    """Nest a list, beginning again where it is too short."""
    array = np.empty(int(np.prod(sizes)), object)
    array[:] = [values[k % len(values)] for k in range(array.size)]
    return array.reshape(sizes).tolist()
