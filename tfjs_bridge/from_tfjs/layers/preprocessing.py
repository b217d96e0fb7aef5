"""Preprocessing. Source: tfjs-layers/src/layers/preprocessing."""

from __future__ import annotations

import math
from typing import Any

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, apart, chain
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles("Rescaling")
def rescaling(ctx: LayerContext) -> Block:
    """``Rescaling(scale, offset=0)``: the same in Keras."""
    scale, offset = ctx.settings.get("scale"), ctx.settings.get("offset", 0)
    return chain(load_keras().layers.Rescaling(scale, offset, **ctx.common()))


@handles("CategoryEncoding")
def category_encoding(ctx: LayerContext) -> Block:
    """``CategoryEncoding(numTokens, outputMode="multiHot")``: the same in Keras."""
    mode = ctx.settings.word("output_mode", "multi_hot", ("multi_hot", "one_hot", "count"))
    keras = load_keras()
    size = ctx.settings.size("num_tokens")
    layer = keras.layers.CategoryEncoding(size, output_mode=mode, **ctx.common())
    # TensorFlow.js takes floats too, which not all of Keras's backends count.
    return apart(lambda x: layer(keras.ops.cast(x, "int32")))


@handles("CenterCrop")
def center_crop(ctx: LayerContext) -> Block:
    """``CenterCrop(height, width)``: the rows and columns that TensorFlow.js takes, not Keras's.

    It asks `cropAndResize` for the nearest pixels of a box in fractions of the size, where that
    counts from the first pixel's middle to the last one's.
    """
    height, width = ctx.shape[1:3]
    if height is None or width is None:
        raise ctx.refuse("takes pictures of any size; expected a fixed one. Fix the input's shape.")
    rows = ctx.settings.size("height")
    columns = ctx.settings.size("width")
    top, left = (height - rows) // 2, (width - columns) // 2
    if width != columns:
        left = left or 1
    if top < 0 or left < 0:
        raise ctx.refuse(
            f"enlarges pictures of {height} x {width} to {rows} x {columns}; expected a size that "
            f"is not larger. Resize in front of the model."
        )
    chosen = [_nearest(top, rows, height), _nearest(left, columns, width)]
    if any(
        not 0 <= index < size
        for each, size in zip(chosen, (height, width), strict=True)
        for index in each
    ):
        raise ctx.refuse("reads beyond the picture's edge in TensorFlow.js. Crop otherwise.")
    ops = load_keras().ops

    def crop(x: Any) -> Any:
        return ops.take(ops.take(x, chosen[0], axis=1), chosen[1], axis=2)

    return apart(crop)


def _nearest(first: int, count: int, size: int) -> list[int]:
    # crop_and_resize in tfjs-backend-cpu: from y1 * (H - 1), in steps to y2 * (H - 1).
    start, end = first / size * (size - 1), (first + count) / size * (size - 1)
    step = (end - start) / (count - 1) if count > 1 else 0.0
    middle = (start + end) / 2
    at = [start + k * step if count > 1 else middle for k in range(count)]
    return [math.floor(each + 0.5) for each in at]


@handles("Resizing", "RandomWidth", "RandomHeight")
def without_batch(ctx: LayerContext) -> Block:
    """``Resizing(height, width)``: the shape that it states for its output lacks the batch."""
    raise ctx.refuse(
        "states a shape without the batch in TensorFlow.js, so that no layer can follow it, or "
        "gives another size each time. Resize in front of the model, and leave this layer out."
    )
