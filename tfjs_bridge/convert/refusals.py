"""Refusals that the file's check, the front-end and the translation share."""

from __future__ import annotations

from tfjs_bridge.convert.handlers import handlers


def unknown_class(label: str) -> str:
    """Why a layer is refused that has no handler."""
    return (
        f"{label}: this class cannot be exported; expected one of {', '.join(sorted(handlers()))}. "
        f"Replace it by these."
    )


def python_model(label: str) -> str:
    """Why a model is refused that is not a graph of layers."""
    return (
        f"{label}: its calculation is Python code, which JavaScript cannot run; expected a "
        f"Sequential or functional model. Rebuild it with keras.Model(inputs, outputs)."
    )
