"""Layers that act while training: kept where TensorFlow.js can train with them, else dropped."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("Dropout", "SpatialDropout1D", "AlphaDropout")
def dropout(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Keep a layer that does nothing at inference, so that the model can be trained further.

    Keras: Dropout(rate, noise_shape=None), SpatialDropout1D(rate), AlphaDropout(rate).
    TensorFlow.js: dropout({rate}), spatialDropout1d({rate}), alphaDropout({rate}).
    """
    # A seed gives other numbers in TensorFlow.js, whose generator is not Keras's.
    config.ignore("seed", "noise_shape")
    rate = config.take("rate")
    if ctx.layer.config.get("noise_shape") is not None:  # TensorFlow.js cannot train with one
        return ctx.input
    return ctx.map_to(ctx.layer.class_name, {"rate": rate})


@handles("GaussianDropout")
def gaussian_dropout(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Keep a layer that does nothing at inference.

    Keras: GaussianDropout(rate).
    TensorFlow.js: gaussianDropout({rate}).
    """
    config.ignore("seed")
    return ctx.map_to("GaussianDropout", {"rate": config.take("rate")})


@handles("GaussianNoise")
def gaussian_noise(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Keep a layer that does nothing at inference.

    Keras: GaussianNoise(stddev).
    TensorFlow.js: gaussianNoise({stddev}).
    """
    config.ignore("seed")
    return ctx.map_to("GaussianNoise", {"stddev": config.take("stddev")})


@handles(
    "AugMix",
    "CutMix",
    "Equalization",
    "MaxNumBoundingBoxes",
    "MixUp",
    "RandAugment",
    "RandomBrightness",
    "RandomColorDegeneration",
    "RandomColorJitter",
    "RandomContrast",
    "RandomElasticTransform",
    "RandomErasing",
    "RandomFlip",
    "RandomGaussianBlur",
    "RandomGrayscale",
    "RandomHue",
    "RandomInvert",
    "RandomPerspective",
    "RandomPosterization",
    "RandomRotation",
    "RandomSaturation",
    "RandomSharpness",
    "RandomShear",
    "RandomTranslation",
    "RandomZoom",
    "Solarization",
    treatment="dropped",
    note="for training",
)
@handles(
    "ActivityRegularization",
    "Identity",
    "SpatialDropout2D",
    "SpatialDropout3D",
    treatment="dropped",
    note="does nothing at inference",
)
def nothing(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Drop a layer that does nothing at inference, whatever its settings."""
    # None of them acts at inference, so there is none to refuse.
    config.ignore(*ctx.layer.config)
    return ctx.input
