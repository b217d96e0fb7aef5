"""Padding, cropping and enlarging. Source: padding.ts and convolutional.ts in tfjs-layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, chain
from tfjs_bridge.from_tfjs.layers.convolution import DATA_FORMATS, channels_moved
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles("ZeroPadding2D")
def zero_padding(ctx: LayerContext) -> Block:
    """``ZeroPadding2D(padding=1, dataFormat)``: the same in Keras."""
    return _edges(ctx, "padding", 1)


@handles("Cropping2D")
def cropping(ctx: LayerContext) -> Block:
    """``Cropping2D(cropping, dataFormat)``: the same in Keras."""
    return _edges(ctx, "cropping", None)


def _edges(ctx: LayerContext, key: str, default: Any) -> Block:
    value = ctx.settings.get(key, default)
    sides = value if isinstance(value, list) else [value, value]
    pairs = [tuple(side) if isinstance(side, list) else (side, side) for side in sides]
    data_format = ctx.settings.word("data_format", "channels_last", DATA_FORMATS)
    kind = getattr(load_keras().layers, ctx.spec.class_name)
    return chain(kind(pairs, data_format=data_format, **ctx.common()))


@handles("UpSampling2D")
def up_sampling(ctx: LayerContext) -> Block:
    """``UpSampling2D(size=2, interpolation)``: bilinear is another function than Keras's.

    TensorFlow.js interpolates from the first pixel's corner, without half pixels: the value k
    steps behind a pixel is the mean of a window of as many as there are steps, over the nearest
    ones, where the last row and column go on beyond the edge.
    """
    layers, size = load_keras().layers, ctx.settings.sizes("size", 2, 2)
    known = ("nearest", "bilinear")
    interpolation = ctx.settings.word("interpolation", "nearest", known)
    layer = layers.UpSampling2D(size, **ctx.common())
    if interpolation == "nearest" or size == (1, 1):
        return channels_moved(ctx, 2, layer)
    if ctx.settings.word("data_format", "channels_last", DATA_FORMATS) == "channels_first":
        raise ctx.refuse(
            "dataFormat 'channelsFirst' is not imported with bilinear interpolation; expected "
            "'channelsLast'. Use nearest, or move the channels."
        )
    return _bilinear(ctx, layer, size)


def _bilinear(ctx: LayerContext, layer: Any, size: Sequence[int]) -> Block:
    keras, (down, across) = load_keras(), size
    mean = keras.layers.AveragePooling2D((down, across), 1, name=ctx.fresh_name("bilinear"))
    edges = ((0, 0), (0, down - 1), (0, across - 1), (0, 0))

    def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
        nearest = layer(inputs[0])
        # Mirrored, the last values are as many copies of the last pixel as are needed.
        return [mean(keras.ops.pad(nearest, edges, mode="symmetric"))]

    return Block(call)
