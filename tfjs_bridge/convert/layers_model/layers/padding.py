"""Padding with zeros, and cropping."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.space import (
    Sides,
    crop_space,
    pad_space,
    restore_channels,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", note="1D and 3D as 2D")
def zero_padding(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate zeros around space.

    Keras: ZeroPadding2D(padding, data_format).
    TensorFlow.js: zeroPadding2d({padding}), for one and three spatial axes too.
    """
    x, first = to_channels_last(ctx, config)
    return restore_channels(ctx, pad_space(ctx, x, _sides(config.take("padding"))), first)


@handles("Cropping1D", "Cropping2D", "Cropping3D", note="1D and 3D as 2D")
def cropping(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate space without its borders.

    Keras: Cropping2D(cropping, data_format).
    TensorFlow.js: cropping2D({cropping}), for one and three spatial axes too.
    """
    x, first = to_channels_last(ctx, config)
    return restore_channels(ctx, crop_space(ctx, x, _sides(config.take("cropping"))), first)


def _sides(value: tuple[int, int] | tuple[Sides, ...]) -> list[Sides]:
    """Return the counts before and after each spatial axis; for one, Keras gives a bare pair."""
    sides = [value] if isinstance(value[0], int) else value
    return [(int(before), int(after)) for before, after in sides]
