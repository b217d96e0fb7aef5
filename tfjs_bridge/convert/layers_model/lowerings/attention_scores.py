"""What the attention layers share: masks as numbers, and the softmax of masked scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import absolute, product
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, constant_like
from tfjs_bridge.convert.layers_model.lowerings.dynamic_lengths import position_differences
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    mask_values,
    multiply,
    reshape,
    scale,
    step,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


def key_mask_values(ctx: LayerContext, mask: Mask) -> Tensor:
    """Return a mask of the keys as numbers, shape (batch, 1, keys)."""
    return reshape(ctx, mask_values(ctx, mask), (1, mask.shape[1]))


def query_mask_values(ctx: LayerContext, mask: Mask) -> Tensor:
    """Return a mask of the queries as numbers, shape (batch, queries, 1)."""
    return reshape(ctx, mask_values(ctx, mask), (mask.shape[1], 1))


def causal_mask(ctx: LayerContext, query: Tensor, key: Tensor) -> Tensor | Array:
    """Return 1 where a key is not later than the query, shape ([batch,] queries, keys)."""
    queries, keys = query.shape[-2], key.shape[-2]
    if queries is None or keys is None:
        # A step of 0 is 0, and a query sees its own position: half a position more makes that 1.
        return step(ctx, scale(ctx, position_differences(ctx, query, key), 1.0, 0.5))
    return np.tril(np.ones((queries, keys), np.float32))


def sliding_window_mask(ctx: LayerContext, query: Tensor, key: Tensor, size: int) -> Tensor | Array:
    """Return 1 where a key is nearer to the query than `size`; shaped like `causal_mask`."""
    queries, keys = query.shape[-2], key.shape[-2]
    if queries is None or keys is None:
        return step(
            ctx, scale(ctx, absolute(ctx, position_differences(ctx, query, key)), -1.0, size - 0.5)
        )
    distance = np.abs(np.arange(queries)[:, None] - np.arange(keys)[None, :])
    return (distance < size).astype(np.float32)


def combine_masks(
    ctx: LayerContext, like: Tensor, masks: Sequence[Tensor | Array]
) -> Tensor | None:
    """Multiply masks.

    Args:
        ctx: Of the layer that this is for.
        like: Of shape (batch, queries, keys).
        masks: Tensors of that shape or with sizes 1, and constants of shape (queries, keys).
    """
    tensors = [mask for mask in masks if isinstance(mask, Tensor)]
    constants = [mask for mask in masks if not isinstance(mask, Tensor)]
    if not tensors:
        return constant_like(ctx, like, _all_of(constants)) if constants else None
    both = multiply(ctx, *tensors) if len(tensors) > 1 else tensors[0]
    return product(ctx, both, _all_of(constants)) if constants else both


def _all_of(constants: Sequence[Array]) -> Array:
    product_: Array = np.prod(np.broadcast_arrays(*constants), axis=0)
    # Constants have no axis for the batch, which the scores have.
    return product_[None]


def masked_softmax(
    ctx: LayerContext, scores: Tensor, keep: Tensor | None, distance: float
) -> Tensor:
    """Apply softmax over the keys; scores of those with 0 in `keep` are `distance` lower."""
    if keep is not None:
        # ``keep * distance - distance``: 0 where the key counts.
        lower = scale(ctx, keep, distance, -distance)
        scores = add(ctx, scores, lower)
    return activation(ctx, scores, "softmax")
