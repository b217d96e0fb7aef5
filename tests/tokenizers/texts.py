"""Texts that tokenizers disagree about, the same ones on each run and each version of Python."""

from __future__ import annotations

from collections.abc import Iterator

# Repeated draws of a small generator: `random` promises no sequence across versions of Python.
_MULTIPLIER, _INCREMENT, _MODULUS = 6364136223846793005, 1442695040888963407, 1 << 64

_PLAIN = """the of and to in that is was he for it with as his on be at by had not are but from or
have an they which one you were her all she there would their we him been has when who will more no
if out so said what up its about into than them can only other new some could time these two may
then do first any my now such like our over man me even most made after also did many before must
through back years where much your way well down should because each just those people mister how
too little state good very make world still own see men work long get here between both life being
under never day same another know while last might us great old year off come since against go came
right used take three""".split()
_NAMES = """Shakespeare's Romeo JULIET Hamlet, O'Neill McDonald's USA iPhone don't can't I'll we've
they'd it's THE'RE rock'n'roll e-mail co-operate state-of-the-art U.S.A. Ph.D. a.m. 3rd 21st
""".split()
_NUMBERS = "0 7 42 123 1234 12345 1234567890 3.14 1,000,000 1e-10 0x1F ½ ² Ⅷ ٣٤ १२३ ６ ६ 2026-11-29".split()
_ACCENTS = """café naïve Zürich Ångström ÉCOLE garçon señor Straße STRASSE ẞ ſpeech İstanbul ısı ǅ
crème brûlée Dvořák Łódź phở Việt Nam ΑΘΗΝΑ σίγμας Ὀδυσσεύς МОСКВА Ёлка ѝ Ջուր שָׁלוֹם عَرَبِيّ
हिन्दी தமிழ் ไทย ភាសាខ្មែរ ქართული ᲥᲐᲠᲗᲣᲚᲘ Ꮳꮳ ᏣᎳᎩ ﬁne ﬂow ﷺ ㎞ ™ ℃ Å Ω K ŉ ǰ ΐ e\u0301 o\u0308 A\u030a
n\u0303 q\u0307\u0323 \u1100\u1161\u11a8 각 한국어""".split()
_CJK = "中文 日本語テキスト カタカナ ｶﾀｶﾅ ガ ガ 漢字 㐀 𠀀𠀁 豈 说话 ひらがな、。 「引用」 ＡＢＣ １２３ ！？ 〜 ～".split()
_EMOJI = "😀 👍🏽 👨‍👩‍👧‍👦 🇩🇪 ❤️ ☺︎ 🏳️‍🌈 1️⃣ ♥ → ∑ √2 €5 £ ¥ © … — – “quotes” ‘single’ «guillemets» • ·".split()
_CODE = [
    *("def f(x):", "return x**2", "if (a && b) { c++; }", "<div class='x'>", "a_b_c", "__init__"),
    *("https://example.org/?q=1&r=%20", "user@example.org", "C:\\dir\\file.txt", "x=[1,2,3];"),
    *("#include <stdio.h>", "[CLS]", "[MASK]", "<s>", "</s>", "<pad>", "<|endoftext|>", "<unk>"),
    *("<0x41>", "\u2581", "##ing", "Ġthe", "$%^&*()_+|~`", "'''", '"""', "...", "!!!???", "----"),
]
_SPACES = [
    *(" ", " ", " ", " ", " ", "  ", "   ", "\n", "\n\n", "\r\n", "\t", " \n ", "\u00a0", "\u3000"),
    *("\u2009", "\u202f", "\u200b", "\u200d", "\u00ad", "\x00", "\x07", "\x1b", "\x7f", "\x85"),
    *("\u2028", "\ufeff", "\ufe0f", "\v", "\f", "\x1c", ""),
]
_WORDS = (_PLAIN, _PLAIN, _PLAIN, _NAMES, _NUMBERS, _ACCENTS, _CJK, _EMOJI, _CODE)
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
