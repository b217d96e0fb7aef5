"""Text from files that others made: what would hide or turn around is shown as what it is."""

from __future__ import annotations

import re

# As in web/src/visible-text.js: control characters, marks that turn the direction of writing, and
# characters that are not seen; but for the joiners that words and emoji are made with.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\\u2028\\u2029\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0001\\U000e0020-\\U000e007f]"
)


def visible(text: str) -> str:
    """Write each hidden character as its number in JSON's form."""
    return _HIDDEN.sub(lambda found: _number(ord(found[0])), text)


def _number(code: int) -> str:
    return f"\\u{{{code:x}}}" if code > 0xFFFF else f"\\u{code:04x}"
