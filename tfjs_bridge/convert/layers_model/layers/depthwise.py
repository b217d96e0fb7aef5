"""Convolutions of each channel by itself, and separable ones, which mix the channels afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.builder import ZEROS, Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Window,
    as_given,
    channels_last,
    last_shape,
    narrowed,
    own_activation,
    padded,
    widened,
)

Array = npt.NDArray[Any]


@handles(
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    note="dilation as a kernel with zeros between its values; 1D as 2D",
)
def depthwise_convolution(use: Use, config: ConfigReader) -> Tensor:
    """A convolution of each channel by itself."""
    weights = trained_weights(use, config)
    config.ignore("depth_multiplier", "kernel_size", "use_bias")
    x, first = channels_last(use, config)
    fused, rest = own_activation(use, config, fuses=not first)
    window = Window.take(config)
    x = depthwise(use, x, weights, window, last_shape(use, first), fused, role="")
    return activate(use, as_given(use, x, first), rest)


def depthwise(
    use: Use,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str = "linear",
    role: str | None = None,
) -> Tensor:
    """A DepthwiseConv2D over one or two spatial axes.

    Args:
        use: Who asks.
        x: Channels last.
        weights: `kernel`, shape (size..., channels, multiplier), and perhaps `bias`.
        window: How it moves. TensorFlow.js ignores the dilation, so the kernel is spread instead.
        shape: Of the result.
        activation: TensorFlow.js's name.
        role: As for `Use.define`.
    """
    if x.rank == 3:
        square, window = as_square(weights, window)
        rows = (shape[0], shape[1], 1, shape[2])
        wide = depthwise(use, widened(use, x), square, window, rows, activation, role)
        return narrowed(use, wide)
    kernel = use.derived(spread(weights["kernel"], window.dilation), weights["kernel"])
    x, window = padded(use, x, kernel.shape[:-2], window)
    settings = {
        "kernel_size": kernel.shape[:-2],
        "strides": window.strides,
        "padding": window.padding,
        "data_format": "channels_last",
        "depth_multiplier": kernel.shape[-1],
        "activation": activation,
        "use_bias": "bias" in weights,
        "depthwise_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }
    named = {"depthwise_kernel": kernel} | _bias(weights)
    return use.emit("DepthwiseConv2D", settings, [x], shape, named, role=role)


@handles("SeparableConv1D", "SeparableConv2D", note="1D as 2D")
def separable_convolution(use: Use, config: ConfigReader) -> Tensor:
    """A convolution of each channel by itself, and then one that mixes the channels."""
    weights: Mapping[str, Array] = use.weights
    config.ignore("filters", "depth_multiplier", "kernel_size", "use_bias")
    x, first = channels_last(use, config)
    fused, rest = own_activation(use, config, fuses=not first)
    window, shape = Window.take(config), last_shape(use, first)
    if x.rank == 3:
        weights, window = as_square(weights, window)
        rows = (shape[0], shape[1], 1, shape[2])
        x = narrowed(use, _separable(use, widened(use, x), weights, window, rows, fused))
    else:
        x = _separable(use, x, weights, window, shape, fused)
    return activate(use, as_given(use, x, first), rest)


def _separable(
    use: Use,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str,
) -> Tensor:
    kernel, dilation = weights["depthwise_kernel"], window.dilation
    if kernel.shape[-1] > 1:
        return _in_two(use, x, weights, window, shape, activation)
    if max(window.strides) > 1:
        # It computes strides or dilation, not both (depthwise_conv2d.ts).
        kernel, dilation = use.derived(spread(kernel, dilation), kernel), (1, 1)
    x, window = padded(use, x, kernel.shape[:-2], window)
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
    named |= _bias(weights)
    return use.emit("SeparableConv2D", settings, [x], shape, named, role="")


def _in_two(
    use: Use,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str,
) -> Tensor:
    """The two convolutions one after the other.

    TensorFlow.js does not save the depth multiplier of a SeparableConv2D (layers/convolutional.ts,
    `SeparableConv.getConfig`), so that the model could not be loaded again.
    """
    kernel, mixing = weights["depthwise_kernel"], weights["pointwise_kernel"]
    wide = (*shape[:-1], mixing.shape[-2])
    each = depthwise(use, x, {"kernel": kernel}, window, wide)
    settings = {
        "filters": shape[-1],
        "kernel_size": (1, 1),
        "strides": (1, 1),
        "padding": "valid",
        "data_format": "channels_last",
        "dilation_rate": (1, 1),
        "activation": activation,
        "use_bias": "bias" in weights,
        "kernel_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }
    return use.emit("Conv2D", settings, [each], shape, {"kernel": mixing} | _bias(weights), role="")


def spread(kernel: Array, dilation: tuple[int, ...]) -> Array:
    """A kernel with the zeros between its values that dilation means."""
    for axis, rate in enumerate(dilation):
        if rate > 1:
            size = list(kernel.shape)
            size[axis] = (size[axis] - 1) * rate + 1
            wide = np.zeros(size, kernel.dtype)
            wide[(slice(None),) * axis + (slice(None, None, rate),)] = kernel
            kernel = wide
    return kernel


def trained_weights(use: Use, config: ConfigReader) -> dict[str, Array]:
    """`kernel`, as it was trained, and `bias` if there is one."""
    config.require("quantization_config", (None,), "Export the model before quantizing it.")
    config.ignore("lora_rank", "lora_alpha")
    return {"kernel": use.weights["kernel"]} | _bias(use.weights)


def _bias(weights: Mapping[str, Array]) -> dict[str, Array]:
    return {"bias": weights["bias"]} if "bias" in weights else {}


def as_square(weights: Mapping[str, Array], window: Window) -> tuple[dict[str, Array], Window]:
    """Weights and moves over one spatial axis as they are over two, the second of size 1."""
    square = {
        name: value if name == "bias" else value[:, np.newaxis] for name, value in weights.items()
    }
    return square, replace(window, strides=(*window.strides, 1), dilation=(*window.dilation, 1))
