"""Rules that standardize texts, as TensorFlow's operations of strings carry them out."""

from __future__ import annotations

import re
import string
from typing import Any

import numpy as np

from tests.vectors import features_texts as draw

# Each keeps to the language that docs/artifact-format.md defines.
PATTERNS = (
    *("a", "<br />", "é", "😀", r"\.", r"\-\ \#", ".", "a.c"),
    *("[abc]", "[^abc]", "[a-z]", "[^a-zA-Z ]", "[0-9]+", "[a-ce-]", "[-a]", "[+--]", "[?-a]"),
    *(r"[\]\[\\^]", "[^^]", "[[]", r"[\w-.]", r"[^\w\s]", r"[\S\d]", r"[^\W\d]", r"[\t\n\v]"),
    *(r"\s", r"\S+", r"\d\d?", r"\D", r"\w+", r"\W+", r"\s+", r"\n", r"\v|\f"),
    *("<[^>]*>", "<.*?>", "<.*>", r"https?://\S+", r"@\w+", r"\s+[a-z]\s+", r"&\w+;", "ab?bc"),
    *("a|ab", "ab|a", r"<br\s*/?>|\n+", "aa?", "a+?", "a??b", "[😀-😂é]+", "[^\U0001f600]b"),
)
TUTORIAL: list[dict[str, str]] = [
    {"lower": "ascii"},
    {"replace": "<br />", "with": " "},
    {"replace": f"[{re.escape(string.punctuation)}]", "with": ""},
]
"""What the function does that TensorFlow's and Keras's guides to text begin with."""
_ROWS = (
    *[TUTORIAL, [{"lower": "ascii"}], [{"upper": "ascii"}], [{"strip": "ascii"}]],
    [{"upper": "ascii"}, {"replace": "A", "with": "$&\\0\\1$1"}, {"strip": "ascii"}],
    [{"replace": "[,.]", "with": "  "}, {"replace": " +", "with": " "}, {"lower": "ascii"}],
    [{"replace": " ", "with": "\\"}, {"replace": r"\\", "with": "\\\\😀"}],
)
_ODD = (
    *("", " ", "a", "aaaa", "abc", "abbc aac", "ab\nac", "<a\n>b>"),
    *("<br />", "<BR /><br/>x<br  />", "@me @you@them", "a b  c\td e", "- #", "x-y.z", "12 3456"),
    *("see HTTPS://x.y/z?q=1&amp;k", "https://é.com/a b http://c", "é è e\u0301 É", "😀b😁"),
    *("[x]\\^_`{|}~", "!\"#$%&'()*+,-./:;<=>?@", "\t a \v\f\r\n", "\u00a0a\u3000", "\x1ca\x85"),
    *("a\u2028b\r\nc", "\0a\0", "\u017f\u212aK", "\uffff\ufdd0"),
)


def texts() -> list[str]:
    """Odd ones, and random ones of many scripts."""
    return [*_ODD, *draw.texts(12, 31)]


def reviews() -> list[str]:
    """300 random texts with what stands in reviews that were taken from pages."""
    rng = np.random.default_rng(32)
    parts = draw.texts(600, 33)
    marks = ("<br />", "<br /><br />", "<BR />", "<br/>", " ", "--", "\\", "^", "]", "[sic]")
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [a + marks[int(rng.integers(len(marks)))] + b for a, b in pairs]


def cases() -> list[dict[str, Any]]:
    """All rules, and what becomes of texts; those of `texts` where there are none of their own."""
    rows = [[{"replace": pattern, "with": "·"}] for pattern in PATTERNS] + [*_ROWS]
    given = texts()
    return [
        {"name": "a guide's function", "rules": TUTORIAL, **_standardized(TUTORIAL, reviews())},
        *(
            {"name": f"rules {number}", "rules": rules, **_standardized(rules, given)}
            for number, rules in enumerate(rows)
        ),
    ]


def _standardized(rules: list[dict[str, str]], given: list[str]) -> dict[str, list[str]]:
    import tensorflow as tf

    values = tf.constant(given)
    for rule in rules:
        if "replace" in rule:
            put = rule["with"].replace("\\", r"\\")
            values = tf.strings.regex_replace(values, rule["replace"], put)
        else:
            (name,) = rule
            values = getattr(tf.strings, name)(values)
    return {"texts": given, "values": [value.decode() for value in values.numpy().tolist()]}
