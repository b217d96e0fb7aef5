"""Attention without weights for queries, keys and values."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.builder import Tensor
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.handlers import Result, handles
from tfjs_bridge.convert.primitives import (
    activation,
    add,
    as_float,
    dense,
    multiply,
    reshape,
    scale,
)
from tfjs_bridge.convert.rewrites.attention_scores import (
    causal,
    columns,
    combined,
    masked_softmax,
    rows,
)
from tfjs_bridge.convert.rewrites.contraction import dot
from tfjs_bridge.convert.use import Masked, Use

# What Keras takes from the scores of keys that do not count.
_MASKED = 1e9


@handles("Attention", treatment="rewritten", note="Dot, softmax and Dot; tensors of 3 axes")
def attention(use: Use, config: ConfigReader) -> Result:
    """Values weighted by the likeness of queries and keys."""
    config.ignore("dropout", "seed")
    config.take("use_scale")
    query, _, key = _tensors(use)
    factor = use.weights.get("scale", np.ones(()))
    if config.require("score_mode", ("dot", "concat"), "Use one of these.") == "dot":
        scores = dot(use, query, key)
        scores = scores if factor == 1 else scale(use, scores, float(factor))
        return _weighted(use, scores)
    weight = use.weights["concat_score_weight"]
    return _weighted(use, _concat_scores(use, float(factor), weight * np.ones(_size(use))))


@handles("AdditiveAttention", treatment="rewritten", note="tensors of 3 axes and fixed lengths")
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
    if {query.rank, value.rank, key.rank} != {3}:
        raise use.refuse(
            f"expected tensors of shape (batch, steps, features), got "
            f"{[list(x.shape) for x in (query, value, key)]}",
            "Reshape them to 3 axes.",
        )
    return query, value, key


def _concat_scores(use: Use, factor: float, weights: Any) -> Tensor:
    """``sum(weights * tanh(factor * (query + key)))`` for each query and key."""
    query, _, key = _tensors(use)
    size = query.shape[2]
    lengths = use.require_sizes((query.shape[1], key.shape[1]), "the lengths of the sequences")
    both = add(
        use, reshape(use, query, (lengths[0], 1, size)), reshape(use, key, (1, lengths[1], size))
    )
    both = both if factor == 1 else scale(use, both, factor)
    scores = dense(use, activation(use, both, "tanh"), np.asarray(weights)[:, None])
    return reshape(use, scores, lengths)


def _weighted(use: Use, scores: Tensor) -> Result:
    """The values by the scores, which masks take part in."""
    _, value, _ = _tensors(use)
    query_mask, value_mask = (*use.masks, None, None)[:2]
    masks: list[Any] = [] if value_mask is None else [columns(use, value_mask)]
    if use.kwarg("use_causal_mask"):
        masks.append(causal(use, scores.shape))
    returns_scores = use.kwarg("return_attention_scores")
    weights = masked_softmax(use, scores, combined(use, scores, masks), _MASKED)
    result = dot(use, weights, value, (2, 1))
    if query_mask is not None:
        result = multiply(use, result, rows(use, query_mask))
    output = Masked(result, query_mask)
    return [output, Masked(weights, None)] if returns_scores else output
