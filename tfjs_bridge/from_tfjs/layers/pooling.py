"""Pooling. Source: pooling.ts in tfjs-layers/src/layers."""

from __future__ import annotations

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, chain
from tfjs_bridge.from_tfjs.layers.convolution import DATA_FORMATS, channels_moved
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles(*(f"{kind}Pooling{rank}D" for kind in ("Max", "Average") for rank in (1, 2, 3)))
def pooling(ctx: LayerContext) -> Block:
    """``MaxPooling2D(poolSize=2, strides=poolSize, padding)``: the same in Keras."""
    rank = int(ctx.spec.class_name[-2])
    size = ctx.settings.sizes("pool_size", rank, 2)
    layer = getattr(load_keras().layers, ctx.spec.class_name)(
        pool_size=size,
        strides=ctx.settings.sizes("strides", rank, list(size)),
        padding=ctx.settings.word("padding", "valid", ("valid", "same")),
        **ctx.common(),
    )
    if rank == 1:
        ctx.ignore("data_format", "channels_last")
        return chain(layer)
    return channels_moved(ctx, rank, layer)


@handles("GlobalMaxPooling1D", "GlobalAveragePooling1D")
def global_pooling_1d(ctx: LayerContext) -> Block:
    """``GlobalAveragePooling1D()``: the same in Keras; TensorFlow.js averages masked steps too."""
    ctx.ignore("keepdims", False)
    ctx.ignore("data_format", "channels_last")
    return chain(getattr(load_keras().layers, ctx.spec.class_name)(**ctx.common()))


@handles("GlobalMaxPooling2D", "GlobalAveragePooling2D")
def global_pooling_2d(ctx: LayerContext) -> Block:
    """``GlobalAveragePooling2D(dataFormat)``: the same in Keras."""
    ctx.ignore("keepdims", False)
    data_format = ctx.settings.word("data_format", "channels_last", DATA_FORMATS)
    kind = getattr(load_keras().layers, ctx.spec.class_name)
    return chain(kind(data_format=data_format, **ctx.common()))
