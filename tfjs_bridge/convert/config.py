"""Reading a layer's configuration so that no setting is overlooked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tfjs_bridge.errors import UnsupportedModelError

# Settings that change training alone: an exported model computes the same without them.
_TRAINING_ONLY = ("_initializer", "_regularizer", "_constraint")


class ConfigReader:
    """One layer's settings, each to be taken, required or ignored by name; none may be left.

    A key that no handler knows may change what the layer computes, so it is an error and never
    dropped.
    """

    def __init__(self, label: str, config: Mapping[str, Any]) -> None:
        self._label = label
        self._left = dict(config)

    def take(self, key: str) -> Any:
        """Return a setting that must be there."""
        if key not in self._left:
            raise UnsupportedModelError(
                f"{self._label}: setting '{key}' is missing. Save the model with Keras 3.12 or "
                f"newer."
            )
        return self._left.pop(key)

    def require(self, key: str, allowed: Collection[Any], advice: str) -> Any:
        """Return a setting that must have one of the allowed values; absent means the first."""
        value = self._left.pop(key, next(iter(allowed)))
        if value not in allowed:
            expected = " or ".join(repr(item) for item in allowed)
            raise UnsupportedModelError(
                f"{self._label}: TensorFlow.js cannot run {key}={value!r}; expected {expected}. "
                f"{advice}"
            )
        return value

    def ignore(self, *keys: str) -> None:
        """Drop settings that do not change the exported model's results."""
        for key in keys:
            self._left.pop(key, None)

    def finish(self) -> None:
        """Raise if a setting was neither taken nor ignored.

        Raises:
            UnsupportedModelError: Naming every such setting.
        """
        self.ignore("trainable", *(key for key in self._left if key.endswith(_TRAINING_ONLY)))
        if self._left:
            settings = ", ".join(f"{key}={value!r}" for key, value in self._left.items())
            raise UnsupportedModelError(
                f"{self._label}: has unknown settings: {settings}. Remove them, or ask for "
                f"support of them."
            )


def class_and_config(value: Any) -> tuple[str, dict[str, Any]]:
    """Split a serialized Keras object; a bare string is a name without settings."""
    if isinstance(value, dict):
        config = value.get("config") or {}
        return str(value.get("class_name")), config if isinstance(config, dict) else {"": config}
    return str(value), {}
