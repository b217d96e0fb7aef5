"""Normalization by learned statistics, or by each sample's own."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
from tfjs_bridge.convert.layers_model.lowerings.reductions import l2_normalize, rms_normalize
from tfjs_bridge.convert.layers_model.primitives import (
    NORM_INITIALIZERS,
    Array,
    affine,
    as_float,
    dense,
    known_product,
    layer_norm,
    multiply,
    permute,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# In the place of epsilon 0, which gives NaN where all values are equal; below any variance.
_TINY = 1e-36
# A vector that is shorter is divided by this (keras/src/layers/normalization).
_SHORTEST = 1e-12


@handles("BatchNormalization", note="axes other than the last: permuted; 5 axes: reshaped")
def batch_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate normalization by the moving mean and variance.

    Keras: BatchNormalization(axis=-1, momentum, epsilon, center, scale), of any rank.
    TensorFlow.js: batchNormalization({axis: -1, momentum, epsilon, center, scale}), of at most 4
        axes.
    """
    x = as_float(ctx, ctx.input)
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    epsilon, momentum = config.take("epsilon"), config.take("momentum")
    config.ignore("renorm", "renorm_clipping", "renorm_momentum", "synchronized")  # for training
    center, is_scaled = config.take("center"), config.take("scale")
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    weights = {name: ctx.weights[name] for name in names if name in ctx.weights}
    if epsilon <= 0:  # the webgl kernel would divide by zero where a channel's variance is 0
        return on_last_axis(ctx, x, axes, lambda flat: _folded(ctx, flat, weights, epsilon))
    # Another axis is silently wrong on the cpu backend, so it is always the last.
    settings = {"axis": -1, "momentum": momentum, "epsilon": epsilon}
    settings |= {"center": center, "scale": is_scaled} | NORM_INITIALIZERS
    is_trained = bool(ctx.layer.learned)
    if not (center or is_scaled):  # nothing learns but the averages move
        is_trained = bool(ctx.layer.config.get("trainable", True))
    layer = ctx.define("BatchNormalization", settings, weights, role="", trainable=is_trained)
    return on_last_axis(ctx, x, axes, lambda flat: ctx.call_layer(layer, [flat], flat.shape))


def _folded(ctx: LayerContext, x: Tensor, weights: dict[str, Array], epsilon: float) -> Tensor:
    # In float64: the division is rounded once.
    mean = weights["moving_mean"]
    factor = 1 / np.sqrt(weights["moving_variance"].astype(np.float64) + epsilon)
    factor = factor * weights.get("gamma", np.ones_like(mean))
    return affine(ctx, x, factor, weights.get("beta", np.zeros_like(mean)), mean)


