"""Make hidden and bidirectional characters visible, in text from files by others."""

from __future__ import annotations

import re

# Such characters can make one name look like another, or rearrange a terminal's line. As in
# web/src/visible-text.js: control characters, marks that change the direction of writing, and
# invisible characters, but not the joiners, which some scripts and emoji need.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\\u2028\\u2029\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0001\\U000e0020-\\U000e007f]"
)


def visible(text: str) -> str:
    """Replace each hidden character by its number in hexadecimal, written as in JSON."""
    return _HIDDEN.sub(lambda found: _number(ord(found[0])), text)


def _number(code: int) -> str:
    return f"\\u{{{code:x}}}" if code > 0xFFFF else f"\\u{code:04x}"
