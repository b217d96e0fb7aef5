"""Texts that tokenizers disagree about, the same ones on each run and each version of Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

# Repeated draws of a small generator: `random` promises no sequence across versions of Python.
_MULTIPLIER, _INCREMENT, _MODULUS = 6364136223846793005, 1442695040888963407, 1 << 64

_LISTS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("words.json").read_text(encoding="utf-8")
)
_PLAIN, _SPACES = _LISTS["plain"], _LISTS["spaces"]
_MIXED = tuple(_LISTS[name] for name in ("names", "numbers", "accents", "cjk", "emoji", "code"))
_WORDS = (_PLAIN, _PLAIN, _PLAIN, *_MIXED)
# Ends of the ranges that characters are drawn from, by the share of texts that use them.
_RANGES = ((0x20, 0x7F), (0xA0, 0x250), (0x250, 0x1000), (0x1000, 0x3000), (0x3000, 0xA000))
_HIGH = (
    (0xA000, 0xD800),
    (0xF900, 0xFFFE),
    (0x10000, 0x10500),
    (0x1D400, 0x1D800),
    (0x1F300, 0x1FA00),
)


class _Draws:
    """A linear congruential generator; its upper bits are good enough."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, end: int) -> int:
        """Return a whole number from 0, below `end`."""
        self._state = (self._state * _MULTIPLIER + _INCREMENT) % _MODULUS
        return (self._state >> 33) % end

    def one_of(self, values: list[str]) -> str:
        """Return one of the values."""
        return values[self.below(len(values))]


def draw_texts(count: int, seed: int = 20) -> list[str]:
    """Draw texts of words, numbers, accents, CJK, emoji, code, odd spaces and any characters."""
    return list(_texts(count, _Draws(seed)))


def _texts(count: int, draws: _Draws) -> Iterator[str]:
    yield ""
    yield " "
    for number in range(2, count):
        if number % 5 == 4:
            yield _characters(draws)
        else:
            yield _sentence(draws, is_plain=number % 5 == 0)


def _sentence(draws: _Draws, *, is_plain: bool) -> str:
    parts = []
    for _ in range(draws.below(14)):
        parts.append(draws.one_of(_PLAIN if is_plain else list(_WORDS[draws.below(len(_WORDS))])))
        parts.append(" " if is_plain else draws.one_of(_SPACES))
        if draws.below(12) == 0:
            parts[-2] = parts[-2].capitalize()
        if draws.below(60) == 0:
            parts.append(parts[-2] * draws.below(40))
    return "".join(parts)


def _characters(draws: _Draws) -> str:
    ranges = (*_RANGES, *_HIGH)
    chars = []
    for _ in range(draws.below(24)):
        start, end = ranges[draws.below(len(ranges))] if draws.below(3) else _RANGES[0]
        chars.append(chr(start + draws.below(end - start)))
    return "".join(chars)
