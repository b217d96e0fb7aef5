"""Refusals that the file's check, the front-end and the translation share."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.handlers import refused


def refused_class(label: str, class_name: str) -> str:
    """Why a layer is refused whose class cannot be exported."""
    refusal = refused().get(class_name)
    if refusal is None:
        return (
            f"{label}: this class is not one of Keras's own layers that can be exported. "
            f"Replace it by layers of keras.layers (docs/layers.md lists those supported)."
        )
    return f"{label}: {refusal.reason}. {refusal.remedy}"


def python_model(label: str) -> str:
    """Why a model is refused that is not a graph of layers."""
    return (
        f"{label}: its calculation is Python code, which JavaScript cannot run; expected a "
        f"Sequential or functional model. Rebuild it with keras.Model(inputs, outputs)."
    )


def foreign_object(label: str, name: str, config: Any) -> str:
    """Why an object is refused that is not one of Keras's own."""
    if name.endswith(".function"):
        return (
            f"{label}: holds the Python function {config!r}, which is never run and which "
            f"JavaScript cannot run. Replace it by one of Keras's own."
        )
    return (
        f"{label}: names {name}, which is not a part of Keras's own layers and is not loaded. "
        f"Replace it by one of Keras's own."
    )
