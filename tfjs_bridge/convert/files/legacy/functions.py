"""What Keras 2 has and Keras 3 does not, or has under the same name for something else."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from tfjs_bridge.convert.files.legacy.tensorflow.layer import CLASS_NAME, function_layer
from tfjs_bridge.keras_backend import load_keras


def serialized_function(name: str) -> dict[str, str]:
    """Return what Keras 3 saves of a function that is not its own."""
    return {
        "module": "builtins",
        "class_name": "function",
        "config": name,
        "registered_name": "function",
    }


HARD_SIGMOID = serialized_function("keras2_hard_sigmoid")
"""The serialized `keras2_hard_sigmoid`."""

OWN_CLASSES = frozenset({"ThresholdedReLU"})
"""Layers that Keras 3 does not have, and that are defined here."""


def keras2_hard_sigmoid(x: Any) -> Any:
    """Compute ``clip(0.2 * x + 0.5, 0, 1)``; Keras 3's hard_sigmoid is ``relu6(x + 3) / 6``."""
    return load_keras().ops.clip(0.2 * x + 0.5, 0, 1)


def legacy_scope(others: Mapping[str, Any] | None = None) -> AbstractContextManager[Any]:
    """Let Keras 3 deserialize what is defined here, and others: its scopes replace each other."""
    scope: AbstractContextManager[Any] = load_keras().saving.custom_object_scope(
        {
            # Not "hard_sigmoid": a custom object would take the place of Keras 3's in every layer.
            "keras2_hard_sigmoid": keras2_hard_sigmoid,
            "ThresholdedReLU": _thresholded_relu(),
            CLASS_NAME: function_layer(),
            **(others or {}),
        }
    )
    return scope


# Made when it is first needed, since Keras is imported then; once, since Keras compares classes.
@cache
def _thresholded_relu() -> type:
    keras: Any = load_keras()
    layer_class: Any = keras.layers.Layer

    class ThresholdedReLU(layer_class):  # type: ignore[misc]
        """``x`` above `theta`, else 0."""

        def __init__(self, theta: float = 1.0, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.supports_masking = True
            self.theta = theta

        def call(self, inputs: Any) -> Any:
            return inputs * keras.ops.cast(inputs > self.theta, inputs.dtype)

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "theta": self.theta}

    return ThresholdedReLU
