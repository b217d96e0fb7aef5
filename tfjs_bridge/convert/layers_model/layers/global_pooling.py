"""Pooling of all of space into one value for each channel."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.space import to_channels_last
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    known_product,
    mask_values,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Far below any other exponent, so that softmax gives a masked step exactly 0.
_NEVER = -1e9


@handles(
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "GlobalMaxPooling3D",
    "GlobalAveragePooling2D",
    "GlobalAveragePooling3D",
    note="3D as 1D; keepdims by Reshape",
)
def global_pooling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the maximum or mean of each channel.

    Keras: GlobalMaxPooling2D(data_format, keepdims=False).
    TensorFlow.js: globalMaxPooling2d({dataFormat}).
    """
    x, _ = to_channels_last(ctx, config)
    config.ignore("keepdims")  # the output's shape says it
    return reshape(ctx, _pooled(ctx, x), ctx.output.shape[1:])


@handles("GlobalAveragePooling1D", note="masked: weights from a softmax over the steps, and Dot")
def global_average_pooling_1d(ctx: LayerContext, config: ConfigReader) -> Masked:
    """Translate the mean over the steps that count.

    Keras: GlobalAveragePooling1D(data_format, keepdims=False), called with a mask or without.
    TensorFlow.js: globalAveragePooling1d(), which ignores masks; with one, dot({axes}) with
        weights.

    Where no step counts, Keras divides 0 by 0; here it is the mean of all steps.
    """
    x, _ = to_channels_last(ctx, config)
    config.ignore("keepdims")
    pooled = _pooled(ctx, x) if ctx.mask is None else _masked_mean(ctx, x, ctx.mask)
    return Masked(reshape(ctx, pooled, ctx.output.shape[1:]), None)


def _pooled(ctx: LayerContext, x: Tensor) -> Tensor:
    name = ctx.layer.class_name
    # TensorFlow.js pools one and two spatial axes globally, not three.
    if x.rank == 5:
        x, name = reshape(ctx, x, (known_product(x.shape[1:4]), x.shape[4])), name[:-2] + "1D"
    settings = {"data_format": "channels_last"} if x.rank == 4 else {}
    layer = ctx.define(name, settings, role="")
    return ctx.call_layer(layer, [x], (x.shape[0], x.shape[-1]))


def _masked_mean(ctx: LayerContext, x: Tensor, mask: Mask) -> Tensor:
    # Equal exponents for the steps that count: softmax makes 1/count of them, without a division.
    exponents = scale(ctx, mask_values(ctx, mask), -_NEVER, _NEVER)
    weights = reshape(ctx, activation(ctx, exponents, "softmax"), (1, mask.shape[1]))
    shape = (x.shape[0], 1, x.shape[-1])
    return ctx.emit("Dot", {"axes": [2, 1], "normalize": False}, [weights, x], shape)
