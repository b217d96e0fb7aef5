"""Activations as operations: ``keras.ops.relu(x)``."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.layers.activation_rewrites import above
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import chosen, greater, power
from tfjs_bridge.convert.layers_model.lowerings.axes import chosen_axes, on_last_axis
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import number
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import setting
from tfjs_bridge.convert.layers_model.lowerings.sqrt_log import root
from tfjs_bridge.convert.layers_model.primitives import activation, add, multiply, scale, subtract

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
def plain(use: Use, config: ConfigReader) -> Tensor:
    """An activation without settings."""
    name = activation_name(use, _NAMES[use.layer.class_name])
    return activate(use, number(use, use.args[0]), name)


@handles("ops.Elu", "ops.Celu", treatment="rewritten", note="alpha other than 1 by scaling")
def exponential_linear(use: Use, config: ConfigReader) -> Tensor:
    """``alpha * (exp(x) - 1)`` below 0; of celu ``x / alpha`` in place of x there."""
    x, alpha = number(use, use.args[0]), float(setting(use, config, "alpha", 1.0))
    inner = alpha if use.layer.class_name == "ops.Celu" else 1.0
    if inner <= 0:
        raise use.refuse(f"expected alpha above 0, got {alpha}", "Use the default, 1.")
    below = activation(use, scale(use, x, -1 / inner), "relu")
    lower = scale(use, activation(use, scale(use, below, -1.0), "elu"), alpha)
    return add(use, activation(use, x, "relu"), lower)


@handles("ops.SoftShrink", "ops.HardShrink", treatment="rewritten", note="threshold from 0 on")
def shrink(use: Use, config: ConfigReader) -> Tensor:
    """0 within a threshold of 0; soft: and nearer to it by as much outside."""
    x, limit = number(use, use.args[0]), float(setting(use, config, "threshold", 0.5))
    if limit < 0:
        raise use.refuse(f"expected a threshold from 0 on, got {limit}", "Use the default, 0.5.")
    sides = [x, scale(use, x, -1.0)]
    if use.layer.class_name == "ops.HardShrink":
        return subtract(use, *(above(use, side, limit) for side in sides))
    return subtract(
        use, *(activation(use, scale(use, side, 1.0, -limit), "relu") for side in sides)
    )


@handles("ops.Squareplus", treatment="rewritten", note="b other than 4 by a root")
def squareplus(use: Use, config: ConfigReader) -> Tensor:
    """``(x + sqrt(x^2 + b)) / 2``."""
    x, b = number(use, use.args[0]), float(setting(use, config, "b", 4))
    if b == 4:
        return activate(use, x, activation_name(use, "squareplus"))
    inner = scale(use, power(use, x, 2), 1.0, b)
    return scale(use, add(use, x, root(use, inner)), 0.5)


@handles(*_ALONG_AXIS, treatment="rewritten")
def along_axis(use: Use, config: ConfigReader) -> Tensor:
    """A softmax over one axis."""
    x = number(use, use.args[0])
    name = activation_name(use, _ALONG_AXIS[use.layer.class_name])
    axes = chosen_axes(use, setting(use, config, "axis", -1), x.rank)
    return on_last_axis(use, x, axes, lambda rows: activate(use, rows, name))


@handles("ops.LeakyRelu", treatment="rewritten")
def leaky_relu(use: Use, config: ConfigReader) -> Tensor:
    """A slope below 0."""
    x, slope = number(use, use.args[0]), setting(use, config, "negative_slope", 0.2)
    return use.emit("LeakyReLU", {"alpha": float(slope)}, [x], x.shape)


@handles("ops.Gelu", treatment="rewritten")
def gelu(use: Use, config: ConfigReader) -> Tensor:
    """Exact, or by its approximation with tanh."""
    x = number(use, use.args[0])
    if not setting(use, config, "approximate", True):
        return activate(use, x, activation_name(use, "gelu"))
    inner = add(use, x, scale(use, power(use, x, 3), 0.044715))
    gate = activation(use, scale(use, inner, sqrt(2 / pi)), "tanh")
    return multiply(use, x, scale(use, gate, 0.5, 0.5))


@handles("ops.Glu", treatment="rewritten", note="of the last axis")
def glu(use: Use, config: ConfigReader) -> Tensor:
    """The first half times the sigmoid of the second."""
    x = number(use, use.args[0])
    config.require("axis", (-1, x.rank - 1), "Use axis=-1.")
    return activate(use, x, activation_name(use, "glu"))


@handles("ops.Threshold", treatment="rewritten")
def threshold(use: Use, config: ConfigReader) -> Tensor:
    """Values above the threshold, and one number for the others."""
    x = number(use, use.args[0])
    limit, value = (np.float32(config.take(key)) for key in ("threshold", "default_value"))
    return chosen(use, greater(use, x, np.asarray(limit)), x, np.asarray(value))
