"""Checks of values that a caller in Python passes; the command line's parser makes them itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from tfjs_bridge.jobs.kinds.kind import Option


def check_whole(option: str, value: object, minimum: int, maximum: int | None = None) -> None:
    """Refuse anything but a whole number in a range.

    Args:
        option: How messages call it.
        value: What was passed.
        minimum: The least that is allowed.
        maximum: The most; `None`: any.

    Raises:
        UsageError: It is not one.
    """
    # To Python, True is a whole number too.
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not minimum <= int(str(value)) <= (maximum or math.inf):
        limit = "" if maximum is None else f" to {maximum}"
        raise UsageError(
            f"{option}: out of range; expected a whole number from {minimum}{limit}, got "
            f"{value!r}. Pass another."
        )


def check_number(option: str, value: object) -> None:
    """Refuse anything but a finite number from 0.

    Args:
        option: How messages call it.
        value: What was passed.

    Raises:
        UsageError: It is not one.
    """
    # NaN fails every comparison, so it is refused as well.
    if not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise UsageError(
            f"{option}: out of range; expected a number from 0, got {value!r}. Pass another."
        )


def check_choice(option: str, value: object, choices: Sequence[str]) -> None:
    """Refuse anything but `None` and the choices.

    Args:
        option: How messages call it.
        value: What was passed.
        choices: All that is allowed besides `None`.

    Raises:
        UsageError: It is something else.
    """
    if value is not None and value not in choices:
        raise UsageError(
            f"{option} {value}: not known; expected {' or '.join(choices)}. Pass one of these."
        )


def check_option(option: Option, value: object) -> None:
    """Refuse a value that an option of a kind of data cannot have.

    Args:
        option: Its type, its choices and its least value are used.
        value: What was passed.

    Raises:
        UsageError: It is of another type, or out of its range.
    """
    if option.choices:
        check_choice(option.flag, value, option.choices)
    elif option.type is int:
        check_whole(option.flag, value, option.minimum or 0)
    elif not isinstance(value, str | Path):
        raise UsageError(
            f"{option.flag}: expected a text or a path, got {value!r}. Pass one of these."
        )
