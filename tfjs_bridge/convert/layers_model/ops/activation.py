"""Activations as operations: ``keras.ops.relu(x)``."""

from __future__ import annotations

import math

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.activation_rewrites import keep_above
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import greater, power, select
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import take_optional
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import sqrt
from tfjs_bridge.convert.layers_model.primitives import activation, add, multiply, scale, subtract
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_NAMES = {
    "ops.Relu": "relu",
    "ops.Relu6": "relu6",
    "ops.Sigmoid": "sigmoid",
    "ops.SparseSigmoid": "sparse_sigmoid",
    "ops.Softplus": "softplus",
    "ops.Softsign": "softsign",
    "ops.SparsePlus": "sparse_plus",
    "ops.Silu": "silu",
    "ops.LogSigmoid": "log_sigmoid",
    "ops.HardSigmoid": "hard_sigmoid",
    "ops.HardSilu": "hard_silu",
    "ops.Selu": "selu",
    "ops.Tanh": "tanh",
    "ops.TanhShrink": "tanh_shrink",
    "ops.HardTanh": "hard_tanh",
    "ops.Mish": "mish",
}
_ALONG_AXIS = {
    "ops.Softmax": "softmax",
    "ops.LogSoftmax": "log_softmax",
    "ops.Sparsemax": "sparsemax",
}


@handles(*_NAMES, treatment="rewritten", note="as the activation of the same name")
def plain(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an activation without settings.

    Keras: keras.ops.relu(x) and its like.
    TensorFlow.js: activation({activation}), or the layers that compose it.
    """
    name = activation_name(ctx, _NAMES[ctx.layer.class_name])
    return activate(ctx, as_tensor(ctx, ctx.args[0]), name)


@handles("ops.Elu", "ops.Celu", treatment="rewritten", note="alpha other than 1 by scaling")
def exponential_linear(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``alpha * (exp(x) - 1)`` below 0; of celu with ``x / alpha`` for x.

    Keras: keras.ops.elu(x, alpha=1.0), keras.ops.celu(x, alpha=1.0).
    TensorFlow.js: activation({activation: 'elu'}) of the negative part, scaled.
    """
    x, alpha = as_tensor(ctx, ctx.args[0]), float(take_optional(ctx, config, "alpha", 1.0))
    inner = alpha if ctx.layer.class_name == "ops.Celu" else 1.0
    # Only celu divides by alpha.
    if inner <= 0:
        raise ctx.refuse(f"expected alpha above 0, got {alpha}", "Use the default, 1.")
    below = activation(ctx, scale(ctx, x, -1 / inner), "relu")
    lower = scale(ctx, activation(ctx, scale(ctx, below, -1.0), "elu"), alpha)
    return add(ctx, activation(ctx, x, "relu"), lower)


@handles("ops.SoftShrink", "ops.HardShrink", treatment="rewritten", note="threshold from 0 on")
def shrink(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate values within a threshold to 0; the soft one brings the others nearer to 0.

    Keras: keras.ops.soft_shrink(x, threshold=0.5), keras.ops.hard_shrink(x, threshold=0.5).
    TensorFlow.js: reLU or thresholdedReLU({theta}) of x and -x.
    """
    x, limit = as_tensor(ctx, ctx.args[0]), float(take_optional(ctx, config, "threshold", 0.5))
    if limit < 0:
        raise ctx.refuse(f"expected a threshold from 0 on, got {limit}", "Use the default, 0.5.")
    sides = [x, scale(ctx, x, -1.0)]
    if ctx.layer.class_name == "ops.HardShrink":
        return subtract(ctx, *(keep_above(ctx, side, limit) for side in sides))
    return subtract(
        ctx, *(activation(ctx, scale(ctx, side, 1.0, -limit), "relu") for side in sides)
    )


@handles("ops.Squareplus", treatment="rewritten", note="b other than 4 by a root")
def squareplus(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``(x + sqrt(x^2 + b)) / 2``.

    Keras: keras.ops.squareplus(x, b=4).
    TensorFlow.js: layerNormalization of a vector with x in it; a square root for other b.
    """
    x, b = as_tensor(ctx, ctx.args[0]), float(take_optional(ctx, config, "b", 4))
    # Keras's default is exact, by the activation of this name; another b needs a root by tables.
    if b == 4:
        return activate(ctx, x, activation_name(ctx, "squareplus"))
    inner = scale(ctx, power(ctx, x, 2), 1.0, b)
    return scale(ctx, add(ctx, x, sqrt(ctx, inner)), 0.5)


@handles(*_ALONG_AXIS, treatment="rewritten")
def along_axis(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a softmax over one axis.

    Keras: keras.ops.softmax(x, axis=-1), log_softmax, sparsemax.
    TensorFlow.js: activation({activation: 'softmax'}) on the last axis, between two Permutes.
    """
    x = as_tensor(ctx, ctx.args[0])
    name = activation_name(ctx, _ALONG_AXIS[ctx.layer.class_name])
    axes = resolve_axes(ctx, take_optional(ctx, config, "axis", -1), x.rank)
    return on_last_axis(ctx, x, axes, lambda rows: activate(ctx, rows, name))


@handles("ops.LeakyRelu", treatment="rewritten")
def leaky_relu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a slope below 0.

    Keras: keras.ops.leaky_relu(x, negative_slope=0.2).
    TensorFlow.js: leakyReLU({alpha}).
    """
    x, slope = as_tensor(ctx, ctx.args[0]), take_optional(ctx, config, "negative_slope", 0.2)
    return ctx.emit("LeakyReLU", {"alpha": float(slope)}, [x], x.shape)


@handles("ops.Gelu", treatment="rewritten")
def gelu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate gelu, exact or approximated with tanh.

    Keras: keras.ops.gelu(x, approximate=True).
    TensorFlow.js: activation({activation: 'gelu'}), which is the exact one.
    """
    x = as_tensor(ctx, ctx.args[0])
    if not take_optional(ctx, config, "approximate", True):
        return activate(ctx, x, activation_name(ctx, "gelu"))
    # Keras's formula for approximate=True.
    # TensorFlow.js has it as `gelu_new`, which its loader camel-cases and then does not find.
    inner = add(ctx, x, scale(ctx, power(ctx, x, 3), 0.044715))
    gate = activation(ctx, scale(ctx, inner, math.sqrt(2 / math.pi)), "tanh")
    return multiply(ctx, x, scale(ctx, gate, 0.5, 0.5))


@handles("ops.Glu", treatment="rewritten", note="of the last axis")
def glu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the first half times the sigmoid of the second.

    Keras: keras.ops.glu(x, axis=-1).
    TensorFlow.js: cropping2D, activation({activation: 'sigmoid'}), multiply.
    """
    x = as_tensor(ctx, ctx.args[0])
    config.require("axis", (-1, x.rank - 1), "Use axis=-1.")
    return activate(ctx, x, activation_name(ctx, "glu"))


@handles("ops.Threshold", treatment="rewritten")
def threshold(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate values above a threshold, and one number for the others.

    Keras: keras.ops.threshold(x, threshold, default_value).
    TensorFlow.js: a sum of products with 0 and 1.
    """
    x = as_tensor(ctx, ctx.args[0])
    limit, value = (np.float32(config.take(key)) for key in ("threshold", "default_value"))
    return select(ctx, greater(ctx, x, np.asarray(limit)), x, np.asarray(value))
