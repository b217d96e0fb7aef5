"""The check before writing: the loader finds every weight that it looks for, and no other."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.layers_model.tfjs_layers import TfjsLayer
from tfjs_bridge.errors import UnsupportedModelError


def check_weights(layers: Sequence[TfjsLayer]) -> None:
    """Compare each layer's weights with what TensorFlow.js makes for its class and settings.

    Raises:
        UnsupportedModelError: One is missing, left over, or of another shape.
    """
    for layer in layers:
        # A layer is built for its first call (engine/topology.ts, `apply`).
        shape = layer.nodes[0][0].shape if layer.nodes[0] else ()
        expected = TFJS_CLASSES[layer.class_name].weights(layer.config, shape)
        got = {name: value.shape for name, value in layer.weights.items()}
        if got != expected:
            raise UnsupportedModelError(
                f"layer '{layer.name}' ({layer.class_name}): its weights are not those that "
                f"TensorFlow.js looks for; expected {expected}, got {got}. This is a mistake in "
                f"tfjs-bridge: please report it with the model."
            )
