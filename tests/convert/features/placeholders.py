"""Layers of text and lookups without TensorFlow: what stands for them while a file is read."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.files.front_placeholders import placeholder_scope


def layer(kind: str, /, **settings: Any) -> Any:
    """Return a placeholder of one of Keras's classes, made of its settings as a file has them."""
    return placeholder_scope()[f"tfjs_bridge>{kind}"](**settings)
