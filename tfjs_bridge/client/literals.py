"""Text from an artifact as TypeScript: it stays text, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tfjs_bridge.artifact.visible_text import visible

LONGEST_LINE: Final = 100

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# Half of a pair: UTF-8 has no such character, and a vocabulary in JSON may.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def string(text: str) -> str:
    """Return a string literal.

    Line breaks and other hidden characters are escaped: one that turns the direction of writing
    would show other code than the compiler reads.
    """
    # As formatters choose it: the one that has to be escaped less often.
    quote = '"' if text.count("'") > text.count('"') else "'"
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    # What visible() writes for a character is JavaScript's escape for it.
    return f"{quote}{_shown(escaped)}{quote}"


def property_name(name: str) -> str:
    """Return a name as the key of an object or of its type."""
    # Any word is a key, also class; this one as it stands would be the object's prototype.
    if name == "__proto__":
        return f"[{string(name)}]"
    return name if _IDENTIFIER.fullmatch(name) else string(name)


def access(name: str) -> str:
    """Return how a property is read: ``.age`` or ``['the age']``."""
    return f".{name}" if _IDENTIFIER.fullmatch(name) else f"[{string(name)}]"


def comment(text: str) -> str:
    """Return text for a comment, which it cannot end."""
    return _shown(text).replace("*/", "*\\/")


def listing(before: str, items: Sequence[str], after: str) -> str:
    """Return a list between two texts, on one line where it fits."""
    line = f"{before}[{', '.join(items)}]{after}\n"
    if len(line.rstrip()) <= LONGEST_LINE:
        return line
    indent = " " * (len(before) - len(before.lstrip()))
    lines = "".join(f"{indent}  {item},\n" for item in items)
    return f"{before}[\n{lines}{indent}]{after}\n"


def shape_literal(shape: Sequence[int | None]) -> str:
    """Return a shape as TypeScript and people write it: ``[null, 8, 8, 3]``."""
    return f"[{', '.join('null' if size is None else str(size) for size in shape)}]"


def filled(template: str, **words: str) -> str:
    """Return a template with words in the places that name them, as in ``<<OUTPUT>>``.

    A word is text of an artifact's: what looks like a place in it is none.
    """
    return re.sub(r"<<([A-Z]+)>>", lambda found: words[found[1]], template)


def _shown(text: str) -> str:
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))
