"""What is done to a text before it is split: Keras's own ways, or a list of rules."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Any, Final

from tfjs_bridge.artifact.features.patterns import compiled, parse_pattern
from tfjs_bridge.artifact.features.settings import choice, text
from tfjs_bridge.artifact.features.values import LARGEST_TEXT
from tfjs_bridge.errors import DataError

LARGEST_RULES: Final = 100
LARGEST_WITH: Final = 1000
Standard = str | list[dict[str, str]] | None
_NAMES: Final = (None, "lower", "strip_punctuation", "lower_and_strip_punctuation")
# tf.strings.lower knows A to Z only, unless it is told an encoding, which Keras does not do.
_LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_UPPER: Final = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_STRIP: Final = str.maketrans("", "", string.punctuation)
_SPACES: Final = " \t\n\v\f\r"
_PLAIN: Final[dict[str, Callable[[str], str]]] = {
    "lower": lambda text: text.translate(_LOWER),
    "upper": lambda text: text.translate(_UPPER),
    "strip": lambda text: text.strip(_SPACES),
}


def check_standardize(value: Any) -> None:
    """Check the setting `standardize` of a step.

    Raises:
        TypeError: A rule is not an object, or a text not a string.
        ValueError: It is neither a name that is known nor a list of rules.
    """
    if not isinstance(value, list):
        choice("standardize", value, _NAMES)
        return
    if not 1 <= len(value) <= LARGEST_RULES:
        raise ValueError(f"standardize: expected 1 to {LARGEST_RULES} rules, got {len(value)}")
    for number, rule in enumerate(value):
        _check_rule(f"standardize[{number}]", rule)


def _check_rule(key: str, rule: Any) -> None:
    if not isinstance(rule, dict):
        raise TypeError(f"{key}: expected an object, got {rule!r}")
    if set(rule) == {"replace", "with"}:
        try:
            parse_pattern(text(f"{key}.replace", rule["replace"]))
        except ValueError as error:
            raise ValueError(f"{key}.replace: {error}") from error
        if len(text(f"{key}.with", rule["with"])) > LARGEST_WITH:
            raise ValueError(f"{key}.with: expected at most {LARGEST_WITH} characters")
        return
    if len(rule) != 1 or not set(rule) <= set(_PLAIN):
        names = ", ".join(rule)
        raise ValueError(f"{key}: expected lower, upper, strip, or replace and with, got {names}")
    choice(key, next(iter(rule.values())), ("ascii",))


def standardized(how: Standard, text: str) -> str:
    """Return a text as a step's `standardize` makes it.

    Raises:
        DataError: It would become too long.
    """
    if isinstance(how, list):
        for rule in how:
            text = _ruled(rule, text)
        return text
    lower = text.translate(_LOWER) if how and how.startswith("lower") else text
    return lower.translate(_STRIP) if how and how.endswith("strip_punctuation") else lower


def _ruled(rule: dict[str, str], text: str) -> str:
    if "replace" not in rule:
        (name,) = rule
        return _PLAIN[name](text)
    size, put = len(text), rule["with"]

    def replaced(match: re.Match[str]) -> str:
        nonlocal size
        size += len(put) - match.end() + match.start()
        # Before it is made: rules that lengthen texts may follow each other.
        if size > LARGEST_TEXT:
            raise DataError(
                f"standardize: a text became too long; expected at most {LARGEST_TEXT} "
                f"characters, got more. Give a shorter text."
            )
        return put

    return compiled(rule["replace"]).sub(replaced, text)
