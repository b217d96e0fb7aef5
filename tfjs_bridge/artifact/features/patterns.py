"""The small language of patterns that texts are searched for: the same in all regular expressions.

It is what RE2, which TensorFlow uses, JavaScript and Python understand alike. A pattern is parsed
to sets of characters, and these are written for the language at hand. docs/artifact-format.md has
its grammar; web/src/artifact/text-pattern.js is its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LARGEST_PATTERN: Final = 1000
_LAST: Final = 0x10FFFF
_META: Final = frozenset(".^$*+?()[]{}|\\")
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_Ranges = tuple[tuple[int, int], ...]
_CLASSES: Final[dict[str, _Ranges]] = {
    "d": ((0x30, 0x39),),
    "s": ((0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)),  # RE2 has no vertical tab among them
    "w": ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)),
}
_QUANTIFIER: Final = re.compile(r"[?*+]\??")


@dataclass(frozen=True, slots=True)
class Item:
    """One character of a set, once or as often as a quantifier says.

    Attributes:
        ranges: First and last code points, in ascending order, apart from each other.
        quantifier: Empty, or ``?``, ``*`` or ``+``, with another ``?`` if it is lazy.
    """

    ranges: _Ranges
    quantifier: str

    @property
    def is_optional(self) -> bool:
        """Whether it may match nothing."""
        return self.quantifier[:1] in ("?", "*")


@lru_cache(maxsize=128)
def parse_pattern(pattern: str) -> tuple[tuple[Item, ...], ...]:
    """Parse a pattern.

    Args:
        pattern: Of Unicode characters.

    Returns:
        Its branches, of which the first that matches counts.

    Raises:
        ValueError: It is not of this language; the message is a clause that says why.
    """
    if len(pattern) > LARGEST_PATTERN:
        raise ValueError(f"expected at most {LARGEST_PATTERN} characters, got {len(pattern)}")
    reader = _Reader(pattern)
    branches = [tuple(reader.branch())]
    while reader.take("|"):
        branches.append(tuple(reader.branch()))
    for branch in branches:
        if all(item.is_optional for item in branch):
            raise ValueError(f"expected no match of an empty text, got {pattern!r}")
        _refuse_slow(branch, pattern)
    return tuple(branches)


@lru_cache(maxsize=128)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as Python's own.

    Raises:
        ValueError: It is not of this language.
    """
    branches = (
        "".join(_written(item.ranges) + item.quantifier for item in branch)
        for branch in parse_pattern(pattern)
    )
    return re.compile("|".join(branches))


def _written(ranges: _Ranges) -> str:
    pairs = (rf"\U{first:08x}-\U{last:08x}" for first, last in ranges)
    return f"[{''.join(pairs)}]"


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.place = pattern, 0

    def take(self, wanted: str) -> bool:
        """Step over what comes next, if it is that."""
        is_next = self.pattern.startswith(wanted, self.place)
        self.place += len(wanted) if is_next else 0
        return is_next

    def branch(self) -> Iterator[Item]:
        while self.place < len(self.pattern) and self.pattern[self.place] != "|":
            ranges = self.one()
            found = _QUANTIFIER.match(self.pattern, self.place)
            quantifier = found.group() if found else ""
            self.place += len(quantifier)
            yield Item(ranges, quantifier)

    def one(self) -> _Ranges:
        if self.take("["):
            return self.bracket()
        if self.take("."):
            return _complement(((0x0A, 0x0A),))
        if self.take("\\"):
            return self.escaped()
        char = self.char()
        if char in _META:
            self.refuse(f"'{char}'")
        return _only(char)

    def char(self) -> str:
        if self.place >= len(self.pattern):
            self.refuse("its end")
        self.place += 1
        return self.pattern[self.place - 1]

    def escaped(self) -> _Ranges:
        char = self.char()
        if char in _CLASSES:
            return _CLASSES[char]
        if char.lower() in _CLASSES:
            return _complement(_CLASSES[char.lower()])
        return _only(self.literal(char))

    def literal(self, char: str) -> str:
        """Return what an escaped character stands for."""
        if char in _CONTROLS:
            return _CONTROLS[char]
        if not char.isascii() or char.isalnum() or char == "_":
            self.refuse(f"'\\{char}'")
        return char

    def bracket(self) -> _Ranges:
        is_negated, ranges = self.take("^"), list[tuple[int, int]]()
        while not ranges or not self.take("]"):
            ranges += self.member()
        united = _united(ranges)
        found = _complement(united) if is_negated else united
        return found or self.refuse("a set of no characters")

    def member(self) -> _Ranges:
        if self.pattern.startswith(("[:", "]"), self.place):
            self.refuse(f"'{self.pattern[self.place : self.place + 2]}'")
        follows = self.pattern[self.place + 1 : self.place + 2].lower()
        if follows in _CLASSES and self.take("\\"):
            return self.escaped()
        first = self.set_char()
        is_range = not self.pattern.startswith("-]", self.place) and self.take("-")
        last = self.set_char() if is_range else first
        if last < first:
            self.refuse(f"the range '{first}-{last}'")
        return ((ord(first), ord(last)),)

    def set_char(self) -> str:
        char = self.char()
        return self.literal(self.char()) if char == "\\" else char

    def refuse(self, got: str) -> _Ranges:
        raise ValueError(
            f"expected a pattern of characters, sets, escapes, ?, *, + and |, got {got} "
            f"at {self.place} in {self.pattern!r}"
        )


def _only(char: str) -> _Ranges:
    return ((ord(char), ord(char)),)


def _united(ranges: Sequence[tuple[int, int]]) -> _Ranges:
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _complement(ranges: _Ranges) -> _Ranges:
    ends = [-1, *(end for pair in ranges for end in pair), _LAST + 1]
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if high - low > 1)


def _refuse_slow(branch: tuple[Item, ...], pattern: str) -> None:
    """Refuse what would try texts again and again: time may grow with the square, no more."""
    quantified = [place for place, item in enumerate(branch) if item.quantifier]
    for place in quantified[:-1]:
        for after in branch[place + 1 :]:
            if _overlap(branch[place].ranges, after.ranges):
                raise ValueError(
                    f"expected other characters behind each ?, * and + but the last one than "
                    f"those that it repeats, got {pattern!r}"
                )
            if not after.is_optional:
                break


def _overlap(some: _Ranges, others: _Ranges) -> bool:
    return any(a <= d and c <= b for a, b in some for c, d in others)
