"""Settings of one layer, as TensorFlow.js reads them: what is missing or null has a default."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tfjs_bridge.errors import ArtifactError, UnsupportedModelError


class Settings:
    """A layer's settings.

    Args:
        label: The layer, for messages.
        values: As in the file, keys in snake case.
    """

    def __init__(self, label: str, values: Mapping[str, Any]) -> None:
        self.label = label
        self._values = values

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default where it is missing or null."""
        value = self._values.get(name)
        return default if value is None else value

    def has(self, name: str) -> bool:
        """Tell whether there is a value, be it null."""
        return name in self._values

    def flag(self, name: str, default: bool) -> bool:
        """Return a boolean."""
        return bool(self.get(name, default))

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number.

        Raises:
            ArtifactError: It is missing, or is none.
        """
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name, "a number", value)
        return value

    def size(self, name: str, default: int | None = None) -> int:
        """Return a whole number of at least 1."""
        value = self.get(name, default)
        if type(value) is float and value.is_integer():
            value = int(value)
        if type(value) is not int or value < 1:
            raise self._wrong(name, "a whole number of at least 1", value)
        return value

    def sizes(self, name: str, rank: int, default: Any = 1) -> tuple[int, ...]:
        """Return `rank` whole numbers of at least 1; one alone stands for all of them."""
        value = self.get(name, default)
        items = list(value) if isinstance(value, list | tuple) else [value] * rank
        items = items * rank if len(items) == 1 else items
        if len(items) != rank or not all(type(x) is int and x >= 1 for x in items):
            raise self._wrong(name, f"{rank} whole numbers of at least 1", value)
        return tuple(items)

    def word(self, name: str, default: str, known: Sequence[str]) -> str:
        """Return one of some words, in snake case.

        Raises:
            UnsupportedModelError: It is another one.
        """
        value = snake_case(self.get(name, default))
        if value not in known:
            raise UnsupportedModelError(
                f"{self.label}: {name}={value!r} is not known to TensorFlow.js; expected "
                f"{' or '.join(known)}. Save or convert the model again."
            )
        return str(value)

    def _wrong(self, name: str, expected: str, value: Any) -> ArtifactError:
        got = "nothing" if value is None else repr(value)[:60]
        return ArtifactError(
            f"{self.label}: {name} cannot be used; expected {expected}, got {got}. "
            f"Save or convert the model again."
        )


def snake_case(value: Any) -> Any:
    """Write a word in snake case; TensorFlow.js takes both."""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", value).lower()


def class_and_config(value: Any) -> tuple[str, Mapping[str, Any]]:
    """Split what is saved of an object: its class, or its class and settings."""
    if isinstance(value, Mapping):
        config = value.get("config")
        return str(value.get("class_name")), config if isinstance(config, Mapping) else {}
    return str(value), {}
