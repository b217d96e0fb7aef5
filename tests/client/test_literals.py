"""Names and labels of artifacts as TypeScript: text stays text."""

from __future__ import annotations

import pytest

from tfjs_bridge.client.literals import access, comment, property_name, string


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("rose", "'rose'"),
        ("it's", '"it\'s"'),
        ("'\"'", '"\'\\"\'"'),
        ('\'""', "'\\'\"\"'"),
        ('"quoted"', "'\"quoted\"'"),
        ("a\\b", r"'a\\b'"),
        ("two\nlines", r"'two\u000alines'"),
        ("\u2028", r"'\u2028'"),
        ("\u202eevil", r"'\u202eevil'"),
        ("Ünïcode 花 💥", "'Ünïcode 花 💥'"),
        ("\ud800", r"'\ud800'"),
        ("\U000e0041", r"'\u{e0041}'"),
        ("${x}`", "'${x}`'"),
    ],
)
def test_text_is_a_string_literal(text: str, literal: str) -> None:
    """On one line, of what UTF-8 can hold; what is hidden is escaped."""
    assert string(text) == literal


def test_names_are_keys() -> None:
    """Reserved words as they are, others in quotes; and the prototype stays what it is."""
    assert [property_name(name) for name in ("age", "class", "the age", "1st", "ä")] == [
        *("age", "class", "'the age'", "'1st'", "'ä'")
    ]
    assert property_name("__proto__") == "['__proto__']"
    assert (access("age"), access("the age")) == (".age", "['the age']")
    assert comment("a */ b\n") == "a *\\/ b\\u000a"
