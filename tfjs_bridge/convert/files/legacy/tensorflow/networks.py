"""Functions of `tf.nn`, by keras.ops or by layers that hold constant kernels."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.selection import with_constants
from tfjs_bridge.convert.files.legacy.tensorflow.values import (
    Array,
    constant,
    is_tensor,
    operands,
    require_float,
    whole,
)

_PLAIN = {
    "nn.relu": "relu",
    "nn.relu6": "relu6",
    "nn.elu": "elu",
    "nn.selu": "selu",
    "nn.softplus math.softplus": "softplus",
    "nn.softsign math.softsign": "softsign",
    "nn.tanh math.tanh tanh": "tanh",
    "math.log_sigmoid log_sigmoid": "log_sigmoid",
}
# TensorFlow's names; "..." stands for any number of axes.
_CHANNELS_FIRST = ("NC", "NCW", "NCHW", "NCDHW", "NC...")
_CHANNELS_LAST = (None, "NWC", "NHWC", "NDHWC", "N...C")


def _plain(name: str) -> Any:
    def work(call: FunctionCall, features: Any) -> Any:
        return getattr(call.ops, name)(*operands(call, features))

    return work


for _names, _ours in _PLAIN.items():
    function(*_names.split())(_plain(_ours))


@function("nn.leaky_relu")
def leaky_relu(call: FunctionCall, features: Any, alpha: float = 0.2) -> Any:
    """Apply a slope below 0."""
    return call.ops.leaky_relu(features, negative_slope=alpha)


@function("nn.gelu")
def gelu(call: FunctionCall, features: Any, approximate: bool = False) -> Any:
    """Apply gelu, exact or by its approximation with tanh."""
    return call.ops.gelu(features, approximate=bool(approximate))


@function("nn.silu", "nn.swish")
def swish(call: FunctionCall, features: Any, beta: float = 1.0) -> Any:
    """Return ``x * sigmoid(beta * x)``."""
    if beta == 1:
        return call.ops.silu(features)
    return call.ops.multiply(features, call.ops.sigmoid(call.ops.multiply(features, beta)))


@function("nn.crelu")
def crelu(call: FunctionCall, features: Any, axis: Any = -1) -> Any:
    """Concatenate relu of a tensor and of its negative."""
    sides = [call.ops.relu(features), call.ops.relu(call.ops.negative(features))]
    return call.ops.concatenate(sides, axis=whole(call, axis, "an axis"))


@function("nn.softmax", "nn.log_softmax", "math.softmax", "math.log_softmax")
def softmax(call: FunctionCall, logits: Any, axis: Any = -1, x: Any = None) -> Any:
    """Apply softmax or its logarithm over one axis."""
    work = call.ops.log_softmax if "log_softmax" in call.function else call.ops.softmax
    return work(logits, axis=whole(call, axis, "an axis"))


@function("nn.dropout")
def dropout(
    call: FunctionCall,
    x: Any,
    rate: Any = None,
    keep_prob: Any = None,
    noise_shape: Any = None,
    seed: Any = None,
) -> Any:
    """Return the tensor where nothing is dropped; else refuse: it also drops at inference."""
    if (rate == 0 and keep_prob is None) or (keep_prob == 1 and rate is None):
        return call.ops.copy(x)
    raise call.refuse(
        "outside of training too, so that every run gives other numbers",
        "Use keras.layers.Dropout in its place, which does nothing at inference.",
    )


@function("nn.bias_add")
def bias_add(call: FunctionCall, value: Any, bias: Any, data_format: Any = None) -> Any:
    """Add one number for each channel."""
    x, b = operands(call, value, bias)
    if data_format in _CHANNELS_FIRST:
        b = np.reshape(b, (-1, *(1,) * (len(x.shape) - 2)))
    elif data_format not in _CHANNELS_LAST:
        raise call.refuse(f"with data_format={data_format!r}")
    return call.ops.add(x, b)


@function("nn.batch_normalization")
def batch_normalization(
    call: FunctionCall,
    x: Any,
    mean: Any,
    variance: Any,
    offset: Any = None,
    scale: Any = None,
    variance_epsilon: Any = 0.001,
) -> Any:
    """Return ``(x - mean) / sqrt(variance + epsilon) * scale + offset``."""
    ops = call.ops
    x, mean, variance = operands(call, x, mean, variance)
    # Not the layer: mean and variance may be computed from the inputs.
    factor = ops.rsqrt(ops.add(variance, variance_epsilon))
    if scale is not None:
        factor = ops.multiply(factor, *operands(call, scale))
    result = ops.multiply(ops.subtract(x, mean), factor)
    return result if offset is None else ops.add(result, *operands(call, offset))


def _sizes(call: FunctionCall, value: Any, count: int, what: str) -> list[int]:
    """Return one number for each spatial axis; TensorFlow may add those of batch and channels."""
    numbers = [value] if isinstance(value, int) else list(value)
    if len(numbers) == count + 2:
        if numbers[0] != 1 or numbers[-1] != 1:
            raise call.refuse(f"with {what}={value}; expected 1 for batch and channels")
        numbers = numbers[1:-1]
    if len(numbers) == 1:  # the same for all
        numbers = numbers * count
    return [whole(call, number, what) for number in numbers]


def _padding(call: FunctionCall, padding: Any, data_format: Any) -> str:
    if data_format not in _CHANNELS_LAST:
        raise call.refuse(f"with data_format={data_format!r}; expected channels last")
    if padding not in ("SAME", "VALID"):
        raise call.refuse(f"with padding={padding!r}; expected 'SAME' or 'VALID'")
    return str(padding).lower()


def _kernel(call: FunctionCall, filters: Any) -> Array:
    if is_tensor(filters):
        raise call.refuse("with filters that are computed; expected constants")
    return np.asarray(constant(filters), np.float32)


@function("nn.conv2d", "nn.conv1d", "nn.conv3d", filter_="filters", stride="strides")
def convolution(
    call: FunctionCall,
    x: Any,
    filters: Any,
    strides: Any = 1,
    padding: Any = None,
    data_format: Any = None,
    dilations: Any = 1,
    use_cudnn_on_gpu: Any = None,
) -> Any:
    """Convolve with constant filters, by a layer that holds them."""
    kernel = _kernel(call, filters)
    count = kernel.ndim - 2
    # Not keras.ops.conv: the layer is what TensorFlow.js has, and stays one layer of the export.
    layer_class = getattr(call.keras.layers, f"Conv{count}D")
    layer = layer_class(
        kernel.shape[-1],
        kernel.shape[:-2],
        strides=_sizes(call, strides, count, "strides"),
        padding=_padding(call, padding, data_format),
        dilation_rate=_sizes(call, dilations, count, "dilations"),
        # TensorFlow has no argument for groups: it compares the channels.
        groups=int(x.shape[-1]) // kernel.shape[-2],
        use_bias=False,
    )
    return with_constants(layer, x, kernel)


@function("nn.separable_conv2d")
def separable(
    call: FunctionCall,
    x: Any,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = 1,
) -> Any:
    """Convolve each channel by itself, then mix the channels."""
    y = depthwise(call, x, depthwise_filter, strides, padding, data_format, dilations)
    return convolution(call, y, pointwise_filter, 1, "VALID")


@function("nn.depthwise_conv2d", "nn.depthwise_conv2d_native", rate="dilations")
def depthwise(
    call: FunctionCall,
    x: Any,
    filter_: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = 1,
) -> Any:
    """Convolve each channel by itself."""
    kernel = _kernel(call, filter_)
    layer = call.keras.layers.DepthwiseConv2D(
        kernel.shape[:2],
        strides=_sizes(call, strides, 2, "strides"),
        padding=_padding(call, padding, data_format),
        depth_multiplier=kernel.shape[-1],
        dilation_rate=_sizes(call, dilations, 2, "dilations"),
        use_bias=False,
    )
    return with_constants(layer, x, kernel)


@function(
    *(f"nn.max_pool{kind}" for kind in ("", "1d", "2d", "3d", "_v2")),
    *(f"nn.avg_pool{kind}" for kind in ("", "1d", "2d", "3d", "_v2")),
)
def pool(
    call: FunctionCall,
    x: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    value: Any = None,
) -> Any:
    """Take the largest or the mean value of windows."""
    count = len(x.shape) - 2  # tf.nn.max_pool, without a number, takes any
    work = call.ops.max_pool if "max_pool" in call.function else call.ops.average_pool
    return work(
        x,
        tuple(_sizes(call, ksize, count, "ksize")),
        tuple(_sizes(call, strides, count, "strides")),
        _padding(call, padding, data_format),
        data_format="channels_last",
    )


@function("nn.depth_to_space", "depth_to_space", "nn.space_to_depth", "space_to_depth")
def depth_and_space(call: FunctionCall, x: Any, block_size: Any, data_format: Any = "NHWC") -> Any:
    """Rearrange channels into blocks of neighbouring values, or back."""
    if data_format not in (None, "NHWC"):
        raise call.refuse(f"with data_format={data_format!r}; expected 'NHWC'")
    is_depth = call.function.endswith("depth_to_space")
    work = call.ops.nn.depth_to_space if is_depth else call.ops.nn.space_to_depth
    return work(x, whole(call, block_size, "block_size"), data_format="channels_last")


@function("nn.zero_fraction")
def zero_fraction(call: FunctionCall, value: Any, dtype: Any = None) -> Any:
    """Refuse it: it counts through the whole batch."""
    require_float(call, value)
    raise call.refuse("of the whole batch; expected a function of each sample by itself")
