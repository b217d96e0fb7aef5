"""Operations that reorder or repeat the values along an axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    resolve_axis,
    take_optional,
    with_keras_dtype,
)
from tfjs_bridge.convert.layers_model.lowerings.selection import gather
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("ops.Flip", treatment="rewritten")
def flip(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the reverse along axes.

    Keras: keras.ops.flip(x, axis).
    TensorFlow.js: dense with a permuting kernel.
    """
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: k[::-1])
    )


@handles("ops.Fliplr", treatment="rewritten")
def flip_left_right(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the reverse along the axis after the batch.

    Keras: keras.ops.fliplr(x).
    TensorFlow.js: dense with a permuting kernel.
    """
    return with_keras_dtype(ctx, _reordered(ctx, 1, lambda k: k[::-1]))


@handles("ops.Roll", treatment="rewritten")
def roll(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a rotation along an axis.

    Keras: keras.ops.roll(x, shift, axis).
    TensorFlow.js: dense with a permuting kernel.
    """
    shift = config.take("shift")
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: np.roll(k, shift))
    )


@handles("ops.Repeat", treatment="rewritten")
def repeat(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate each value repeated along an axis.

    Keras: keras.ops.repeat(x, repeats, axis).
    TensorFlow.js: dense with a repeating kernel.
    """
    times = config.take("repeats")
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: np.repeat(k, times))
    )


@handles("ops.Tile", treatment="rewritten", note="the batch has to stay")
def tile(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the whole tensor repeated along its axes.

    Keras: keras.ops.tile(x, repeats).
    TensorFlow.js: dense with a repeating kernel.
    """
    x, times = as_tensor(ctx, ctx.args[0]), config.take("repeats")
    times = [times] if isinstance(times, int) else list(times)
    # numpy's rule: fewer counts than axes are for the last ones.
    times = [1] * (x.rank - len(times)) + times
    if len(times) > x.rank or times[0] != 1:
        raise ctx.refuse(f"repeats the batch (repeats={times})", "Repeat the other axes only.")
    for axis in range(1, x.rank):
        if times[axis] != 1:
            (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, to repeat,")
            x = gather(ctx, x, axis, list(range(size)) * times[axis])
    return with_keras_dtype(ctx, x)


def _reordered(ctx: LayerContext, axis: Any, places: Any) -> Tensor:
    """Take, along each axis, the values at `places` of all its positions."""
    x = as_tensor(ctx, ctx.args[0])
    for number_ in axis if isinstance(axis, list | tuple) else [axis]:
        place = resolve_axis(ctx, number_, x.rank)
        (size,) = ctx.require_sizes(x.shape[place : place + 1], f"axis {place}")
        # numpy itself moves the positions, so its rules for shifts and repeats are what applies.
        x = gather(ctx, x, place, [int(k) for k in places(np.arange(size))])
    return x
