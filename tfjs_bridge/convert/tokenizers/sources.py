"""A tokenizer as it is read, from a live object of KerasHub or from a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.errors import DataError


@dataclass(frozen=True, slots=True)
class TokenizerSource:
    """A tokenizer, without KerasHub.

    Attributes:
        label: It in messages.
        classes: Names of its class and of the classes that this one is derived from, as far as
            they are known.
        config: What `get_config()` gives.
        special_tokens: That its class adds.
        files: Content of its assets, by name.
    """

    label: str
    classes: tuple[str, ...]
    config: dict[str, Any]
    special_tokens: tuple[str, ...]
    files: dict[str, bytes]

    def is_a(self, names: Iterable[str]) -> bool:
        """Return whether its class is one of these, or derived from one."""
        return not set(self.classes).isdisjoint(names)

    def bytes(self, name: str) -> bytes:
        """Return an asset.

        Raises:
            DataError: There is none of this name.
        """
        if name not in self.files:
            raise DataError(
                f"{self.label}: an asset is missing; expected {name}, got "
                f"{', '.join(sorted(self.files)) or 'none'}. Give the tokenizer its vocabulary."
            )
        return self.files[name]

    def text(self, name: str) -> str:
        """Return an asset in UTF-8."""
        return self.bytes(name).decode("utf-8")

    def lines(self, name: str) -> list[str]:
        """Return an asset's lines."""
        return self.text(name).removesuffix("\n").split("\n")
