"""Attention without weights for queries, keys and values."""

from __future__ import annotations

import string
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import (
    causal_mask,
    combine_masks,
    key_mask_values,
    masked_softmax,
    query_mask_values,
)
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot, einsum_of_tensors
from tfjs_bridge.convert.layers_model.lowerings.dynamic_lengths import without_last_axis
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    as_float,
    dense,
    mask_values,
    multiply,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# What Keras takes from the scores of keys that do not count.
_MASKED = 1e9


@handles("Attention", treatment="rewritten", note="Dot, softmax and Dot")
def attention(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate attention: values weighted by the likeness of queries and keys.

    Keras: Attention(use_scale, score_mode), called with [query, value, key].
    TensorFlow.js: dot({axes}), activation({activation: 'softmax'}), dot({axes}).
    """
    config.ignore("dropout", "seed")
    config.take("use_scale")
    query, _, key = _tensors(ctx)
    factor = ctx.weights.get("scale", np.ones(()))
    if config.require("score_mode", ("dot", "concat"), "Use one of these.") == "dot":
        scores = _product(ctx, query, key, ("qd", "kd", "qk"))
        scores = scores if factor == 1 else scale(ctx, scores, float(factor))
        return _weighted(ctx, scores)
    weight = ctx.weights["concat_score_weight"]
    # Keras has one number for all features, a Dense one for each.
    weights = ctx.mark_derived((weight * np.ones(_size(ctx))).astype(np.float32), weight)
    return _weighted(ctx, _concat_scores(ctx, float(factor), weights))


@handles("AdditiveAttention", treatment="rewritten", note="tensors of 3 axes")
def additive_attention(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate attention with ``sum(scale * tanh(query + key))`` as scores.

    Keras: AdditiveAttention(use_scale), called with [query, value, key].
    TensorFlow.js: add, activation({activation: 'tanh'}), dense, dot({axes}).
    """
    config.ignore("dropout", "seed", "use_scale")
    weights = ctx.weights.get("scale", np.ones(_size(ctx)))
    return _weighted(ctx, _concat_scores(ctx, 1.0, weights))


def _size(ctx: LayerContext) -> int:
    return ctx.require_sizes(ctx.inputs[0].shape[-1:], "the count of features")[0]


def _tensors(ctx: LayerContext) -> tuple[Tensor, Tensor, Tensor]:
    # Keras's order; without a key the values are the keys.
    query, value, *rest = (as_float(ctx, x) for x in ctx.inputs)
    key = rest[0] if rest else value
    shapes = [list(x.shape) for x in (query, value, key)]
    if len({len(shape) for shape in shapes}) > 1 or query.rank < 3:
        raise ctx.refuse(
            f"expected tensors of shape (batch, steps, features), got {shapes}",
            "Give them the same axes.",
        )
    if len({tuple(shape[1:-2]) for shape in shapes}) > 1:
        raise ctx.refuse(
            f"its tensors, {shapes}, differ in the axes before the last two", "Repeat them."
        )
    return query, value, key


def _product(
    ctx: LayerContext, left: Tensor, right: Tensor, labels: tuple[str, str, str]
) -> Tensor:
    """Compute an einsum over the last two axes, for each of those in front of them."""
    if left.rank == 3:
        return dot(ctx, left, right, (2, 2) if labels[1][1] == labels[0][1] else (2, 1))
    front = string.ascii_uppercase[: left.rank - 2]
    of_left, of_right, of_result = (front + label for label in labels)
    return einsum_of_tensors(ctx, left, right, (of_left, of_right, of_result))


def _concat_scores(ctx: LayerContext, factor: float, weights: Any) -> Tensor:
    """Compute ``sum(weights * tanh(factor * (query + key)))`` for each query and key."""
    query, _, key = _tensors(ctx)
    if query.rank > 3:
        raise ctx.refuse(
            f"compares each query with each key, in tensors of shape {list(query.shape)}",
            "Reshape them to (batch, steps, features).",
        )
    size, queries, keys = query.shape[2], query.shape[1], key.shape[1]
    # Broadcasting makes all pairs: (queries, 1, size) and (1, keys, size).
    both = add(ctx, reshape(ctx, query, (queries, 1, size)), reshape(ctx, key, (1, keys, size)))
    both = both if factor == 1 else scale(ctx, both, factor)
    scores = dense(ctx, activation(ctx, both, "tanh"), np.asarray(weights)[:, None])
    return without_last_axis(ctx, scores)


def _weighted(ctx: LayerContext, scores: Tensor) -> Result:
    """Weight the values by the softmax of the scores, with the masks that apply."""
    query, value, key = _tensors(ctx)
    # Of the key Keras reads no mask: its steps are those of the values.
    query_mask, value_mask = (*ctx.masks, None, None)[:2]
    is_causal = bool(ctx.take_kwarg("use_causal_mask"))
    if query.rank > 3 and (query_mask is not None or value_mask is not None):
        raise ctx.refuse(
            f"has masks, for tensors of shape {list(query.shape)}",
            "Reshape them to (batch, steps, features).",
        )
    masks: list[Any] = [] if value_mask is None else [_of_values(ctx, value_mask, is_causal)]
    if is_causal:
        masks.append(causal_mask(ctx, query, key))
    returns_scores = ctx.take_kwarg("return_attention_scores")
    weights = masked_softmax(ctx, scores, combine_masks(ctx, scores, masks), _MASKED)
    result = _product(ctx, weights, value, ("qk", "kd", "qd"))
    if query_mask is not None:
        result = multiply(ctx, result, query_mask_values(ctx, query_mask))
    output = Masked(result, query_mask)
    return [output, Masked(weights, None)] if returns_scores else output


def _of_values(ctx: LayerContext, mask: Mask, is_causal: bool) -> Tensor:
    """Return which values count, for all queries or, with 3 axes, for each."""
    if len(mask.shape) == 2:
        return key_mask_values(ctx, mask)
    if len(mask.shape) == 3 and not is_causal:
        return mask_values(ctx, mask)
    raise ctx.refuse(
        f"the mask of its values has shape {list(mask.shape)}; expected (batch, steps)",
        "Give it these axes.",
    )
