"""Which keys each query of an attention layer sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import ZERO, not_equal
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import (
    causal_mask,
    combine_masks,
    key_mask_values,
    query_mask_values,
    sliding_window_mask,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, as_tensor, operand
from tfjs_bridge.convert.layers_model.primitives import crop, known_product, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@dataclass(frozen=True, slots=True)
class AttentionInputs:
    """What the layer is called with."""

    query: Tensor
    value: Tensor
    key: Tensor
    query_mask: Mask | None
    value_mask: Mask | None
    key_mask: Mask | None


def shared_masks(ctx: LayerContext, given: AttentionInputs, sliding: int | None) -> list[Any]:
    """Return masks as numbers: tensors of 3 or 4 axes, and constants of shape (queries, keys)."""
    query, key = (flatten_steps(ctx, x) for x in (given.query, given.key))
    masks: list[Any] = []
    if given.query_mask is not None:
        # Keras combines all of them by `and`, so a product of numbers 0 and 1 does.
        masks.append(query_mask_values(ctx, given.query_mask))
    masks += [key_mask_values(ctx, m) for m in (given.value_mask, given.key_mask) if m is not None]
    own = ctx.take_kwarg("attention_mask")
    if own is not None:
        masks.append(_own_mask(ctx, own, beside_others=bool(masks)))
    if ctx.take_kwarg("use_causal_mask"):
        masks.append(causal_mask(ctx, query, key))
    if sliding is not None:
        masks.append(sliding_window_mask(ctx, query, key, sliding))
    return masks


def flatten_steps(ctx: LayerContext, x: Tensor) -> Tensor:
    """Join all axes of attention in one, shape (batch, steps, features)."""
    return reshape(ctx, x, (known_product(x.shape[1:-1]), x.shape[-1]))


def _own_mask(ctx: LayerContext, mask: Any, *, beside_others: bool) -> Tensor | Array:
    """Return the mask that the call names."""
    value = operand(ctx, mask)
    # A constant holds for every sample, so its axes for batch and heads have to be of size 1.
    if not isinstance(value, Tensor):
        value = np.asarray(value != 0, np.float32)
        if value.ndim in (2, 3, 4) and value.size == np.prod(value.shape[-2:]):
            return np.reshape(value, value.shape[-2:])
        raise ctx.refuse(f"its mask is a constant of shape {value.shape}", "Use (queries, keys).")
    if value.rank not in (3, 4) or (value.rank == 4 and beside_others):
        raise ctx.refuse(
            f"expected an attention_mask of shape (batch, queries, keys), got {list(value.shape)}",
            "Give it these axes.",
        )
    # Keras takes any number but 0 as true.
    if isinstance(mask, Mask) or mask.dtype == "bool":
        return value
    return not_equal(ctx, as_tensor(ctx, mask), ZERO)


def masks_per_head(
    ctx: LayerContext, scores: Tensor, masks: Sequence[Any], count: int
) -> list[Tensor | None]:
    """Return what each head sees; it differs only where a mask has an axis for the heads."""
    by_head = [m for m in masks if isinstance(m, Tensor) and m.rank == 4]
    rest = [m for m in masks if not isinstance(m, Tensor) or m.rank == 3]
    if not by_head:
        return [combine_masks(ctx, scores, rest)] * count
    (own,) = by_head
    # One mask for all heads.
    if own.shape[1] == 1:
        shared = reshape(ctx, own, own.shape[2:])
        return [combine_masks(ctx, scores, [*rest, shared])] * count
    parts = [crop(ctx, own, 1, head, head + 1) for head in range(count)]
    return [combine_masks(ctx, scores, [*rest, reshape(ctx, p, p.shape[2:])]) for p in parts]


def same_position_mask(
    ctx: LayerContext, query: Tensor, key: Tensor, axes: tuple[int, ...]
) -> list[Any]:
    """Make a constant that separates positions along the axes without attention."""
    others = [axis for axis in range(1, query.rank - 1) if axis not in axes]
    if not others:
        return []
    places = []
    for x in (query, key):
        sizes = ctx.require_sizes(x.shape[1:-1], "the axes of attention")
        grid = np.indices(sizes).reshape(len(sizes), -1)
        places.append(grid[[axis - 1 for axis in others]])
    same = (places[0][:, :, None] == places[1][:, None, :]).all(axis=0)
    return [same.astype(np.float32)]
