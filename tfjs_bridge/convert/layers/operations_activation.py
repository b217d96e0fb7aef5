"""Activations as operations: ``keras.ops.relu(x)``."""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

import numpy as np

from tfjs_bridge.convert.activations import activate, activation_name
from tfjs_bridge.convert.builder import Tensor
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.handlers import handles
from tfjs_bridge.convert.primitives import activation, add, multiply, scale
from tfjs_bridge.convert.rewrites.arithmetic import chosen, greater, power
from tfjs_bridge.convert.rewrites.axes import chosen_axes, on_last_axis
from tfjs_bridge.convert.rewrites.broadcasting import number
from tfjs_bridge.convert.rewrites.operation_calls import setting
from tfjs_bridge.convert.use import Use

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
# With settings, of which one value alone is that of the activation.
_DEFAULTS: dict[str, tuple[str, str, Any]] = {
    "ops.Elu": ("elu", "alpha", 1.0),
    "ops.Celu": ("celu", "alpha", 1.0),
    "ops.SoftShrink": ("soft_shrink", "threshold", 0.5),
    "ops.HardShrink": ("hard_shrink", "threshold", 0.5),
    "ops.Squareplus": ("squareplus", "b", 4),
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


@handles(*_DEFAULTS, treatment="rewritten", note="with its default setting")
def with_default(use: Use, config: ConfigReader) -> Tensor:
    """An activation whose setting has to be the default."""
    name, key, default = _DEFAULTS[use.layer.class_name]
    config.require(key, (default,), "Use the default.")
    return activate(use, number(use, use.args[0]), activation_name(use, name))


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
