"""Names of Keras layers: each once in a model, and without slashes."""

from __future__ import annotations

from collections.abc import Iterable


class NameGiver:
    """Gives names within one model.

    Args:
        names: Of all layers in TensorFlow.js, which others must not take.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._own: dict[str, str] = {}
        self._used: set[str] = set()
        for name in names:
            # Keras allows no slash (keras/src/ops/operation.py).
            self._own[name] = self._unused(name.replace("/", "_"))

    def own(self, name: str) -> str:
        """Return the name of a layer that is there in TensorFlow.js too."""
        return self._own[name]

    def fresh(self, name: str, suffix: str) -> str:
        """Return a name for one of the layers that another becomes."""
        return self._unused(f"{self._own[name]}_{suffix}")

    def _unused(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._used:
            name, number = f"{wanted}_{number}", number + 1
        self._used.add(name)
        return name
