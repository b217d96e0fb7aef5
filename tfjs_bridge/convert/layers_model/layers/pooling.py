"""Pooling by windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Sides,
    channels_last_shape,
    restore_channels,
    to_channels_last,
    two_axes_at_a_time,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D")
def pooling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the maximum or mean of each window.

    Keras: MaxPooling2D(pool_size, strides, padding, data_format).
    TensorFlow.js: maxPooling2d({poolSize, strides, padding}).
    """
    x, first = to_channels_last(ctx, config)
    settings = {
        "pool_size": config.take("pool_size"),
        "strides": config.take("strides"),
        "padding": config.require("padding", ("valid", "same"), "Use one of these."),
        "data_format": "channels_last",
    }
    # TensorFlow.js's 1-D layers ignore `data_format`; here channels are last in any case.
    layer = ctx.define(ctx.layer.class_name, settings, role="")
    return restore_channels(ctx, ctx.call_layer(layer, [x], channels_last_shape(ctx, first)), first)


@handles(
    "MaxPooling3D",
    "AveragePooling3D",
    treatment="rewritten",
    note="2D pooling of depth and height, then of width; at most one of the sizes may be unknown",
)
def pooling_3d(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate pooling over depth, height and width.

    Keras: MaxPooling3D(pool_size, strides, padding, data_format).
    TensorFlow.js: maxPooling2d over depth and height, then over width.

    TensorFlow.js's own start from 0 on wasm (MaxPooling3D), so that negative values are lost, and
    crop where a stride is larger than the window ("same").
    """
    x, first = to_channels_last(ctx, config)
    padding = config.require("padding", ("valid", "same"), "Use one of these.")
    windows = list(zip(config.take("pool_size"), config.take("strides"), strict=True))
    name = ctx.layer.class_name.replace("3D", "2D")
    return restore_channels(
        ctx, two_axes_at_a_time(ctx, x, windows, (1, 1), partial(_pool2, name, padding)), first
    )


def _pool2(
    name: str, padding: str, ctx: LayerContext, x: Tensor, windows: Sequence[Sides]
) -> Tensor:
    """Pool two axes, for each of which a window has a size and a stride."""
    settings = {
        "pool_size": [size for size, _ in windows],
        "strides": [stride for _, stride in windows],
        "padding": padding,
        "data_format": "channels_last",
    }
    # Rounded up for both paddings, which is TensorFlow's rule.
    sizes = [
        None if count is None else -(-(count if padding == "same" else count - size + 1) // stride)
        for count, (size, stride) in zip(x.shape[1:3], windows, strict=True)
    ]
    return ctx.emit(name, settings, [x], (x.shape[0], *sizes, x.shape[3]))
