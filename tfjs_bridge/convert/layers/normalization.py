"""Normalization with stored statistics."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer
from tfjs_bridge.convert.handlers import ZEROS, TfjsLayer, handles
from tfjs_bridge.errors import UnsupportedModelError


@handles("BatchNormalization")
def batch_normalization(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """Normalization by the moving mean and variance, over the last axis of at most four."""
    axis, epsilon = config.take("axis"), config.take("epsilon")
    for call in layer.calls:
        rank = len(call.input_shapes[0])
        if rank > 4 or axis not in (-1, rank - 1):
            raise UnsupportedModelError(
                f"{layer.label}: TensorFlow.js normalizes the last of at most 4 axes; expected "
                f"axis=-1, got axis={axis} of {rank}. Put the channels last."
            )
    if epsilon <= 0:
        # The webgl kernel divides by zero (NaN) where a channel's variance is 0.
        raise UnsupportedModelError(
            f"{layer.label}: expected epsilon above 0, got {epsilon}. Train with epsilon=1e-3."
        )
    config.require("renorm", (False,), "Train with renorm=False.")
    config.ignore("synchronized", "renorm_clipping", "renorm_momentum")
    config.ignore("beta_initializer", "gamma_initializer", "beta_regularizer", "gamma_regularizer")
    config.ignore("beta_constraint", "gamma_constraint")
    config.ignore("moving_mean_initializer", "moving_variance_initializer")
    return TfjsLayer(
        "BatchNormalization",
        {
            "axis": -1,
            "momentum": config.take("momentum"),
            "epsilon": epsilon,
            "center": config.take("center"),
            "scale": config.take("scale"),
            "beta_initializer": ZEROS,
            "gamma_initializer": ZEROS,
            "moving_mean_initializer": ZEROS,
            "moving_variance_initializer": ZEROS,
        },
        dict(layer.weights),
    )
