"""Attention without weights for queries, keys and values."""

from __future__ import annotations

import string
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Masked, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import (
    causal,
    columns,
    combined,
    masked_softmax,
    rows,
)
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot, of_tensors
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

# What Keras takes from the scores of keys that do not count.
_MASKED = 1e9


@handles("Attention", treatment="rewritten", note="Dot, softmax and Dot")
def attention(use: Use, config: ConfigReader) -> Result:
    """Values weighted by the likeness of queries and keys."""
    config.ignore("dropout", "seed")
    config.take("use_scale")
    query, _, key = _tensors(use)
    factor = use.weights.get("scale", np.ones(()))
    if config.require("score_mode", ("dot", "concat"), "Use one of these.") == "dot":
        scores = _product(use, query, key, ("qd", "kd", "qk"))
        scores = scores if factor == 1 else scale(use, scores, float(factor))
        return _weighted(use, scores)
    weight = use.weights["concat_score_weight"]
    weights = use.derived((weight * np.ones(_size(use))).astype(np.float32), weight)
    return _weighted(use, _concat_scores(use, float(factor), weights))


@handles("AdditiveAttention", treatment="rewritten", note="tensors of 3 axes")
def additive_attention(use: Use, config: ConfigReader) -> Result:
    """Values weighted by ``sum(scale * tanh(query + key))``."""
    config.ignore("dropout", "seed", "use_scale")
    weights = use.weights.get("scale", np.ones(_size(use)))
    return _weighted(use, _concat_scores(use, 1.0, weights))


def _size(use: Use) -> int:
    return use.require_sizes(use.inputs[0].shape[-1:], "the count of features")[0]


def _tensors(use: Use) -> tuple[Tensor, Tensor, Tensor]:
    query, value, *rest = (as_float(use, x) for x in use.inputs)
    key = rest[0] if rest else value
    shapes = [list(x.shape) for x in (query, value, key)]
    if len({len(shape) for shape in shapes}) > 1 or query.rank < 3:
        raise use.refuse(
            f"expected tensors of shape (batch, steps, features), got {shapes}",
            "Give them the same axes.",
        )
    if len({tuple(shape[1:-2]) for shape in shapes}) > 1:
        raise use.refuse(f"its tensors, {shapes}, have unequal axes in front", "Repeat them.")
    return query, value, key


def _product(use: Use, left: Tensor, right: Tensor, labels: tuple[str, str, str]) -> Tensor:
    """An einsum over the last two axes, for each of those in front of them."""
    if left.rank == 3:
        return dot(use, left, right, (2, 2) if labels[1][1] == labels[0][1] else (2, 1))
    front = string.ascii_uppercase[: left.rank - 2]
    of_left, of_right, of_result = (front + label for label in labels)
    return of_tensors(use, left, right, (of_left, of_right, of_result))


def _concat_scores(use: Use, factor: float, weights: Any) -> Tensor:
    """``sum(weights * tanh(factor * (query + key)))`` for each query and key."""
    query, _, key = _tensors(use)
    if query.rank > 3:
        raise use.refuse(
            f"compares each query with each key, in tensors of shape {list(query.shape)}",
            "Reshape them to (batch, steps, features).",
        )
    size, queries, keys = query.shape[2], query.shape[1], key.shape[1]
    both = add(use, reshape(use, query, (queries, 1, size)), reshape(use, key, (1, keys, size)))
    both = both if factor == 1 else scale(use, both, factor)
    scores = dense(use, activation(use, both, "tanh"), np.asarray(weights)[:, None])
    return without_last_axis(use, scores)


def _weighted(use: Use, scores: Tensor) -> Result:
    """The values by the scores, which masks take part in."""
    query, value, key = _tensors(use)
    query_mask, value_mask = (*use.masks, None, None)[:2]
    is_causal = bool(use.kwarg("use_causal_mask"))
    if query.rank > 3 and (query_mask is not None or value_mask is not None):
        raise use.refuse(
            f"has masks, for tensors of shape {list(query.shape)}",
            "Reshape them to (batch, steps, features).",
        )
    masks: list[Any] = [] if value_mask is None else [_of_values(use, value_mask, is_causal)]
    if is_causal:
        masks.append(causal(use, query, key))
    returns_scores = use.kwarg("return_attention_scores")
    weights = masked_softmax(use, scores, combined(use, scores, masks), _MASKED)
    result = _product(use, weights, value, ("qk", "kd", "qd"))
    if query_mask is not None:
        result = multiply(use, result, rows(use, query_mask))
    output = Masked(result, query_mask)
    return [output, Masked(weights, None)] if returns_scores else output


def _of_values(use: Use, mask: Mask, is_causal: bool) -> Tensor:
    """Which values count, for all queries or, with 3 axes, for each."""
    if len(mask.shape) == 2:
        return columns(use, mask)
    if len(mask.shape) == 3 and not is_causal:
        return mask_values(use, mask)
    raise use.refuse(
        f"the mask of its values has shape {list(mask.shape)}; expected (batch, steps)",
        "Give it these axes.",
    )
