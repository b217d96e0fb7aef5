"""Dense, Embedding, what moves values about, and what works in training only.

Source: core.ts, embeddings.ts and noise.ts in tfjs-layers/src/layers.
"""

from __future__ import annotations

from typing import Any

from tfjs_bridge.from_tfjs.blocks import (
    Block,
    LayerContext,
    apart,
    chain,
    fused_activation,
    weights_of,
)
from tfjs_bridge.from_tfjs.objects import weight_options
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.from_tfjs.settings import snake_case
from tfjs_bridge.keras_backend import load_keras


@handles("Dense")
def dense(ctx: LayerContext) -> Block:
    """``Dense(units, activation, useBias)``: the same in Keras."""
    activation, rest = fused_activation(ctx)
    use_bias = ctx.settings.flag("use_bias", True)
    layer = load_keras().layers.Dense(
        ctx.settings.size("units"),
        activation=activation,
        use_bias=use_bias,
        **weight_options(ctx.settings, "kernel", "bias"),
        **ctx.common(),
    )
    return chain(layer, *rest, weights=weights_of(ctx, layer, "kernel", *["bias"] * use_bias))


@handles("Embedding")
def embedding(ctx: LayerContext) -> Block:
    """``Embedding(inputDim, outputDim, maskZero)``: the same in Keras."""
    layer = load_keras().layers.Embedding(
        ctx.settings.size("input_dim"),
        ctx.settings.size("output_dim"),
        mask_zero=ctx.settings.flag("mask_zero", False) and not ctx.explicit_masks,
        **weight_options(ctx.settings, "embeddings"),
        **ctx.common(),
    )
    return chain(layer, weights=weights_of(ctx, layer, "embeddings"))


@handles("Masking")
def masking(ctx: LayerContext) -> Block:
    """``Masking(maskValue)``: the same in Keras; without its mask where that goes another way."""
    keras, value = load_keras(), ctx.settings.number("mask_value", 0)
    if not ctx.explicit_masks:
        return chain(keras.layers.Masking(value, **ctx.common()))

    def masked(x: Any) -> Any:
        kept = keras.ops.any(keras.ops.not_equal(x, value), axis=-1, keepdims=True)
        return keras.ops.multiply(x, keras.ops.cast(kept, "float32"))

    return apart(masked)


@handles("Flatten")
def flatten(ctx: LayerContext) -> Block:
    """``Flatten(dataFormat)``: the same in Keras."""
    data_format = snake_case(ctx.settings.get("data_format", "channels_last"))
    return chain(load_keras().layers.Flatten(data_format=data_format, **ctx.common()))


@handles("Reshape")
def reshape(ctx: LayerContext) -> Block:
    """``Reshape(targetShape)``: one size may be unknown, saved as null or -1."""
    sizes = ctx.settings.get("target_shape")
    target = [-1 if size is None or size < 0 else size for size in sizes]
    return chain(load_keras().layers.Reshape(target, **ctx.common()))


@handles("Permute")
def permute(ctx: LayerContext) -> Block:
    """``Permute(dims)``: the same in Keras."""
    return chain(load_keras().layers.Permute(ctx.settings.get("dims"), **ctx.common()))


@handles("RepeatVector")
def repeat_vector(ctx: LayerContext) -> Block:
    """``RepeatVector(n)``: the same in Keras."""
    return chain(load_keras().layers.RepeatVector(ctx.settings.size("n"), **ctx.common()))


@handles("Dropout")
def dropout(ctx: LayerContext) -> Block:
    """``Dropout(rate, noiseShape, seed)``: the same in Keras."""
    rate = min(max(ctx.settings.number("rate"), 0), 1)  # as core.ts does
    shape, seed = ctx.settings.get("noise_shape"), ctx.settings.get("seed")
    options = ({"noise_shape": tuple(shape)} if shape else {}) | ({"seed": seed} if seed else {})
    return chain(load_keras().layers.Dropout(rate, **options, **ctx.common()))


@handles("SpatialDropout1D", "GaussianDropout", "AlphaDropout")
def other_dropout(ctx: LayerContext) -> Block:
    """``SpatialDropout1D(rate)`` and the like: the same in Keras."""
    kind = getattr(load_keras().layers, ctx.spec.class_name)
    return chain(kind(ctx.settings.number("rate"), **ctx.common()))


@handles("GaussianNoise")
def gaussian_noise(ctx: LayerContext) -> Block:
    """``GaussianNoise(stddev)``: the same in Keras."""
    return chain(load_keras().layers.GaussianNoise(ctx.settings.number("stddev"), **ctx.common()))
