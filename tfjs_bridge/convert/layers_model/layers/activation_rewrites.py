"""Activations that TensorFlow.js does not have, made of those that it has."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np

from tfjs_bridge.convert.layers_model.activations import rewrites, rewrites_setting
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    crop,
    dense,
    known_product,
    layer_norm,
    multiply,
    reshape,
    scale,
    subtract,
)

# exp(x) is the square of softplus(x / 2 - _SHIFT) * exp(_SHIFT): below -14 softplus is exp in
# float32, and from there to where exp becomes 0 this covers every x that exp is finite for.
_SHIFT = 58.5


def clip(use: Use, x: Tensor, limit: float) -> Tensor:
    """Values below 0 become 0, those above the limit become it."""
    return use.emit("ReLU", {"max_value": limit}, [x], x.shape)


def above(use: Use, x: Tensor, threshold: float) -> Tensor:
    """Values that are not above the threshold become 0."""
    return use.emit("ThresholdedReLU", {"theta": threshold}, [x], x.shape)


@rewrites("hard_sigmoid")
def hard_sigmoid(use: Use, x: Tensor) -> Tensor:
    """``relu6(x + 3) / 6``; TensorFlow.js's own has the slope 1/5 of Keras 2."""
    return activation(use, scale(use, x, 5 / 6), "hard_sigmoid")


@rewrites("hard_silu")
def hard_silu(use: Use, x: Tensor) -> Tensor:
    """``x * hard_sigmoid(x)``."""
    return multiply(use, x, hard_sigmoid(use, x))


rewrites("hard_swish")(hard_silu)


@rewrites_setting("leaky_relu")
def sloped(use: Use, x: Tensor, slope: float) -> Tensor:
    """``x * slope`` below 0."""
    return use.emit("LeakyReLU", {"alpha": slope}, [x], x.shape)


@rewrites("leaky_relu")
def leaky_relu(use: Use, x: Tensor) -> Tensor:
    """With Keras's slope for the activation, 0.2; that of the layer is another one."""
    return sloped(use, x, 0.2)


@rewrites_setting("elu")
def scaled_elu(use: Use, x: Tensor, alpha: float) -> Tensor:
    """``alpha * (exp(x) - 1)`` below 0."""
    lower = activation(use, scale(use, activation(use, x, "elu"), -1.0), "relu")
    return subtract(use, activation(use, x, "relu"), scale(use, lower, alpha))


@rewrites("hard_tanh")
def hard_tanh(use: Use, x: Tensor) -> Tensor:
    """Clipped to -1 and 1."""
    return scale(use, clip(use, scale(use, x, 1.0, 1.0), 2.0), 1.0, -1.0)


@rewrites("tanh_shrink")
def tanh_shrink(use: Use, x: Tensor) -> Tensor:
    """``x - tanh(x)``."""
    return subtract(use, x, activation(use, x, "tanh"))


@rewrites("soft_shrink")
def soft_shrink(use: Use, x: Tensor) -> Tensor:
    """Nearer to 0 by 1/2, and 0 within 1/2 of it."""
    upper = activation(use, scale(use, x, 1.0, -0.5), "relu")
    return subtract(use, upper, activation(use, scale(use, x, -1.0, -0.5), "relu"))


@rewrites("hard_shrink")
def hard_shrink(use: Use, x: Tensor) -> Tensor:
    """0 within 1/2 of it."""
    return subtract(use, above(use, x, 0.5), above(use, scale(use, x, -1.0), 0.5))


@rewrites("log_sigmoid")
def log_sigmoid(use: Use, x: Tensor) -> Tensor:
    """``-softplus(-x)``."""
    return scale(use, activation(use, scale(use, x, -1.0), "softplus"), -1.0)


@rewrites("sparse_sigmoid")
def sparse_sigmoid(use: Use, x: Tensor) -> Tensor:
    """``(x + 1) / 2``, clipped to 0 and 1."""
    return scale(use, clip(use, scale(use, x, 1.0, 1.0), 2.0), 0.5)


@rewrites("sparse_plus")
def sparse_plus(use: Use, x: Tensor) -> Tensor:
    """``(x + 1)^2 / 4`` between -1 and 1, 0 below and x above."""
    half = sparse_sigmoid(use, x)
    return add(use, multiply(use, half, half), activation(use, scale(use, x, 1.0, -1.0), "relu"))


@rewrites("exponential")
def exponential(use: Use, x: Tensor) -> Tensor:
    """``exp(x)``, by way of softplus."""
    root = activation(use, scale(use, x, 0.5, -_SHIFT), "softplus")
    root = scale(use, root, exp(_SHIFT))
    return multiply(use, root, root)


@rewrites("squareplus")
def squareplus(use: Use, x: Tensor) -> Tensor:
    """``(x + sqrt(x^2 + 4)) / 2``, by way of the vector (x, sqrt(2), -x, -sqrt(2)).

    LayerNormalization with epsilon 1 makes it ``(x, sqrt(2), ..) * sqrt(2) / sqrt(x^2 + 4)``, and
    ``x * x / root + 4 / root`` is the root.
    """
    flat = reshape(use, x, (known_product(x.shape[1:]), 1))
    sides = np.array([[1.0, 0.0, -1.0, 0.0]])
    vector = dense(use, flat, sides, np.array([0.0, sqrt(2), 0.0, -sqrt(2)]))
    unit = layer_norm(use, vector, 1.0)
    x_part = dense(use, unit, np.array([[1 / sqrt(2)], [0.0], [0.0], [0.0]]))
    rest = dense(use, unit, np.array([[0.0], [2.0], [0.0], [0.0]]))
    root = add(use, multiply(use, flat, x_part), rest)
    return reshape(use, scale(use, add(use, flat, root), 0.5), x.shape[1:])


@rewrites("glu")
def glu(use: Use, x: Tensor) -> Tensor:
    """The first half of the last axis times the sigmoid of the second."""
    (size,) = use.require_sizes(x.shape[-1:], "the last axis, which glu splits,")
    first = crop(use, x, x.rank - 1, 0, size // 2)
    return multiply(
        use, first, activation(use, crop(use, x, x.rank - 1, size // 2, size), "sigmoid")
    )
