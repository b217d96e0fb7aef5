"""Activations that mean the same in Keras 3 and in TensorFlow.js."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.config import class_and_config
from tfjs_bridge.errors import UnsupportedModelError

# Not here although TensorFlow.js knows the name: hard_sigmoid (another formula, up to 0.07 off).
EXACT_ACTIVATIONS = frozenset(
    {
        "elu",
        "linear",
        "relu",
        "relu6",
        "selu",
        "sigmoid",
        "softmax",
        "softplus",
        "softsign",
        "tanh",
    }
)


def activation_name(label: str, value: Any) -> str:
    """TensorFlow.js's name of an activation.

    Args:
        label: The layer, for the message.
        value: A serialized Keras activation: a name, an object, or `None` for linear.

    Raises:
        UnsupportedModelError: Another activation, or one with settings of its own.
    """
    if value is None:
        return "linear"
    name, config = class_and_config(value)
    if name not in EXACT_ACTIVATIONS or config:
        raise UnsupportedModelError(
            f"{label}: activation {value!r} is not supported; expected one of "
            f"{', '.join(sorted(EXACT_ACTIVATIONS))}. Train with one of these."
        )
    return name
