"""Settings of other releases of Keras 3, in the form in which the installed one takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.containers import map_dicts

# What Keras 3.0 to 3.3 wrote, and does not take any more.
_FORGOTTEN: Mapping[str, tuple[str, ...]] = {"RandomRotation": ("value_range",)}

# What Keras 3.13 to 3.15 write and older ones refuse, with the values that change nothing: 3.12 is
# the last one for Python 3.10, and reads files that a newer one saved elsewhere.
_NEUTRAL: Mapping[str, Any] = {
    "quantization_config": None,
    "sliding_window": None,
    "use_gate": False,
    "renorm": False,
}
_OF_RENORM = ("renorm_clipping", "renorm_momentum")


def updated(value: Any) -> Any:
    """Return a serialized model with the settings of all its layers as Keras takes them now."""
    return map_dicts(_updated_entry, value)


def _updated_entry(entry: dict[str, Any]) -> dict[str, Any]:
    name, settings = entry.get("class_name"), entry.get("config")
    if isinstance(name, str) and isinstance(settings, dict):
        entry["config"] = _updated_settings(name, str(entry.get("module")), settings)
    return entry


def _updated_settings(name: str, module: str, settings: dict[str, Any]) -> dict[str, Any]:
    settings = {key: item for key, item in settings.items() if key not in _FORGOTTEN.get(name, ())}
    if module.startswith("keras."):
        settings = _without_neutral(settings)
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


def _without_neutral(settings: dict[str, Any]) -> dict[str, Any]:
    unused = _OF_RENORM if settings.get("renorm") is False else ()
    return {
        key: value
        for key, value in settings.items()
        if key not in unused and not (key in _NEUTRAL and value is _NEUTRAL[key])
    }
