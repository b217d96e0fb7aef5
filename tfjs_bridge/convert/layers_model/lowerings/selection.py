"""Parts of an axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.resampling import multiply_axes
from tfjs_bridge.convert.layers_model.lowerings.space import crop_space
from tfjs_bridge.convert.layers_model.primitives import crop, known_product, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# More steps than any sequence has.
_LONGEST = 1 << 30


def gather(ctx: LayerContext, x: Tensor, axis: int, places: Sequence[int]) -> Tensor:
    """Return the values at some positions of a fixed axis, in any order and number."""
    size = x.shape[axis]
    if size is None or not places:
        raise ctx.refuse(f"takes {len(places)} of axis {axis} of {list(x.shape)}", "Take some.")
    # Neighbours in order are cropped, which moves no values.
    if list(places) == list(range(places[0], places[0] + len(places))):
        return crop(ctx, x, axis, places[0], places[-1] + 1)
    matrix = (np.arange(size)[:, None] == np.asarray(places)).astype(np.float32)
    return multiply_axes(ctx, x, {axis: (matrix, None)})


def slice_dynamic(ctx: LayerContext, x: Tensor, axis: int, start: int, stop: int | None) -> Tensor:
    """Return ``start:stop`` of an axis whose size is not fixed."""
    end = 0 if stop is None else -stop
    if start < 0 or end < 0 or (stop == 0):
        ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is sliced,")
    if (start, end) == (0, 0):
        return x
    before, after = known_product(x.shape[1:axis]), known_product(x.shape[axis + 1 :])
    if before is None or after is None:
        ctx.require_sizes((*x.shape[1:axis], *x.shape[axis + 1 :]), "the other axes")
    flat = reshape(ctx, x, (before, None, after))
    part = crop_space(ctx, flat, [(0, 0), (start, end)])
    return reshape(ctx, part, (*x.shape[1:axis], None, *x.shape[axis + 1 :]))


def first_of_dynamic(ctx: LayerContext, x: Tensor, axis: int) -> Tensor:
    """Return ``0:1`` of an axis whose size is not fixed, by a pooling of huge strides."""
    before, after = known_product(x.shape[1:axis]), known_product(x.shape[axis + 1 :])
    flat = reshape(ctx, x, (before, None, after))
    config = {"pool_size": [1, 1], "strides": [1, _LONGEST], "padding": "valid"}
    shape = (x.shape[0], before, None, after)
    config |= {"data_format": "channels_last"}
    part = ctx.emit("MaxPooling2D", config, [flat], shape)
    return reshape(ctx, part, (*x.shape[1:axis], 1, *x.shape[axis + 1 :]))
