"""Convolutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.convolutions import (
    convolve,
    depthwise,
    take_weights,
)
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Window,
    channels_last_shape,
    pad_space,
    restore_channels,
    take_activation,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.primitives import Array, concatenate, crop
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Kernels of grouped convolutions are filled up with zeros as long as they stay below this.
_FILLED_BYTES = 4 * 2**20


@handles(
    "Conv1D",
    "Conv2D",
    "Conv3D",
    note="groups as DepthwiseConv2D or a kernel filled up with zeros; causal as ZeroPadding2D",
)
def convolution(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a convolution over one to three spatial axes.

    Keras: Conv2D(filters, kernel_size, strides, padding, dilation_rate, groups, activation,
        use_bias).
    TensorFlow.js: conv2d({filters, kernelSize, strides, padding, dilationRate, activation,
        useBias}).
    """
    weights, groups = take_weights(ctx, config), config.take("groups")
    config.ignore("filters", "kernel_size", "use_bias")
    x, first = to_channels_last(ctx, config)
    window = Window.take(config, "causal")
    fused, rest = take_activation(ctx, config, fuses=groups == 1 and not first)
    # It throws in TensorFlow.js (layers/convolutional.ts, `conv1dWithBias`).
    if window.padding == "causal":
        x = pad_space(ctx, x, [((len(weights["kernel"]) - 1) * window.dilation[0], 0)])
        window = replace(window, padding="valid")
    shape = channels_last_shape(ctx, first)
    # TensorFlow.js ignores `groups`, and looks for a kernel over all channels.
    if groups == 1:
        x = convolve(ctx, x, weights, window, shape, fused, role="")
    elif weights["kernel"].shape[-2] == 1 and x.rank < 5:
        # One input channel a group: exactly what a depthwise kernel is.
        *size, _, filters = weights["kernel"].shape
        kernel = weights["kernel"].reshape(*size, groups, filters // groups)
        x = depthwise(ctx, x, {**weights, "kernel": kernel}, window, shape)
    else:
        x = _grouped(ctx, x, weights, window, shape, groups)
    return activate(ctx, restore_channels(ctx, x, first), rest)


def _grouped(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    groups: int,
) -> Tensor:
    """Convolve groups of channels by themselves, in as few convolutions as size allows."""
    kernel = weights["kernel"]
    count = _part_count(kernel.nbytes, groups)
    inputs, filters = groups * kernel.shape[-2] // count, kernel.shape[-1] // count
    parts = []
    for part in range(count):
        own = {name: value[..., part * filters :][..., :filters] for name, value in weights.items()}
        own["kernel"] = ctx.mark_derived(_filled(own["kernel"], groups // count), kernel)
        piece = crop(ctx, x, x.rank - 1, part * inputs, (part + 1) * inputs)
        parts.append(convolve(ctx, piece, own, window, (*shape[:-1], filters)))
    return concatenate(ctx, parts)


def _part_count(kernel_bytes: int, groups: int) -> int:
    """Return the least divisor of `groups` that keeps the filled kernels small, or `groups`."""
    divisors = (count for count in range(1, groups) if groups % count == 0)
    fitting = (count for count in divisors if kernel_bytes * groups // count <= _FILLED_BYTES)
    return next(fitting, groups)


def _filled(kernel: Array, groups: int) -> Array:
    """Return a kernel over all inputs, with zeros where a group must not see another's."""
    *size, inputs, filters = kernel.shape
    whole = np.zeros((*size, groups, inputs, groups, filters // groups), kernel.dtype)
    for group, own in enumerate(np.split(kernel, groups, axis=-1)):
        whole[..., group, :, group, :] = own
    return whole.reshape(*size, groups * inputs, filters)
