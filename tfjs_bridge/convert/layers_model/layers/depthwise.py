"""Convolutions of each channel by itself, and separable ones, which mix the channels afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.convolutions import (
    add_kernel_axis,
    bias_of,
    convolve,
    depthwise,
    dilate_kernel,
    take_weights,
)
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Window,
    add_width_axis,
    channels_last_shape,
    drop_width_axis,
    pad_explicitly,
    restore_channels,
    take_activation,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.primitives import Array
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor


@handles(
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    note="dilation as a kernel with zeros between its values; 1D as 2D",
)
def depthwise_convolution(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a convolution of each channel by itself.

    Keras: DepthwiseConv2D(kernel_size, strides, padding, depth_multiplier, dilation_rate, ...).
    TensorFlow.js: depthwiseConv2d({kernelSize, strides, padding, depthMultiplier, ...}).
    """
    weights = take_weights(ctx, config)
    config.ignore("depth_multiplier", "kernel_size", "use_bias")
    x, first = to_channels_last(ctx, config)
    fused, rest = take_activation(ctx, config, fuses=not first)
    window = Window.take(config)
    x = depthwise(ctx, x, weights, window, channels_last_shape(ctx, first), fused, role="")
    return activate(ctx, restore_channels(ctx, x, first), rest)


@handles("SeparableConv1D", "SeparableConv2D", note="1D as 2D")
def separable_convolution(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a convolution of each channel, and one that mixes the channels.

    Keras: SeparableConv2D(filters, kernel_size, strides, padding, dilation_rate, depth_multiplier,
        ...).
    TensorFlow.js: separableConv2d({filters, kernelSize, ...}), or depthwiseConv2d and conv2d.
    """
    weights: Mapping[str, Array] = ctx.weights
    config.ignore("filters", "depth_multiplier", "kernel_size", "use_bias")
    x, first = to_channels_last(ctx, config)
    fused, rest = take_activation(ctx, config, fuses=not first)
    window, shape = Window.take(config), channels_last_shape(ctx, first)
    # SeparableConv1D is not implemented (layers/convolutional.ts, `call`).
    if x.rank == 3:
        weights, window = add_kernel_axis(weights, window)
        rows = (shape[0], shape[1], 1, shape[2])
        x = drop_width_axis(
            ctx, _separable(ctx, add_width_axis(ctx, x), weights, window, rows, fused)
        )
    else:
        x = _separable(ctx, x, weights, window, shape, fused)
    return activate(ctx, restore_channels(ctx, x, first), rest)


def _separable(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str,
) -> Tensor:
    kernel, dilation = weights["depthwise_kernel"], window.dilation
    # A multiplier of 1 is what the loader assumes where none is saved.
    if kernel.shape[-1] > 1:
        return _in_two(ctx, x, weights, window, shape, activation)
    if max(window.strides) > 1:
        # It computes strides or dilation, not both (depthwise_conv2d.ts).
        kernel, dilation = ctx.mark_derived(dilate_kernel(kernel, dilation), kernel), (1, 1)
    x, window = pad_explicitly(ctx, x, kernel.shape[:-2], window)
    # No `kernel_*` among them: SeparableConv throws if it finds one (layers/convolutional.ts, the
    # constructor).
    settings = {
        "filters": shape[-1],
        "kernel_size": kernel.shape[:-2],
        "strides": window.strides,
        "padding": window.padding,
        "data_format": "channels_last",
        "dilation_rate": dilation,
        "depth_multiplier": kernel.shape[-1],
        "activation": activation,
        "use_bias": "bias" in weights,
        "depthwise_initializer": ZEROS,
        "pointwise_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }
    named = {"depthwise_kernel": kernel, "pointwise_kernel": weights["pointwise_kernel"]}
    named |= bias_of(weights)
    return ctx.emit("SeparableConv2D", settings, [x], shape, named, role="")


def _in_two(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str,
) -> Tensor:
    """Compute the two convolutions one after the other.

    TensorFlow.js does not save the depth multiplier of a SeparableConv2D (layers/convolutional.ts,
    `SeparableConv.getConfig`), so that the model could not be loaded again.
    """
    kernel, mixing = weights["depthwise_kernel"], weights["pointwise_kernel"]
    wide = (*shape[:-1], mixing.shape[-2])
    each = depthwise(ctx, x, {"kernel": kernel}, window, wide)
    one = Window((1, 1), "valid", (1, 1))
    weights = {"kernel": mixing} | bias_of(weights)
    return convolve(ctx, each, weights, one, shape, activation, role="")
