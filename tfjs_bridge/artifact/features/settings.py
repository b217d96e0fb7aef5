"""Settings of a step, each checked to be of its type and range."""

from __future__ import annotations

import math
import re
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.tensor import LARGEST_INTEGER

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def choice(key: str, value: Any, known: tuple[Any, ...]) -> Any:
    """Read one of the values that are known."""
    # By type as well: True is 1 in Python.
    if not any(value == other and type(value) is type(other) for other in known):
        expected = ", ".join("null" if other is None else str(other) for other in known)
        raise ValueError(f"{key}: expected one of {expected}, got {value!r}")
    return value


def integer(key: str, value: Any, least: int, most: int) -> int:
    """Read a whole number between two, both included."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{key}: expected a whole number from {least} to {most}, got {value!r}")
    return value


def any_integer(key: str, value: Any) -> int:
    """Read a whole number that JavaScript can hold."""
    return integer(key, value, -LARGEST_INTEGER, LARGEST_INTEGER)


def listed(key: str, value: Any) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        raise TypeError(f"{key}: expected a list, got {value!r}")
    return value


def number(key: str, value: Any) -> float:
    """Read a number that is finite in float32."""
    # Compared, not converted: numpy warns of an overflow, and Python's int may be too large for it.
    limit = float(np.finfo(np.float32).max)
    if type(value) not in (int, float) or not -limit <= value <= limit:
        raise ValueError(f"{key}: expected a finite float32 number, got {value!r}")
    return float(value)


def text(key: str, value: Any) -> str:
    """Read a string that can be written as UTF-8."""
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise ValueError(f"{key}: expected a string of Unicode characters, got {value!r}")
    return value


def salt(key: str, value: Any) -> list[int]:
    """Read the two keys of SipHash."""
    if len(listed(key, value)) != 2:
        raise ValueError(f"{key}: expected two integers, got {value!r}")
    return [any_integer(key, part) for part in value]


def numbers(key: str, value: Any) -> tuple[int, ...]:
    """Read a number, or numbers in lists of lists; return their shape."""
    if not isinstance(value, list):
        number(key, value)
        return ()
    shapes = {numbers(key, part) for part in value}
    if len(shapes) != 1:
        raise ValueError(f"{key}: expected lists of the same length, and not empty")
    return (len(value), *shapes.pop())


def known_product(sizes: tuple[int | None, ...]) -> int | None:
    """Multiply sizes; `None` where one is open."""
    return None if None in sizes else math.prod(size for size in sizes if size is not None)
