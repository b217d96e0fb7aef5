"""Spectrograms: Fourier transforms of pieces of a signal, which are convolutions."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, broadcast_affine
from tfjs_bridge.convert.layers_model.lowerings.convolutions import depthwise
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Window,
    restore_channels,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import log, sqrt
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    multiply,
    permute,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_MODES = ("log", "magnitude", "psd", "real", "imag", "stft")
# Keras's epsilon: no power, and no magnitude in a logarithm, is below it.
_LEAST = 1e-7


@handles(
    "STFTSpectrogram",
    treatment="rewritten",
    note='DepthwiseConv2D; log and magnitude by tables; mode="angle" refused; windows other than '
    "hann, hamming, blackman and boxcar need SciPy: `pip install 'tfjs-bridge[graph]'`",
)
def spectrogram(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate how much of each frequency is in each piece of a signal.

    Keras: STFTSpectrogram(mode, frame_length, frame_step, fft_length, window, padding, ...).
    TensorFlow.js: depthwiseConv2d with waves as kernel, then the magnitude or its logarithm.
    """
    mode = config.require("mode", _MODES, "Compute angles behind the model, from mode='stft'.")
    config.ignore("fft_length", "window", "periodic", "scaling")
    length, step = config.take("frame_length"), config.take("frame_step")
    window = Window((step or length // 2,), config.take("padding"), (1,))
    x, first = to_channels_last(ctx, config)
    parts = [ctx.weights[name] for name in ("real_kernel", "imag_kernel") if name in ctx.weights]
    if mode in ("real", "imag", "stft"):
        result = _transformed(ctx, x, np.concatenate(parts, axis=-1), window)
    else:
        result = _power(ctx, x, parts, window, mode)
    if not config.take("expand_dims"):
        return restore_channels(ctx, result, first)
    (channels,) = ctx.require_sizes(x.shape[2:], "the count of channels")
    apart = reshape(ctx, result, (result.shape[1], channels, (result.shape[2] or 0) // channels))
    return permute(ctx, apart, (2, 1, 3) if first else (1, 3, 2))


def _transformed(ctx: LayerContext, x: Tensor, kernel: Array, window: Window) -> Tensor:
    """Convolve each channel with the waves; shape (batch, pieces, channels * frequencies)."""
    (channels,) = ctx.require_sizes(x.shape[2:], "the count of channels")
    # Keras transforms each channel by itself with the same waves; a depthwise kernel has its own
    # for each.
    kernel = np.repeat(kernel, channels, axis=1)
    shape = (x.shape[0], _pieces(x.shape[1], len(kernel), window), channels * kernel.shape[2])
    return depthwise(ctx, x, {"kernel": kernel}, window, shape)


def _pieces(steps: int | None, length: int, window: Window) -> int | None:
    if steps is None:
        return None
    return -(-(steps if window.padding == "same" else steps - length + 1) // window.strides[0])


def _power(ctx: LayerContext, x: Tensor, parts: list[Array], window: Window, mode: str) -> Tensor:
    real, imaginary = (_transformed(ctx, x, part, window) for part in parts)
    power = add(ctx, multiply(ctx, real, real), multiply(ctx, imaginary, imaginary))
    if mode == "psd":
        # All but the first and the last frequency stand for the negative one as well.
        once = np.full(parts[0].shape[2], 2.0)
        once[[0, -1]] = 1.0
        return broadcast_affine(ctx, power, np.tile(once, x.shape[2] or 1), 0)
    magnitude = sqrt(ctx, _at_least(ctx, power))
    return magnitude if mode == "magnitude" else log(ctx, _at_least(ctx, magnitude))


def _at_least(ctx: LayerContext, x: Tensor) -> Tensor:
    # The maximum with a number, by a relu: a Maximum would need a second tensor of this shape.
    return scale(ctx, activation(ctx, scale(ctx, x, 1.0, -_LEAST), "relu"), 1.0, _LEAST)
