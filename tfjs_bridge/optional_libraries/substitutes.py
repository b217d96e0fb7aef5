"""What Keras's numpy backend computes with JAX and SciPy, for where they are not installed.

Each function takes what Keras gives the original, and no more; the numbers are the same but for
rounding. `NotImplemented` is what only the library itself can do.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tfjs_bridge.optional_libraries import kernels

Array = npt.NDArray[Any]

# Numbers of Python take 32 bytes each.
_AT_ONCE = 1 << 16


class ConvDimensionNumbers(NamedTuple):
    """Where the axes are: batch, channels, then the others; outputs and inputs of a kernel."""

    lhs_spec: Sequence[int]
    rhs_spec: Sequence[int]
    out_spec: Sequence[int]


def conv_general_dilated(
    lhs: Array,
    rhs: Array,
    window_strides: Sequence[int],
    padding: str,
    *,
    rhs_dilation: Sequence[int],
    dimension_numbers: ConvDimensionNumbers,
    feature_group_count: int,
) -> Array:
    """Compute `jax.lax.conv_general_dilated`."""
    x, kernel = _channels_last(lhs, dimension_numbers), _matrices_last(rhs, dimension_numbers)
    windows = kernels.windows(
        x.shape[:-1],
        (1, *kernel.shape[:-2]),
        (1, *window_strides),
        (1, *rhs_dilation),
        padding.lower(),
    )
    # Keras gives a depthwise kernel like this, each channel's outputs side by side.
    if feature_group_count == x.shape[-1] > 1:
        each = kernel.reshape(*kernel.shape[:-2], feature_group_count, -1)
        y = kernels.depthwise(x, each, windows)
    else:
        y = kernels.convolution(x, kernel, windows)
    return _as_given(y, lhs, dimension_numbers)


def conv_transpose(
    lhs: Array,
    rhs: Array,
    strides: Sequence[int],
    padding: Sequence[tuple[int, int]],
    *,
    rhs_dilation: Sequence[int],
    dimension_numbers: ConvDimensionNumbers,
    transpose_kernel: bool,
) -> Array:
    """Compute `jax.lax.conv_transpose`, with `transpose_kernel` alone."""
    if not transpose_kernel:
        raise NotImplementedError("kernels are always transposed in Keras")
    x, kernel = _channels_last(lhs, dimension_numbers), _matrices_last(rhs, dimension_numbers)
    windows = kernels.spread_windows(
        x.shape[:-1],
        (1, *kernel.shape[:-2]),
        (1, *strides),
        (1, *rhs_dilation),
        ((0, 0), *padding),
    )
    y = kernels.convolution(x, kernel.swapaxes(-1, -2), windows)
    return _as_given(y, lhs, dimension_numbers)


def reduce_window(
    operand: Array,
    init_value: float,
    computation: str,
    window_dimensions: Sequence[int],
    window_strides: Sequence[int],
    padding: str,
) -> Array:
    """Compute `jax.lax.reduce_window` of maxima or sums, which `computation` names."""
    combine = {"jax.lax.max": np.maximum, "jax.lax.add": np.add}[computation]
    given = np.asarray(operand)
    x = _widened(given)
    if x.dtype.kind in "iu" and not np.isfinite(init_value):
        init_value = np.iinfo(x.dtype).min
    windows = kernels.windows(
        x.shape, window_dimensions, window_strides, (1,) * x.ndim, padding.lower()
    )
    return kernels.pooling(x, init_value, combine, windows).astype(given.dtype)


def _channels_last(x: Any, numbers: ConvDimensionNumbers) -> Array:
    batch, channels, *others = numbers.lhs_spec
    return _widened(np.asarray(x).transpose(batch, *others, channels))


def _matrices_last(kernel: Any, numbers: ConvDimensionNumbers) -> Array:
    outputs, inputs, *others = numbers.rhs_spec
    return _widened(np.asarray(kernel).transpose(*others, inputs, outputs))


def _as_given(y: Array, given: Any, numbers: ConvDimensionNumbers) -> Array:
    batch, channels, *others = numbers.out_spec
    order = (batch, *others, channels)
    y = y.transpose([order.index(axis) for axis in range(y.ndim)])
    return np.ascontiguousarray(y, np.asarray(given).dtype)


def _widened(x: Array) -> Array:
    """Return what is summed up in: float32 for the types of 16 bits, as on JAX."""
    return x.astype(np.float32) if "float16" in x.dtype.name else x


def fft(x: tuple[Array, Array]) -> tuple[Array, Array]:
    """Compute Keras's `fft` on JAX: of the last axis, of a real and an imaginary part."""
    return _in_parts(np.fft.fft, x)


