"""Writes characters.json: texts and what becomes of them, for Python and JavaScript alike.

Run from the repository's root: ``python -m tests.vectors.make_characters``
"""

from __future__ import annotations

import json
from pathlib import Path

from tfjs_bridge.data.characters import apply_alphabet, encode, vocabulary_of

OUTPUT = Path(__file__).with_name("characters.json")

TEXTS = {
    "empty": "",
    "ASCII": "To be, or not to be: 2B?",
    "LF": "one\ntwo\n\nthree\n",
    "CRLF": "one\r\ntwo\r\n\r\nthree\r\n",
    "CR": "one\rtwo\r\rthree\r",
    "mixed line ends": "a\r\r\nb\n\rc\n\n",
    "other line ends, which stay": "a\u0085b\u2028c\u2029d\x0be\x0cf",
    "tabs and no-break spaces": "a\tb\u00a0c",
    "accented letters": "Caf\u00e9, \u00c5ngstr\u00f6m",
    "combining marks": "Cafe\u0301, e\u0301\u0323",
    "joined emoji": "a\U0001f469\u200d\U0001f4bbb",
    "beyond the BMP": "\U0001f600\U0001d504z\U0001f600",
    # By UTF-16 code units, the emoji would come before the ligature.
    "order by code point": "\U0001f600\ufb01\uffffa",
    "letters that lower-case to ASCII": "\u212a\u0130Ik",
    "digits and letters of other scripts": "\u0664\u00b2\uff21\uff11\u0416\u4e2d7",
    "a byte-order mark inside": "a\ufeffb",
    "a NUL": "a\0b",
}

# Text, vocabulary, and what the error must say of the first character outside it.
OUTSIDE: dict[str, tuple[str, str, tuple[str, int, int]]] = {
    "first": ("xab", "ab", ("x", 1, 1)),
    "last of two": ("aab\nabyx", "\nab", ("y", 2, 3)),
    "line end": ("ab\na", "ab", ("\n", 1, 3)),
    "after an emoji, one column": ("a\n\U0001f600b\u0301", "\nab\U0001f600", ("\u0301", 2, 3)),
    "emoji": ("ab\U0001f601", "ab\U0001f600", ("\U0001f601", 1, 3)),
    "no vocabulary": ("a", "", ("a", 1, 1)),
}


def alphabet_case(name: str, text: str, alphabet: str) -> dict[str, object]:
    expected = apply_alphabet(text, alphabet)
    return {"name": name, "alphabet": alphabet, "text": text, "expected": expected}


def encoding_case(name: str, text: str, vocabulary: tuple[str, ...]) -> dict[str, object]:
    expected = encode(text, vocabulary).tolist()
    return {"name": name, "text": text, "vocabulary": vocabulary, "expected": expected}


def outside_case(
    name: str, text: str, vocabulary: str, found: tuple[str, int, int]
) -> dict[str, object]:
    character, line, column = found
    expected = {"character": character, "line": line, "column": column}
    return {"name": name, "text": text, "vocabulary": list(vocabulary), "expected": expected}


def groups() -> dict[str, list[dict[str, object]]]:
    other_order = tuple("b\U0001f600a\u0301")
    return {
        "alphabets": [
            alphabet_case(name, text, alphabet)
            for name, text in TEXTS.items()
            for alphabet in ("full", "alnum")
        ],
        "vocabularies": [
            {"name": name, "text": text, "expected": vocabulary_of(text)}
            for name, text in TEXTS.items()
        ],
        "encodings": [
            *(encoding_case(name, text, vocabulary_of(text)) for name, text in TEXTS.items()),
            encoding_case("another order", "a\u0301b\U0001f600a", other_order),
        ],
        "outside": [outside_case(name, *case) for name, case in OUTSIDE.items()],
    }


def document() -> str:
    """The file's content: one case in a line, in ASCII."""
    blocks = []
    for name, cases in groups().items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        blocks.append(f'"{name}":[\n{lines}\n]')
    return "{" + ",\n".join(blocks) + "}\n"


def main() -> None:
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
