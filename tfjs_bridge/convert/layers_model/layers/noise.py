"""Layers that act while training; kept where TensorFlow.js can train with them."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles


@handles("Dropout", "SpatialDropout1D", "AlphaDropout")
def dropout(use: Use, config: ConfigReader) -> Tensor:
    """Nothing at inference."""
    config.ignore("seed", "noise_shape")
    rate = config.take("rate")
    if use.layer.config.get("noise_shape") is not None:  # TensorFlow.js cannot train with one
        return use.input
    return use.become(use.layer.class_name, {"rate": rate})


@handles("GaussianDropout")
def gaussian_dropout(use: Use, config: ConfigReader) -> Tensor:
    """Nothing at inference."""
    config.ignore("seed")
    return use.become("GaussianDropout", {"rate": config.take("rate")})


@handles("GaussianNoise")
def gaussian_noise(use: Use, config: ConfigReader) -> Tensor:
    """Nothing at inference."""
    config.ignore("seed")
    return use.become("GaussianNoise", {"stddev": config.take("stddev")})


@handles(
    "ActivityRegularization",
    "Identity",
    "SpatialDropout2D",
    "SpatialDropout3D",
    treatment="dropped",
    note="does nothing at inference",
)
def nothing(use: Use, config: ConfigReader) -> Tensor:
    """Nothing at inference, whatever its settings."""
    config.ignore(*use.layer.config)
    return use.input
