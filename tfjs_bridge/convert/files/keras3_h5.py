"""The configuration in a `.h5` file of Keras 3, as a `.keras` file holds it.

Only the modules of the classes are missing there: an operation such as ``x + y`` and the layer
`Add` look alike, but for the settings that every layer has.
"""

from __future__ import annotations

from typing import Any, cast

from tfjs_bridge.keras_backend import load_keras

_MODELS = {"Sequential": "keras", "Functional": "keras.src.models.functional"}
OTHER_MODULES = {"LayerScale": "keras.src.applications.convnext"}
"""Layers of `keras.applications`, which are not among the public ones."""

_OPERATION_MODULES = ("numpy", "nn", "math", "core", "image", "linalg", "einops")


def with_modules(model: dict[str, Any]) -> dict[str, Any]:
    """Add what is missing to a serialized model, and to those nested in it."""
    return cast(dict[str, Any], _entry(_filled(model)))


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {key: _filled(item) for key, item in value.items()}
    if isinstance(changed.get("layers"), list):
        changed["layers"] = [_entry(entry) for entry in changed["layers"]]
    return changed


def _entry(entry: Any) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get("config"), dict):
        return entry
    return {"module": _module(entry), "registered_name": None, **entry}


def _module(entry: dict[str, Any]) -> str:
    if "layers" in entry["config"] and entry.get("class_name") in _MODELS:
        return _MODELS[entry["class_name"]]
    if "trainable" in entry["config"] or entry.get("class_name") == "InputLayer":
        return OTHER_MODULES.get(str(entry.get("class_name")), "keras.layers")
    ops = load_keras().src.ops
    for name in _OPERATION_MODULES:
        if hasattr(getattr(ops, name, None), str(entry.get("class_name"))):
            return f"keras.src.ops.{name}"
    return "keras.layers"
