"""Keras's numpy backend in less memory and time: the same results but for rounding.

There Keras leaves convolution and pooling to JAX, which compiles them for each shape: for
MobileNetV2 and one picture that takes seconds, and six times the memory of the weights. Here the
places of a kernel are gone through one by one, and arrays are copied where they must be. Large
convolutions are left to JAX where it is installed: it is ten times faster there, compilation (0.05
to 0.2 s) aside. Keras has no public switch for any of it, so its functions are replaced for a
while.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.optional_libraries import kernels
from tfjs_bridge.optional_libraries.installed import is_installed
from tfjs_bridge.optional_libraries.kernels import Windows

Array = npt.NDArray[np.float32]

# Values that are read and added to, over all places of a kernel; so many take about 0.05 s here.
_LARGE_CONVOLUTION = 5_000_000


@contextmanager
def without_initial_values() -> Iterator[None]:
    """Let zeros take no memory within a block: weights that are read from a file later."""
    if _backend().backend() != "numpy":
        yield
        return
    from keras.src.backend.numpy.core import Variable
    from keras.src.initializers.constant_initializers import Zeros

    usual = Variable._initialize_with_initializer

    def initialize(self: Any, initializer: Any) -> None:
        if isinstance(initializer, Zeros) and self._dtype == "float32":
            self._value = np.broadcast_to(np.float32(0), self._shape)
        else:
            usual(self, initializer)

    Variable._initialize_with_initializer = initialize
    try:
        yield
    finally:
        del Variable._initialize_with_initializer  # the base class has the usual one


@contextmanager
def patched_operations() -> Iterator[None]:
    """Let Keras's numpy backend use the functions below within a block.

    Other types than float32, and errors, are left to Keras.
    """
    if _backend().backend() != "numpy":
        yield
        return
    from keras.src.activations.activations import ReLU
    from keras.src.backend.numpy import core, nn

    replaced = (
        (nn, "conv", partial(_convolution_in_place_of, ours=kernels.convolution)),
        (nn, "depthwise_conv", partial(_convolution_in_place_of, ours=kernels.depthwise)),
        (nn, "_pool", _pooling_in_place_of),
        (nn, "batch_normalization", _normalizing_in_place_of),
        (ReLU, "static_call", _rectifying_in_place_of),
        (nn, "convert_to_tensor", _without_copy),
        (core, "cast", _without_copy),
        *(() if is_installed("jax") else ((nn, "one_hot", _encoding_in_place_of),)),
    )
    # What another version of Keras does not have any more is left out; tests tell.
    saved = [
        (holder, name, vars(holder)[name]) for holder, name, _ in replaced if hasattr(holder, name)
    ]
    for holder, name, in_place_of in replaced:
        if hasattr(holder, name):
            setattr(holder, name, in_place_of(vars(holder)[name]))
    try:
        yield
    finally:
        for holder, name, function in saved:
            setattr(holder, name, function)


def _backend() -> Any:
    from keras.src import backend

    return backend


def _convolution_in_place_of(
    keras_function: Callable[..., Any], ours: Callable[[Array, Array, Windows], Array]
) -> Callable[..., Any]:
    backend = _backend()
    as_array = _without_copy(backend.convert_to_tensor)

    def function(
        inputs: Any,
        kernel: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = 1,
    ) -> Any:
        x, weights = as_array(inputs), as_array(kernel)
        channels_first = backend.standardize_data_format(data_format) == "channels_first"
        x = np.moveaxis(x, 1, -1) if channels_first else x
        axes = x.ndim - 2
        windows = kernels.windows(
            x.shape[:-1],
            (1, *weights.shape[:-2]),
            (1, *_each(strides, axes)),
            (1, *_each(dilation_rate, axes)),
            padding,
        )
        # What is unusual, or wrong, is Keras's to compute or to complain of.
        fits = x.dtype == weights.dtype == np.float32 and x.shape[-1] % weights.shape[-2] == 0
        is_large = ours is kernels.convolution and _work(windows, weights) > _LARGE_CONVOLUTION
        is_jaxs = is_large and is_installed("jax")
        if not fits or is_jaxs or 0 in (*x.shape, *windows.sizes):
            return keras_function(inputs, kernel, strides, padding, data_format, dilation_rate)
        y = ours(x, weights, windows)
        return np.moveaxis(y, -1, 1) if channels_first else y

    return function


def _work(windows: Windows, kernel: Array) -> int:
    given, taken = kernel.shape[-2:]
    return math.prod(windows.sizes) * len(windows.places) * int(given + taken)


def _each(value: int | Sequence[int], axes: int) -> tuple[int, ...]:
    return (value,) * axes if isinstance(value, int) else tuple(value)


def _pooling_in_place_of(keras_function: Callable[..., Any]) -> Callable[..., Any]:
    from keras.src.backend.numpy.nn import lax

    def function(
        inputs: Any, initial: Any, reduce: Any, sizes: Any, strides: Any, padding: str
    ) -> Any:
        x = np.asarray(inputs)
        combine = {lax.max: np.maximum, lax.add: np.add}.get(reduce)
        windows = kernels.windows(x.shape, sizes, strides, (1,) * x.ndim, padding)
        if combine is None or x.dtype != np.float32 or 0 in (*x.shape, *windows.sizes):
            return keras_function(inputs, initial, reduce, sizes, strides, padding)
        return kernels.pooling(x, initial, combine, windows)

    return function


def _normalizing_in_place_of(keras_function: Callable[..., Any]) -> Callable[..., Any]:
    def function(
        x: Any,
        mean: Any,
        variance: Any,
        axis: int,
        offset: Any = None,
        scale: Any = None,
        epsilon: float = 1e-3,
    ) -> Any:
        if any(
            value is not None and np.asarray(value).dtype != np.float32
            for value in (x, mean, variance, offset, scale)
        ):
            return keras_function(x, mean, variance, axis, offset, scale, epsilon)
        shape = [1] * x.ndim
        shape[axis] = -1
        factor = 1 / np.sqrt(variance + np.float32(epsilon))
        factor = factor if scale is None else factor * scale
        constant = -mean * factor if offset is None else offset - mean * factor
        y = x * factor.reshape(shape)
        y += constant.reshape(shape)
        return y

    return function


def _rectifying_in_place_of(keras_function: Callable[..., Any]) -> Callable[..., Any]:
    def function(
        x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0
    ) -> Any:
        is_array = isinstance(x, np.ndarray) and x.dtype == np.float32
        if not is_array or negative_slope != 0 or threshold != 0:
            return keras_function(x, negative_slope, max_value, threshold)
        if max_value is None:
            return np.maximum(x, np.float32(0))
        return np.clip(x, np.float32(0), np.float32(max_value))

    return staticmethod(function)


def _encoding_in_place_of(keras_function: Callable[..., Any]) -> Callable[..., Any]:
    """Take whole numbers as float32 too, as Keras does on JAX and TensorFlow.

    Where JAX is installed it computes these models, in a process of its own.
    """

    def function(x: Any, num_classes: int, *others: Any, **named: Any) -> Any:
        x = np.asarray(x)
        x = x.astype(np.int32) if x.dtype.kind == "f" else x
        return keras_function(x, num_classes, *others, **named)

    return function


def _without_copy(keras_function: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out Keras's copies of arrays that have the type already; nothing writes into them."""

    def function(x: Any, dtype: Any = None, *others: Any, **named: Any) -> Any:
        if isinstance(x, np.ndarray) and dtype in (None, x.dtype.name):
            return x
        return keras_function(x, dtype, *others, **named)

    return function
