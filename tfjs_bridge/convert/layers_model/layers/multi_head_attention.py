"""Attention with several heads: a Dense each for query, key and value of each head."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked, as_mask
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.attention_masks import (
    AttentionInputs,
    flatten_steps,
    masks_per_head,
    same_position_mask,
    shared_masks,
)
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import masked_softmax
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot
from tfjs_bridge.convert.layers_model.lowerings.dynamic_lengths import with_first_axis
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    as_float,
    concatenate,
    dense,
    multiply,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Keras puts the lowest number there is in the place of masked scores. From this one, a score is
# too small to make a difference, so that steps that see nothing weight all values alike. WebGL's
# largest value of a row is never below -1e20 (reduce_gpu.ts).
_MASKED = float(2**60)


@handles(
    "MultiHeadAttention",
    treatment="rewritten",
    note="Dense, Dot, softmax and Dot for each head; with masks, tensors of 3 axes",
)
def multi_head_attention(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate attention of several heads over the chosen axes.

    Keras: MultiHeadAttention(num_heads, key_dim, value_dim, attention_axes), called with (query,
        value, key).
    TensorFlow.js: dense, dot, softmax and dot for each head; its own class is not registered.
    """
    # The weights show these.
    config.ignore("num_heads", "value_dim", "use_bias", "use_gate", "output_shape", "seed")
    config.ignore("flash_attention")
    given = _given(ctx, runtime_masks=True)
    # Keras deletes the masks of its inputs (keras/src/layers/attention/multi_head_attention.py,
    # `set_keras_mask`), so that layers that run later do not see them either.
    ctx.unmasked |= {ctx.builder.origin(x) for x in (given.query, given.value, given.key)}
    axes = config.take("attention_axes")
    factor = 1 / sqrt(config.take("key_dim"))
    return _attention(ctx, config, given, factor, _attention_axes(axes, given.query.rank))


