"""Values of JSON, each checked to be of its type."""

from __future__ import annotations

import re
from typing import Any

from tfjs_bridge.artifact.visible_text import visible


def as_list(value: Any) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return value


def as_text(value: Any) -> str:
    """Read a string."""
    if not isinstance(value, str):
        raise TypeError(f"expected a string, got {value!r}")
    return value


def as_words(value: Any) -> str:
    """Read text for people, with hidden and bidirectional characters made visible."""
    return visible(as_text(value))


def as_count(value: Any) -> int:
    """Read a whole number, 0 or more."""
    if type(value) is not int or value < 0:  # a bool would pass isinstance
        raise TypeError(f"expected a whole number, 0 or more, got {value!r}")
    return value


def as_file_name(value: Any) -> str:
    """Read a file's name."""
    # A name and never a path, so that metadata cannot lead a reader out of the artifact's folder.
    if not re.fullmatch(r"[A-Za-z0-9][-A-Za-z0-9._]*", as_text(value)):
        raise ValueError(f"expected a file name, got {value!r}")
    return str(value)
