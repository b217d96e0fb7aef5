"""Transposed convolutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.convolutions import (
    add_kernel_axis,
    convolve,
    dilate_kernel,
    kernel_config,
    take_weights,
)
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Sides,
    Window,
    add_width_axis,
    channels_last_shape,
    crop_space,
    drop_width_axis,
    pad_space,
    restore_channels,
    take_activation,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.primitives import known_product, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Array = npt.NDArray[Any]
Extra = Sequence[int] | None


@handles(
    "Conv1DTranspose",
    "Conv2DTranspose",
    note="1D as 2D; output_padding by padding and cropping, dilation by a spread kernel",
)
def transposed_convolution(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a transposed convolution: each value adds a multiple of the kernel.

    Keras: Conv2DTranspose(filters, kernel_size, strides, padding, output_padding, dilation_rate,
        ...).
    TensorFlow.js: conv2dTranspose({filters, kernelSize, strides, padding, ...}); ignores the other
        two.
    """
    weights, window, extra = _settings(ctx, config)
    x, first = to_channels_last(ctx, config)
    fused, rest = take_activation(ctx, config, fuses=not first)
    shape = channels_last_shape(ctx, first)
    if x.rank == 4:
        x = _transposed(ctx, x, weights, window, extra, shape, fused)
        return activate(ctx, restore_channels(ctx, x, first), rest)
    weights, window = add_kernel_axis(weights, window)
    extra = None if extra is None else (*extra, 0)
    rows = (shape[0], shape[1], 1, shape[2])
    x = drop_width_axis(
        ctx, _transposed(ctx, add_width_axis(ctx, x), weights, window, extra, rows, fused)
    )
    return activate(ctx, restore_channels(ctx, x, first), rest)


def _transposed(
    ctx: LayerContext,
    x: Tensor,
    weights: Mapping[str, Array],
    window: Window,
    extra: Extra,
    shape: Shape,
    activation: str,
) -> Tensor:
    size = weights["kernel"].shape[:2]
    # Here TensorFlow.js's own padding is Keras's.
    if window.padding == "same" and extra is None:
        settings = kernel_config(weights, window, activation, shape[-1])
        return ctx.emit("Conv2DTranspose", settings, [x], shape, weights, role="")
    # Without padding it gives all that the kernel reaches: this much more than Keras on each side.
    surplus = [
        (reach - 1 - left, max(reach, stride) - 1 - right)
        for reach, stride, (left, right) in zip(
            size, window.strides, _margins(size, window, extra), strict=True
        )
    ]
    # What is missing comes from zeros behind the input; each of them gives as much as a stride.
    behind = [max(0, -end) for _, end in surplus]
    zeros = [-(-count // stride) for count, stride in zip(behind, window.strides, strict=True)]
    x = pad_space(ctx, x, [(0, count) for count in zeros])
    surplus = [
        (start, end + count * stride)
        for (start, end), count, stride in zip(surplus, zeros, window.strides, strict=True)
    ]
    settings = kernel_config(weights, replace(window, padding="valid"), activation, shape[-1])
    sizes = [
        None if size is None else size + sum(sides)
        for size, sides in zip(shape[1:3], surplus, strict=True)
    ]
    whole = (shape[0], *sizes, shape[3])
    return crop_space(
        ctx, ctx.emit("Conv2DTranspose", settings, [x], whole, weights, role=""), surplus
    )


@handles(
    "Conv3DTranspose",
    treatment="rewritten",
    note="Conv3D over an input with zeros in between; TensorFlow.js's own is wrong on wasm",
)
def transposed_convolution_3d(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a transposed convolution over depth, height and width.

    Keras: Conv3DTranspose(filters, kernel_size, strides, padding, output_padding, ...).
    TensorFlow.js: conv3d of the input with zeros in between; its conv3dTranspose is wrong on wasm.
    """
    weights, window, extra = _settings(ctx, config)
    x, first = to_channels_last(ctx, config)
    fused, rest = take_activation(ctx, config, fuses=not first)
    kernel = weights["kernel"]
    margins = [
        (left, right - (stride - 1))  # that many zeros are there behind the last value already
        for stride, (left, right) in zip(
            window.strides, _margins(kernel.shape[:3], window, extra), strict=True
        )
    ]
    # A transposed convolution is a plain one, with the kernel turned round, over the input with
    # zeros in between.
    for axis, stride in enumerate(window.strides, start=1):
        x = _stretched(ctx, x, axis, stride)
    x = pad_space(ctx, x, [(left, max(right, 0)) for left, right in margins])
    x = crop_space(ctx, x, [(0, max(-right, 0)) for _, right in margins])
    turned = np.ascontiguousarray(np.flip(kernel, (0, 1, 2)).swapaxes(-1, -2))
    weights["kernel"] = ctx.mark_derived(turned, kernel)
    one = Window((1, 1, 1), "valid", (1, 1, 1))
    x = convolve(ctx, x, weights, one, channels_last_shape(ctx, first), fused, role="")
    return activate(ctx, restore_channels(ctx, x, first), rest)


def _settings(ctx: LayerContext, config: ConfigReader) -> tuple[dict[str, Array], Window, Extra]:
    """Return the weights, with a dilated kernel, the window, and `output_padding`."""
    weights, window = take_weights(ctx, config), Window.take(config)
    config.ignore("filters", "kernel_size", "use_bias")
    weights["kernel"] = ctx.mark_derived(
        dilate_kernel(weights["kernel"], window.dilation), weights["kernel"]
    )
    undilated = replace(window, dilation=(1,) * len(window.strides))
    return weights, undilated, config.take("output_padding")


def _margins(size: Sequence[int], window: Window, extra: Extra) -> list[Sides]:
    """Return how many zeros Keras puts around each axis before the kernel moves over it.

    The values of the input have stride - 1 zeros between them then.
    Source: keras/src/backend/common/backend_utils.py, for JAX; it follows TensorFlow.
    """
    margins = []
    for axis, (reach, stride) in enumerate(zip(size, window.strides, strict=True)):
        more = None if extra is None else extra[axis]
        if window.padding == "valid":
            more = max(stride - reach, 0) if more is None else more
            margins.append((reach - 1, reach - 1 + more))
            continue
        total = reach - 2 + (stride if more is None else reach % 2 + more)
        left = min((total + 1) // 2, reach - 1)
        margins.append((left, total - left))
    return margins


def _stretched(ctx: LayerContext, x: Tensor, axis: int, stride: int) -> Tensor:
    """Put stride - 1 zeros behind each value along an axis."""
    if stride == 1:
        return x
    before, after = known_product(x.shape[1 : axis + 1]), known_product(x.shape[axis + 1 :])
    size = x.shape[axis]
    flat = pad_space(ctx, reshape(ctx, x, (before, 1, after)), [(0, 0), (0, stride - 1)])
    longer = None if size is None else size * stride
    return reshape(ctx, flat, (*x.shape[1:axis], longer, *x.shape[axis + 1 :]))
