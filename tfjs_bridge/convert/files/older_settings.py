"""Settings that today's Keras takes in another form than the file has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What Keras 3.0 to 3.3 wrote, and does not take any more.
_FORGOTTEN: Mapping[str, tuple[str, ...]] = {"RandomRotation": ("value_range",)}


def updated(value: Any) -> Any:
    """A serialized model with the settings of all its layers as Keras takes them."""
    if isinstance(value, list):
        return [updated(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {key: updated(item) for key, item in value.items()}
    name, settings = changed.get("class_name"), changed.get("config")
    if isinstance(name, str) and isinstance(settings, dict):
        changed["config"] = _updated_settings(name, str(changed.get("module")), settings)
    return changed


def _updated_settings(name: str, module: str, settings: dict[str, Any]) -> dict[str, Any]:
    settings = {key: item for key, item in settings.items() if key not in _FORGOTTEN.get(name, ())}
    axis = settings.get("axis")
    # JSON knows no tuples, and numpy takes no lists of axes; of one axis, Norm makes a list.
    if isinstance(axis, list) and (name == "Softmax" or module.startswith("keras.src.ops")):
        settings["axis"] = tuple(axis)
    elif isinstance(axis, int) and name == "Norm":
        settings["axis"] = (axis,)
    # Up to Keras 3.11 this was the dtype of its outputs, and it computed in float32 all the same.
    if name == "Discretization" and settings.get("dtype") in ("int32", "int64"):
        settings["dtype"] = "float32"
    return settings