def fft2(x: tuple[Array, Array]) -> tuple[Array, Array]:
    """Compute Keras's `fft2` on JAX: the same of the last two axes."""
    return _in_parts(np.fft.fft2, x)


def _in_parts(transform: Callable[[Array], Array], x: tuple[Array, Array]) -> tuple[Array, Array]:
    real, imaginary = map(np.asarray, x)
    y = transform(real + 1j * imaginary)
    return y.real.astype(real.dtype), y.imag.astype(real.dtype)


def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Compute `scipy.special.logsumexp`."""
    x = np.asarray(x)
    axis = tuple(axis) if isinstance(axis, list) else axis
    largest = np.max(x, axis=axis, keepdims=True)
    # Infinity less infinity is not a number.
    largest = np.where(np.isfinite(largest), largest, np.zeros_like(largest))
    with np.errstate(divide="ignore"):  # of the logarithm of 0
        y = np.log(np.sum(np.exp(x - largest), axis=axis, keepdims=True)) + largest
    return y if keepdims else np.squeeze(y, axis)


def _each(function: Callable[[float], float]) -> Callable[[Any], Array]:
    """Apply a function of Python's numbers, in 64 bits as SciPy's, to each value of an array."""

    def apply(x: Any) -> Array:
        x = np.asarray(x)
        dtype = x.dtype if x.dtype in (np.float16, np.float32) else np.dtype(np.float64)
        y, values = np.empty(x.size, dtype), x.ravel()
        for start in range(0, x.size, _AT_ONCE):
            part = values[start : start + _AT_ONCE].astype(np.float64).tolist()
            y[start : start + _AT_ONCE] = list(map(function, part))
        return y.reshape(x.shape)

    return apply


def _erfinv(x: float) -> float:
    if not abs(x) < 1:
        return math.copysign(math.inf, x) if abs(x) == 1 else math.nan
    if abs(x) < 1e-4:  # two terms of its series; the next one is 1e-17 of it
        return math.sqrt(math.pi) / 2 * (x + math.pi / 12 * x**3)
    # Of the smaller tail, which keeps its digits where `x` is almost 1.
    return math.copysign(NormalDist().inv_cdf((1 - abs(x)) / 2) / math.sqrt(2), x)


# Weights of the cosines that a window is a sum of.
_WINDOWS: Mapping[str, Sequence[float]] = {
    "blackman": (0.42, 0.5, 0.08),
    "boxcar": (1.0,),
    "hamming": (0.54, 0.46),
    "hann": (0.5, 0.5),
}


def get_window(window: Any, Nx: int, fftbins: bool = True) -> Any:  # noqa: N803 (SciPy's name)
    """Compute `scipy.signal.get_window`; of other windows than the usual ones SciPy knows more."""
    if not isinstance(window, str) or window not in _WINDOWS:
        return NotImplemented
    if Nx <= 1:
        return np.ones(Nx)
    # A periodic window is a symmetric one without its last value.
    turns = np.linspace(-np.pi, np.pi, Nx + fftbins)[:Nx]
    y = np.zeros(Nx)
    for order, weight in enumerate(_WINDOWS[window]):
        y += weight * np.cos(order * turns)
    return y


SUBSTITUTES: Mapping[str, Callable[..., Any]] = {
    "jax.lax.ConvDimensionNumbers": ConvDimensionNumbers,
    "jax.lax.conv_general_dilated": conv_general_dilated,
    "jax.lax.conv_transpose": conv_transpose,
    "jax.lax.reduce_window": reduce_window,
    "keras.src.backend.jax.math.fft": fft,
    "keras.src.backend.jax.math.fft2": fft2,
    "scipy.signal.get_window": get_window,
    "scipy.special.erf": _each(math.erf),
    "scipy.special.erfc": _each(math.erfc),
    "scipy.special.erfinv": _each(_erfinv),
    "scipy.special.logsumexp": logsumexp,
}
