"""Convolutions of TensorFlow.js, and kernels in the form that they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.checks.calls import require_unquantized
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Window,
    add_width_axis,
    drop_width_axis,
    pad_explicitly,
)
from tfjs_bridge.convert.layers_model.primitives import Array, depthwise_config
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor


def take_weights(ctx: LayerContext, config: ConfigReader) -> dict[str, Array]:
    """Return `kernel`, as it was trained, and `bias` if there is one."""
    require_unquantized(config)
    return {"kernel": ctx.weights["kernel"]} | bias_of(ctx.weights)


def bias_of(weights: Mapping[str, Array]) -> dict[str, Array]:
    """Return `bias` alone, if there is one."""
    return {"bias": weights["bias"]} if "bias" in weights else {}


def convolve(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str = "linear",
    role: str | None = None,
) -> Tensor:
    """Emit a convolution over as many spatial axes as `x` has; `shape` is the result's."""
    x, window = pad_explicitly(ctx, x, weights["kernel"].shape[:-2], window)
    settings = kernel_config(weights, window, activation)
    return ctx.emit(f"Conv{x.rank - 2}D", settings, [x], shape, weights, role=role)


def kernel_config(
    weights: Mapping[str, Array], window: Window, activation: str, filters: int | None = None
) -> dict[str, Any]:
    """Make the settings of a convolution; without `filters` the kernel's last size."""
    kernel = weights["kernel"]
    return {
        # A transposed kernel has its filters in the last axis but one.
        "filters": filters or kernel.shape[-1],
        "kernel_size": kernel.shape[:-2],
        "strides": window.strides,
        "padding": window.padding,
        "data_format": "channels_last",
        "dilation_rate": window.dilation,
        "activation": activation,
        "use_bias": "bias" in weights,
        "kernel_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }


def depthwise(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    shape: Shape,
    activation: str = "linear",
    role: str | None = None,
) -> Tensor:
    """Emit a DepthwiseConv2D over one or two spatial axes.

    Args:
        ctx: Of the layer that this is for.
        x: Channels last.
        weights: `kernel`, shape (size..., channels, multiplier), and perhaps `bias`.
        window: How it moves. TensorFlow.js ignores the dilation, so the kernel is spread instead.
        shape: Of the result.
        activation: TensorFlow.js's name.
        role: As for `LayerContext.define`.
    """
    # TensorFlow.js has no DepthwiseConv1D.
    if x.rank == 3:
        square, window = add_kernel_axis(weights, window)
        rows = (shape[0], shape[1], 1, shape[2])
        wide = depthwise(ctx, add_width_axis(ctx, x), square, window, rows, activation, role)
        return drop_width_axis(ctx, wide)
    # TensorFlow.js's layer leaves dilation out (layers/convolutional_depthwise.ts, a TODO there).
    kernel = ctx.mark_derived(dilate_kernel(weights["kernel"], window.dilation), weights["kernel"])
    x, window = pad_explicitly(ctx, x, kernel.shape[:-2], window)
    settings = depthwise_config(
        kernel, "bias" in weights, activation, window.strides, window.padding
    )
    named = {"depthwise_kernel": kernel} | bias_of(weights)
    return ctx.emit("DepthwiseConv2D", settings, [x], shape, named, role=role)


def dilate_kernel(kernel: Array, dilation: tuple[int, ...]) -> Array:
    """Put the zeros between a kernel's values that dilation stands for."""
    for axis, rate in enumerate(dilation):
        if rate > 1:
            size = list(kernel.shape)
            size[axis] = (size[axis] - 1) * rate + 1
            wide = np.zeros(size, kernel.dtype)
            wide[(slice(None),) * axis + (slice(None, None, rate),)] = kernel
            kernel = wide
    return kernel


def add_kernel_axis(
    weights: Mapping[str, Array], window: Window
) -> tuple[dict[str, Array], Window]:
    """Return weights and window over one spatial axis as over two, the second of size 1."""
    square = {
        name: value if name == "bias" else value[:, np.newaxis] for name, value in weights.items()
    }
    return square, replace(window, strides=(*window.strides, 1), dilation=(*window.dilation, 1))