@handles("LayerNormalization", note="axes other than the last: permuted and reshaped")
def layer_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate normalization by each sample's own mean and variance.

    Keras: LayerNormalization(axis=-1, epsilon, center, scale, rms_scaling=False).
    TensorFlow.js: layerNormalization({axis: -1, epsilon, center, scale}).
    """
    x = as_float(ctx, ctx.input)
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    epsilon = max(config.take("epsilon"), _TINY)
    is_rms = config.require("rms_scaling", (False, True), "Use one of these.")
    config.ignore("center", "scale")  # the weights show it
    gamma, beta = (_flat(ctx.weights.get(name)) for name in ("gamma", "beta"))
    if is_rms:
        return on_last_axis(ctx, x, axes, lambda flat: _by_deviation(ctx, flat, epsilon, gamma))
    return on_last_axis(ctx, x, axes, lambda flat: layer_norm(ctx, flat, epsilon, gamma, beta))


def _flat(weight: Array | None) -> Array | None:
    return None if weight is None else weight.reshape(-1)


def _by_deviation(ctx: LayerContext, x: Tensor, epsilon: float, gamma: Array | None) -> Tensor:
    """Compute ``x / sqrt(variance + epsilon) * gamma``: not centered, unlike LayerNormalization.

    With d for ``x - mean``, the vector (d, c, -d, -c) of 2 n + 2 values is normalized; what c
    becomes is the divisor's inverse, times a constant. So is what -c becomes, times -1: in their
    difference the rounding of the vector's mean, which should be 0, is gone.
    """
    (n,) = ctx.require_sizes(x.shape[-1:], "the normalized axis")
    c, own_epsilon = np.sqrt(n * epsilon / 2), epsilon * n / (2 * (n + 1))
    centering = np.eye(n) - 1 / n
    kernel = np.hstack([centering, np.zeros((n, 1)), -centering, np.zeros((n, 1))])
    bias = np.concatenate([np.zeros(n), [c], np.zeros(n), [-c]])
    shared = layer_norm(ctx, dense(ctx, x, kernel, bias), own_epsilon)
    spread = np.zeros((2 * n + 2, n))
    spread[n] = np.sqrt(n / (n + 1)) / c / 2 * (1 if gamma is None else gamma)
    spread[-1] = -spread[n]
    return multiply(ctx, x, dense(ctx, shared, spread))


@handles(
    "RMSNormalization", treatment="rewritten", note="LayerNormalization of the values and -1 times"
)
def rms_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``x / sqrt(mean of x^2 + epsilon) * scale``.

    Keras: RMSNormalization(axis=-1, epsilon=1e-6).
    TensorFlow.js: layerNormalization of the values and their negatives, cropped.
    """
    x, gain = as_float(ctx, ctx.input), ctx.weights["scale"]
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    epsilon = max(config.take("epsilon"), _TINY)
    last = tuple(range(x.rank - gain.ndim, x.rank))
    normed = on_last_axis(ctx, x, axes, lambda flat: rms_normalize(ctx, flat, epsilon))
    # Keras multiplies without bringing the gain to the axes that were normalized.
    offset = np.zeros(gain.size)
    return on_last_axis(ctx, normed, last, lambda flat: affine(ctx, flat, gain.reshape(-1), offset))


@handles(
    "UnitNormalization", treatment="rewritten", note="LayerNormalization of the values and -1 times"
)
def unit_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate ``x`` divided by its length.

    Keras: UnitNormalization(axis=-1).
    TensorFlow.js: layerNormalization of the values and their negatives, cropped and scaled.
    """
    x = as_float(ctx, ctx.input)
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    return l2_normalize(ctx, x, axes, _SHORTEST)


@handles(
    "GroupNormalization", treatment="rewritten", note="LayerNormalization over reshaped groups"
)
def group_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate normalization of groups of channels, each over a sample's positions.

    Keras: GroupNormalization(groups=32, axis=-1, epsilon, center, scale).
    TensorFlow.js: reshape, permute, layerNormalization, and depthwiseConv2d({kernelSize: 1}).
    """
    x = as_float(ctx, ctx.input)
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    (channels,) = ctx.require_sizes(tuple(x.shape[axis] for axis in axes), "the channels")
    groups = int(config.take("groups"))
    groups = channels if groups == -1 else groups
    epsilon = max(config.take("epsilon"), _TINY)
    config.ignore("center", "scale")  # the weights show it
    gamma = ctx.weights.get("gamma", np.ones(channels))
    beta = ctx.weights.get("beta", np.zeros(channels))

    def work(flat: Tensor) -> Tensor:
        return affine(ctx, _grouped(ctx, flat, groups, epsilon), gamma, beta)

    return on_last_axis(ctx, x, axes, work)


def _grouped(ctx: LayerContext, x: Tensor, groups: int, epsilon: float) -> Tensor:
    """Normalize groups of the last axis, together with all axes before it."""
    positions, size = known_product(x.shape[1:-1]), int(x.shape[-1] or 0) // groups
    split = permute(ctx, reshape(ctx, x, (positions, groups, size)), [2, 1, 3])
    joined = None if positions is None else positions * size
    normed = layer_norm(ctx, reshape(ctx, split, (groups, joined)), epsilon)
    back = permute(ctx, reshape(ctx, normed, (groups, positions, size)), [2, 1, 3])
    return reshape(ctx, back, x.shape[1:])


@handles(
    "SpectralNormalization", treatment="rewritten", note="the layer that it holds, as it is stored"
)
def spectral_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the layer within, whose kernel is stored normalized.

    Keras: SpectralNormalization(layer, power_iterations).
    TensorFlow.js: what the layer becomes.
    """
    config.ignore("layer", "power_iterations")
    return ctx.call_child("layer", ctx.input, ctx.mask)
