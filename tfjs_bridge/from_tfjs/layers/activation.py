"""Activations as layers. Source: advanced_activations.ts and core.ts in tfjs-layers/src/layers."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.from_tfjs.blocks import (
    Block,
    LayerContext,
    apart,
    chain,
    hard_sigmoid_layers,
    weights_of,
)
from tfjs_bridge.from_tfjs.objects import HARD_SIGMOID, activation_name, weight_options
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles("Activation")
def activation(ctx: LayerContext) -> Block:
    """``Activation(activation)``: the same in Keras; hardSigmoid as a scale and a clip."""
    name = activation_name(ctx.settings)
    if name == HARD_SIGMOID:
        return chain(*hard_sigmoid_layers(ctx, ctx.name))
    return chain(load_keras().layers.Activation(name, **ctx.common()))


@handles("ReLU")
def relu(ctx: LayerContext) -> Block:
    """``ReLU(maxValue)``: the same in Keras; slope and threshold are not read."""
    ctx.ignore("negative_slope", 0)
    ctx.ignore("threshold", 0)
    return chain(load_keras().layers.ReLU(ctx.settings.get("max_value"), **ctx.common()))


@handles("LeakyReLU")
def leaky_relu(ctx: LayerContext) -> Block:
    """``LeakyReLU(alpha=0.3)``: ``LeakyReLU(negative_slope)``, a name that is not read."""
    ctx.ignore("negative_slope", 0.3)
    slope = ctx.settings.number("alpha", 0.3)
    return chain(load_keras().layers.LeakyReLU(negative_slope=slope, **ctx.common()))


@handles("PReLU")
def prelu(ctx: LayerContext) -> Block:
    """``PReLU(sharedAxes)``: the same in Keras."""
    shared = ctx.settings.get("shared_axes")
    shared = [shared] if isinstance(shared, int) else shared
    options = weight_options(ctx.settings, "alpha")
    layer = load_keras().layers.PReLU(shared_axes=shared, **options, **ctx.common())
    return chain(layer, weights=weights_of(ctx, layer, "alpha"))


@handles("ELU")
def elu(ctx: LayerContext) -> Block:
    """``ELU()``: TensorFlow.js throws for an alpha other than 1."""
    alpha = ctx.settings.number("alpha", 1)
    if alpha != 1:
        raise ctx.refuse(
            f"alpha={alpha} is not supported by TensorFlow.js itself; expected 1. "
            f"Build the model in Keras, and copy its weights."
        )
    return chain(load_keras().layers.ELU(**ctx.common()))


@handles("ThresholdedReLU")
def thresholded_relu(ctx: LayerContext) -> Block:
    """``ThresholdedReLU(theta=1)``: ``ReLU(threshold)``, which takes none below 0."""
    keras, theta = load_keras(), ctx.settings.number("theta", 1)
    if theta >= 0:
        return chain(keras.layers.ReLU(threshold=theta, **ctx.common()))

    def kept_above(x: Any) -> Any:
        is_above = keras.ops.cast(keras.ops.greater(x, theta), "float32")
        return keras.ops.multiply(x, is_above)

    return apart(kept_above)


@handles("Softmax")
def softmax(ctx: LayerContext) -> Block:
    """``Softmax(axis=1)``: of the last axis, or of several; TensorFlow.js throws for others."""
    axis, rank = ctx.settings.get("axis", 1), len(ctx.shape)
    several = isinstance(axis, list) and len(axis) > 1
    axes = [int(each) for each in axis] if isinstance(axis, list) else [int(axis)]
    if not several and axes[0] % rank != rank - 1:
        raise ctx.refuse(
            f"axis={axes[0]} is not the last one, for which TensorFlow.js throws; expected -1 or "
            f"{rank - 1}. Build the model in Keras, and copy its weights."
        )
    if ctx.masked:
        raise ctx.refuse(
            "is given a mask by TensorFlow.js (one that is meant for it, or one that is left over "
            "from a layer before), which does not fit its input; expected none. Use the softmax "
            "activation in its place."
        )
    value = tuple(axes) if several else -1
    return chain(load_keras().layers.Softmax(axis=value, **ctx.common()))
