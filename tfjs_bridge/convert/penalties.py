"""L1 and L2 penalties on weights, read as plain data: the regularizers that TensorFlow.js has."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Settings of Keras's classes, and their defaults. A bare string names one with its defaults.
_CLASSES: Mapping[str, Mapping[str, float]] = {
    "L1": {"l1": 0.01},
    "L2": {"l2": 0.01},
    "L1L2": {"l1": 0.0, "l2": 0.0},
}
_STRINGS: Mapping[str, str] = {"l1": "L1", "l2": "L2", "L1": "L1", "L2": "L2"}


@dataclass(frozen=True, slots=True)
class Penalty:
    """``l1 * sum(|w|) + l2 * sum(w^2)``, added to the loss."""

    l1: float
    l2: float

    def for_keras(self) -> dict[str, Any]:
        """Return it as a Keras 3 configuration."""
        config = {"l1": self.l1, "l2": self.l2}
        return {
            "module": "keras.regularizers",
            "class_name": "L1L2",
            "config": config,
            "registered_name": None,
        }

    def for_tfjs(self, calls: int) -> dict[str, Any]:
        """Return it as TensorFlow.js reads it.

        Args:
            calls: Of the layer; TensorFlow.js adds the penalty once for each of them
                (engine/container.ts, `calculateLosses`), Keras once for the layer.
        """
        return {"class_name": "L1L2", "config": {"l1": self.l1 / calls, "l2": self.l2 / calls}}


def read_penalty(value: Any) -> Penalty | None:
    """Read a saved regularizer of Keras 2 or 3; `None` if it is another one, or none."""
    if isinstance(value, str):
        value = {"class_name": _STRINGS.get(value), "config": {}}
    if not isinstance(value, Mapping) or value.get("class_name") not in _CLASSES:
        return None
    if value.get("module") not in (None, "keras.regularizers"):
        return None
    config = value.get("config") or {}
    defaults = _CLASSES[value["class_name"]]
    if not isinstance(config, Mapping) or not config.keys() <= {"l1", "l2"}:
        return None
    numbers = {name: _number(setting) for name, setting in {**defaults, **config}.items()}
    if None in numbers.values():
        return None
    return Penalty(numbers.get("l1") or 0.0, numbers.get("l2") or 0.0)


def _number(value: Any) -> float | None:
    if isinstance(value, Mapping) and value.get("type") == "ndarray":
        value = value.get("value")  # how some versions of Keras 2 saved numpy's numbers
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Keras 3 saves 0.01 as the nearest float32, 0.009999999776482582.
    return float(f"{value:.7g}") if math.isfinite(value) and value >= 0 else None
