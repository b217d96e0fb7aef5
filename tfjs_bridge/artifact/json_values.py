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


def as_object(value: Any, expected: str = "an object") -> dict[str, Any]:
    """Read an object."""
    if not isinstance(value, dict):
        raise TypeError(f"expected {expected}, got {value!r}")
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


def as_measure(value: Any) -> float:
    """Read a finite number, 0 or more."""
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise TypeError(f"expected a number, 0 or more, got {value!r}")
    return float(value)


def as_positive(value: Any) -> float:
    """Read a finite number above 0."""
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise TypeError(f"expected a number above 0, got {value!r}")
    return float(value)


def as_digest(value: Any) -> str:
    """Read a SHA-256, in lower-case hex."""
    if not re.fullmatch(r"[0-9a-f]{64}", as_text(value)):
        raise ValueError(f"expected 64 hex digits, got {value!r}")
    return str(value)
