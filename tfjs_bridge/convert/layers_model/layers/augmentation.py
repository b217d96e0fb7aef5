"""Layers that change pictures at random while training, and do nothing afterwards."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles


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
def augmentation(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Drop a layer that does nothing at inference, whatever its settings."""
    config.ignore(*ctx.layer.config)
    return ctx.input


@handles("Pipeline", treatment="rewritten", note="its layers, one after another")
def pipeline(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate several layers in a row.

    Keras: Pipeline(layers).
    TensorFlow.js: each of the layers.
    """
    config.ignore("layers")
    x = ctx.input
    for role in ctx.layer.children:
        x = ctx.call_child(role, x)
    return x
