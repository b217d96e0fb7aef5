"""Spectrograms: Fourier transforms of pieces of a signal, which are convolutions."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.layers.depthwise import depthwise
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, affine_by
from tfjs_bridge.convert.layers_model.lowerings.space import Window, as_given, channels_last
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import logarithm, root
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    multiply,
    permute,
    reshape,
    scale,
)

_MODES = ("log", "magnitude", "psd", "real", "imag", "stft")
# Keras's epsilon: no power, and no magnitude in a logarithm, is below it.
_LEAST = 1e-7


@handles(
    "STFTSpectrogram",
    treatment="rewritten",
    note='DepthwiseConv2D; log and magnitude by tables; mode="angle" refused',
)
def spectrogram(use: Use, config: ConfigReader) -> Tensor:
    """How much of each frequency is in each piece of a signal."""
    mode = config.require("mode", _MODES, "Compute angles behind the model, from mode='stft'.")
    config.ignore("fft_length", "window", "periodic", "scaling")
    length, step = config.take("frame_length"), config.take("frame_step")
    window = Window((step or length // 2,), config.take("padding"), (1,))
    x, first = channels_last(use, config)
    parts = [use.weights[name] for name in ("real_kernel", "imag_kernel") if name in use.weights]
    if mode in ("real", "imag", "stft"):
        result = _transformed(use, x, np.concatenate(parts, axis=-1), window)
    else:
        result = _power(use, x, parts, window, mode)
    if not config.take("expand_dims"):
        return as_given(use, result, first)
    (channels,) = use.require_sizes(x.shape[2:], "the count of channels")
    apart = reshape(use, result, (result.shape[1], channels, (result.shape[2] or 0) // channels))
    return permute(use, apart, (2, 1, 3) if first else (1, 3, 2))


def _transformed(use: Use, x: Tensor, kernel: Array, window: Window) -> Tensor:
    """Each channel times the waves; shape (batch, pieces, channels * frequencies)."""
    (channels,) = use.require_sizes(x.shape[2:], "the count of channels")
    kernel = np.repeat(kernel, channels, axis=1)
    shape = (x.shape[0], _pieces(x.shape[1], len(kernel), window), channels * kernel.shape[2])
    return depthwise(use, x, {"kernel": kernel}, window, shape)


def _pieces(steps: int | None, length: int, window: Window) -> int | None:
    if steps is None:
        return None
    return -(-(steps if window.padding == "same" else steps - length + 1) // window.strides[0])


def _power(use: Use, x: Tensor, parts: list[Array], window: Window, mode: str) -> Tensor:
    real, imaginary = (_transformed(use, x, part, window) for part in parts)
    power = add(use, multiply(use, real, real), multiply(use, imaginary, imaginary))
    if mode == "psd":
        # All but the first and the last frequency stand for the negative one as well.
        once = np.full(parts[0].shape[2], 2.0)
        once[[0, -1]] = 1.0
        return affine_by(use, power, np.tile(once, x.shape[2] or 1), 0)
    magnitude = root(use, _at_least(use, power))
    return magnitude if mode == "magnitude" else logarithm(use, _at_least(use, magnitude))


def _at_least(use: Use, x: Tensor) -> Tensor:
    return scale(use, activation(use, scale(use, x, 1.0, -_LEAST), "relu"), 1.0, _LEAST)
