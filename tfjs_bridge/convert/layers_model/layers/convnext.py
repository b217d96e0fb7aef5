"""The layer that Keras's ConvNeXt models define."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.primitives import affine, as_float
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles(
    "LayerScale",
    treatment="rewritten",
    note="a depthwise convolution of size 1; of keras.applications",
)
def layer_scale(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a learned factor for each channel.

    Keras: LayerScale(init_values, projection_dim), of keras.applications.convnext.
    TensorFlow.js: depthwiseConv2d({kernelSize: 1}).
    """
    config.ignore("init_values", "projection_dim")
    (factor,) = ctx.weights.values()  # Keras gives it no name
    return affine(ctx, as_float(ctx, ctx.input), factor, np.zeros_like(factor))
