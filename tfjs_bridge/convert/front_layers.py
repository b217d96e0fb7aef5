"""The layers that work on text, or look whole numbers up: TensorFlow.js has none of them."""

from __future__ import annotations

from typing import Any

FRONT_LAYERS = frozenset(
    {"HashedCrossing", "Hashing", "IntegerLookup", "StringLookup", "TextVectorization"}
)
"""Keras's names for them."""

FEATURE_SPACE_LAYERS = frozenset({"TFDConcat", "TFDIdentity"})
"""What `keras.utils.FeatureSpace` puts behind them."""

FEATURE_SPACE = "keras.src.layers.preprocessing.feature_space"
"""The module that Keras saves those to be from."""


def is_front_layer(operation: Any) -> bool:
    """Whether a live object is one of these, or stands in for one while a file is read."""
    kind = type(operation)
    is_known = kind.__name__ in FRONT_LAYERS or kind.__name__ in FEATURE_SPACE_LAYERS
    # A class of the user's may have the same name.
    return is_known and (
        kind.__module__.startswith("keras.src.") or bool(getattr(kind, "is_placeholder", False))
    )
