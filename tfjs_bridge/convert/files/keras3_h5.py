"""Translate the configuration in a `.h5` file of Keras 3 to the one that a `.keras` file holds.

Only the modules of the classes are missing there (keras/src/legacy/saving/legacy_h5_format.py saves
with `serialization.py`, which leaves them out): an operation such as ``x + y`` and the layer `Add`
look alike, but for the settings that every layer has.
"""

from __future__ import annotations

from typing import Any, cast

from tfjs_bridge.convert.containers import map_dicts
from tfjs_bridge.convert.keras_classes import keras_class
from tfjs_bridge.keras_backend import load_keras

# Of keras/src/ops. Their classes are no layers and have no public names.
_OPERATION_MODULES = ("numpy", "nn", "math", "core", "image", "linalg", "einops")


def with_modules(model: dict[str, Any]) -> dict[str, Any]:
    """Add what is missing to a serialized model, and to those nested in it."""
    return cast(dict[str, Any], _entry(map_dicts(_with_entries, model)))


def _with_entries(settings: dict[str, Any]) -> dict[str, Any]:
    if isinstance(settings.get("layers"), list):
        settings["layers"] = [_entry(entry) for entry in settings["layers"]]
    return settings


def _entry(entry: Any) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get("config"), dict):
        return entry
    return {"module": _module(entry), "registered_name": None, **entry}


def _module(entry: dict[str, Any]) -> str:
    class_name, config = entry.get("class_name"), entry["config"]
    known = keras_class(class_name)
    if known.is_model and class_name != "Model" and "layers" in config:
        return known.module
    if not known.is_model and ("trainable" in config or class_name == "InputLayer"):
        return known.module
    ops = load_keras().src.ops
    for name in _OPERATION_MODULES:
        if hasattr(getattr(ops, name, None), str(class_name)):
            return f"keras.src.ops.{name}"
    return "keras.layers"
