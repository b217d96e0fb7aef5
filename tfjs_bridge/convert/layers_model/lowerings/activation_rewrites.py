"""Activations that TensorFlow.js does not have, made of those that it has."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np

from tfjs_bridge.convert.layers_model.activations import rewrites, rewrites_with_setting
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    as_column,
    crop,
    dense,
    layer_norm,
    multiply,
    reshape,
    scale,
    subtract,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# exp(x) is the square of softplus(x / 2 - _SHIFT) * exp(_SHIFT): below -14 softplus is exp in
# float32, and from there to where exp becomes 0 this covers every x that exp is finite for.
_SHIFT = 58.5


def clip_from_zero(ctx: LayerContext, x: Tensor, limit: float) -> Tensor:
    """Clip values to the range from 0 to a limit."""
    return ctx.emit("ReLU", {"max_value": limit}, [x], x.shape)


def keep_above(ctx: LayerContext, x: Tensor, threshold: float) -> Tensor:
    """Set values to 0 that are not above the threshold."""
    return ctx.emit("ThresholdedReLU", {"theta": threshold}, [x], x.shape)


@rewrites("hard_sigmoid")
def hard_sigmoid(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``relu6(x + 3) / 6``; TensorFlow.js's own has the slope 1/5 of Keras 2."""
    # ``(5 / 6 * x) / 5 + 1 / 2`` is ``(x + 3) / 6``.
    return activation(ctx, scale(ctx, x, 5 / 6), "hard_sigmoid")


@rewrites("hard_silu")
def hard_silu(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``x * hard_sigmoid(x)``."""
    return multiply(ctx, x, hard_sigmoid(ctx, x))


rewrites("hard_swish")(hard_silu)


@rewrites_with_setting("leaky_relu")
def leaky_relu_by(ctx: LayerContext, x: Tensor, slope: float) -> Tensor:
    """Multiply values below 0 by a slope."""
    return ctx.emit("LeakyReLU", {"alpha": slope}, [x], x.shape)


@rewrites("leaky_relu")
def leaky_relu(ctx: LayerContext, x: Tensor) -> Tensor:
    """Use Keras's slope for the activation, 0.2; the layer of that name has another default."""
    return leaky_relu_by(ctx, x, 0.2)


@rewrites_with_setting("elu")
def scaled_elu(ctx: LayerContext, x: Tensor, alpha: float) -> Tensor:
    """Compute ``alpha * (exp(x) - 1)`` below 0."""
    lower = activation(ctx, scale(ctx, activation(ctx, x, "elu"), -1.0), "relu")
    return subtract(ctx, activation(ctx, x, "relu"), scale(ctx, lower, alpha))


@rewrites("hard_tanh")
def hard_tanh(ctx: LayerContext, x: Tensor) -> Tensor:
    """Clip values to the range from -1 to 1."""
    return scale(ctx, clip_from_zero(ctx, scale(ctx, x, 1.0, 1.0), 2.0), 1.0, -1.0)


@rewrites("tanh_shrink")
def tanh_shrink(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``x - tanh(x)``."""
    return subtract(ctx, x, activation(ctx, x, "tanh"))


@rewrites("soft_shrink")
def soft_shrink(ctx: LayerContext, x: Tensor) -> Tensor:
    """Bring values nearer to 0 by 1/2, and to 0 within 1/2 of it."""
    upper = activation(ctx, scale(ctx, x, 1.0, -0.5), "relu")
    return subtract(ctx, upper, activation(ctx, scale(ctx, x, -1.0, -0.5), "relu"))


@rewrites("hard_shrink")
def hard_shrink(ctx: LayerContext, x: Tensor) -> Tensor:
    """Set values within 1/2 of 0 to 0."""
    return subtract(ctx, keep_above(ctx, x, 0.5), keep_above(ctx, scale(ctx, x, -1.0), 0.5))


@rewrites("log_sigmoid")
def log_sigmoid(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``-softplus(-x)``."""
    return scale(ctx, activation(ctx, scale(ctx, x, -1.0), "softplus"), -1.0)


@rewrites("sparse_sigmoid")
def sparse_sigmoid(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``(x + 1) / 2``, clipped to the range from 0 to 1."""
    return scale(ctx, clip_from_zero(ctx, scale(ctx, x, 1.0, 1.0), 2.0), 0.5)


@rewrites("sparse_plus")
def sparse_plus(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``(x + 1)^2 / 4`` between -1 and 1, 0 below and x above."""
    half = sparse_sigmoid(ctx, x)
    return add(ctx, multiply(ctx, half, half), activation(ctx, scale(ctx, x, 1.0, -1.0), "relu"))


@rewrites("exponential")
def exponential(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute the exponential function from softplus."""
    root = activation(ctx, scale(ctx, x, 0.5, -_SHIFT), "softplus")
    root = scale(ctx, root, exp(_SHIFT))
    return multiply(ctx, root, root)


@rewrites("squareplus")
def squareplus(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``(x + sqrt(x^2 + 4)) / 2`` from the vector (x, sqrt(2), -x, -sqrt(2)).

    LayerNormalization with epsilon 1 makes it ``(x, sqrt(2), ..) * sqrt(2) / sqrt(x^2 + 4)``, and
    ``x * x / root + 4 / root`` is the root.
    """
    flat = as_column(ctx, x)
    sides = np.array([[1.0, 0.0, -1.0, 0.0]])
    vector = dense(ctx, flat, sides, np.array([0.0, sqrt(2), 0.0, -sqrt(2)]))
    unit = layer_norm(ctx, vector, 1.0)
    x_part = dense(ctx, unit, np.array([[1 / sqrt(2)], [0.0], [0.0], [0.0]]))
    rest = dense(ctx, unit, np.array([[0.0], [2.0], [0.0], [0.0]]))
    root = add(ctx, multiply(ctx, flat, x_part), rest)
    return reshape(ctx, scale(ctx, add(ctx, flat, root), 0.5), x.shape[1:])


@rewrites("glu")
def glu(ctx: LayerContext, x: Tensor) -> Tensor:
    """Multiply the first half of the last axis by the sigmoid of the second."""
    (size,) = ctx.require_sizes(x.shape[-1:], "the last axis, which glu splits,")
    first = crop(ctx, x, x.rank - 1, 0, size // 2)
    return multiply(
        ctx, first, activation(ctx, crop(ctx, x, x.rank - 1, size // 2, size), "sigmoid")
    )
