"""Normalization. Source: normalization.ts in tfjs-layers/src/layers."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, Weight, chain, weights_of
from tfjs_bridge.from_tfjs.objects import weight_options
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles("BatchNormalization")
def batch_normalization(ctx: LayerContext) -> Block:
    """``BatchNormalization(axis=-1, momentum, epsilon, center, scale)``: the same in Keras."""
    axis = ctx.settings.get("axis", -1)
    if isinstance(axis, list) and len(axis) != 1:
        raise ctx.refuse(f"axis={axis} is not supported by TensorFlow.js; expected one axis.")
    layer = load_keras().layers.BatchNormalization(
        axis=int(axis[0] if isinstance(axis, list) else axis),
        momentum=ctx.settings.number("momentum", 0.99),
        epsilon=ctx.settings.number("epsilon", 1e-3),
        **_affine(ctx),
        **weight_options(ctx.settings, "gamma", "beta"),
        **ctx.common(),
    )
    moving = [
        Weight(weight.name, weight.variable, is_trainable=False)
        for weight in weights_of(ctx, layer, "moving_mean", "moving_variance")
    ]
    return chain(layer, weights=[*_learned(ctx, layer), *moving])


@handles("LayerNormalization")
def layer_normalization(ctx: LayerContext) -> Block:
    """``LayerNormalization(axis=-1, epsilon, center, scale)``: the same in Keras."""
    axis = ctx.settings.get("axis", -1)
    axes = axis if isinstance(axis, list) else [axis]
    axes = [int(each) for each in axes]
    layer = load_keras().layers.LayerNormalization(
        axis=axes[0] if len(axes) == 1 else axes,
        epsilon=ctx.settings.number("epsilon", 1e-3),
        **_affine(ctx),
        **weight_options(ctx.settings, "gamma", "beta"),
        **ctx.common(),
    )
    return chain(layer, weights=_learned(ctx, layer))


def _affine(ctx: LayerContext) -> dict[str, Any]:
    return {name: ctx.settings.flag(name, True) for name in ("center", "scale")}


def _learned(ctx: LayerContext, layer: Any) -> list[Weight]:
    flags = _affine(ctx)
    names = [name for name, flag in (("gamma", "scale"), ("beta", "center")) if flags[flag]]
    return weights_of(ctx, layer, *names)