@handles(
    "GroupQueryAttention",
    "GroupedQueryAttention",
    treatment="rewritten",
    note="as MultiHeadAttention",
)
def grouped_query_attention(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate attention in which several heads of the query share one of the key.

    Keras: GroupQueryAttention(head_dim, num_query_heads, num_key_value_heads).
    TensorFlow.js: dense, dot, softmax and dot for each head.
    """
    config.ignore("num_query_heads", "num_key_value_heads", "use_bias", "use_gate", "seed")
    config.ignore("flash_attention")
    factor = 1 / sqrt(config.take("head_dim"))
    return _attention(ctx, config, _given(ctx, runtime_masks=False), factor, (1,))


def _given(ctx: LayerContext, *, runtime_masks: bool) -> AttentionInputs:
    """Return the call's arguments, by position or name; `runtime_masks`: query_mask is ignored."""
    every = list(instances((ctx.args, ctx.kwargs), (Tensor, Mask)))
    masks = dict(zip(every, ctx.masks, strict=False))
    names = ("query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask")
    values = dict(zip(names, ctx.args, strict=False))
    found = {name: values.get(name, ctx.take_kwarg(name)) for name in names[:6]}
    if "attention_mask" in values:
        ctx.kwargs["attention_mask"] = values["attention_mask"]
    query, value = found["query"], found["value"]
    key = value if found["key"] is None else found["key"]
    query_mask = None if runtime_masks else found["query_mask"]
    key_mask = found["key_mask"]
    if key_mask is None and found["key"] is not None:
        key_mask = masks.get(key)
    value_mask = found["value_mask"]
    return AttentionInputs(
        as_float(ctx, query),
        as_float(ctx, value),
        as_float(ctx, key),
        as_mask(masks.get(query) if query_mask is None else query_mask),
        as_mask(masks.get(value) if value_mask is None else value_mask),
        as_mask(key_mask),
    )


def _attention_axes(axes: Any, rank: int) -> tuple[int, ...]:
    if axes is None:
        return tuple(range(1, rank - 1))
    return tuple(axis if axis >= 0 else rank + axis for axis in axes)


def _attention(
    ctx: LayerContext,
    config: ConfigReader,
    given: AttentionInputs,
    factor: float,
    axes: tuple[int, ...],
) -> Result:
    dropout = config.take("dropout")
    sliding = config.require("sliding_window", (None, *range(1, 1 << 16)), "Use a whole number.")
    returns_scores = bool(ctx.take_kwarg("return_attention_scores"))
    masks = shared_masks(ctx, given, sliding)
    if given.query.rank > 3:
        _refuse_masks(ctx, masks, returns_scores)
        masks = same_position_mask(ctx, given.query, given.key, axes)
    # Keras's Softmax layer makes the scores of masked keys 0 even where all are masked; its fused
    # attention, for 3 axes without dropout, does not.
    zeroes = dropout > 0 or returns_scores or given.query.rank > 3
    heads = _heads(ctx, given, factor, masks, zeroes)
    result = concatenate(ctx, [value for value, _ in heads])
    if "gate" in ctx.layer.children:
        kernel, bias = _kernel(ctx, "gate", 1)
        gate = dense(ctx, flatten_steps(ctx, given.query), kernel, bias)
        result = multiply(ctx, result, activation(ctx, gate, "sigmoid"))
    kernel, bias = _kernel(ctx, "output", 2)
    sizes = ctx.layer.children["output"].weights["kernel"].shape[2:]
    result = dense(ctx, result, kernel, bias)
    output = reshape(ctx, result, (*given.query.shape[1:-1], *sizes))
    if not returns_scores:
        return Masked(output, given.query_mask)
    maps = [with_first_axis(ctx, scores, given.query) for _, scores in heads]
    return [Masked(output, given.query_mask), Masked(concatenate(ctx, maps, 1), None)]


def _kernel(ctx: LayerContext, role: str, inner: int) -> tuple[Array, Array | None]:
    """Return a projection's kernel, of which `inner` axes are summed, as a matrix; and its bias."""
    weights = ctx.layer.children[role].weights
    if not weights.keys() <= {"kernel", "bias"}:
        raise ctx.refuse(f"its weights are {sorted(weights)}", "Export it before quantizing it.")
    kernel, bias = np.asarray(weights["kernel"]), weights.get("bias")
    size = int(np.prod(kernel.shape[:inner]))
    return kernel.reshape(size, -1), None if bias is None else np.asarray(bias).ravel()


def _heads(
    ctx: LayerContext, given: AttentionInputs, factor: float, masks: Sequence[Any], zeroes: bool
) -> list[tuple[Tensor, Tensor]]:
    """Return each head's values and weights, shapes (batch, queries, size or keys)."""
    queries = _projected(ctx, "query", given.query, factor)
    keys = _projected(ctx, "key", given.key)
    values = _projected(ctx, "value", given.value)
    per_key = len(queries) // len(keys)
    keep: list[Tensor | None] = []
    heads = []
    for number_, query in enumerate(queries):
        scores = dot(ctx, query, keys[number_ // per_key])
        # The masks are the same for all heads, so their layers are emitted once.
        if not keep:
            keep = masks_per_head(ctx, scores, masks, len(queries))
        weights = masked_softmax(ctx, scores, keep[number_], _MASKED)
        own = keep[number_]
        if zeroes and own is not None:
            weights = multiply(ctx, weights, own)
        heads.append((dot(ctx, weights, values[number_ // per_key], (2, 1)), weights))
    return heads


def _projected(ctx: LayerContext, role: str, x: Tensor, factor: float = 1.0) -> list[Tensor]:
    """Return a Dense for each head, shape (batch, steps, size)."""
    own = np.asarray(ctx.layer.children[role].weights["kernel"])
    # The queries' scaling is in their kernel: one layer less for each head.
    kernel = ctx.mark_derived(own * np.float32(factor), own)
    _, bias = _kernel(ctx, role, 1)
    biases = [None] * kernel.shape[1] if bias is None else list(bias.reshape(kernel.shape[1:]))
    steps = flatten_steps(ctx, x)
    return [
        dense(ctx, steps, kernel[:, head], None if bias is None else bias * np.float32(factor))
        for head, bias in enumerate(biases)
    ]


def _refuse_masks(ctx: LayerContext, masks: Sequence[Any], returns_scores: bool) -> None:
    if masks or returns_scores:
        raise ctx.refuse(
            "has masks or returns its scores, for tensors of more than 3 axes",
            "Reshape the tensors to (batch, steps, features).",
        )
