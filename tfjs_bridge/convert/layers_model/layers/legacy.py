"""Layers that Keras 2 had and Keras 3 does not have; only files of Keras 2 hold them."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles, refuses
from tfjs_bridge.convert.layers_model.primitives import as_float
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("ThresholdedReLU", note="from .h5 files of Keras 2")
def thresholded_relu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate Keras 2's ReLU with a threshold.

    Keras: ThresholdedReLU(theta=1.0).
    TensorFlow.js: thresholdedReLU({theta}).
    """
    x = as_float(ctx, ctx.input)
    layer = ctx.define("ThresholdedReLU", {"theta": float(config.take("theta"))}, role="")
    return ctx.call_layer(layer, [x], ctx.output.shape)


refuses(
    "CuDNNLSTM",
    "CuDNNGRU",
    reason="stores its weights in the layout of a GPU library",
    remedy="Build the model with LSTM, or with GRU(reset_after=True), call its load_weights with "
    "this file, and save it.",
)
