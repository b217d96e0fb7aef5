"""Attention with several heads: a Dense each for query, key and value of each head."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Masked, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.attention_masks import (
    Given,
    flat,
    seen_by_all,
    seen_by_head,
    separate,
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

# Keras puts the lowest number there is in the place of masked scores. From this one, a score is
# too small to make a difference, so that steps that see nothing weight all values alike. WebGL's
# largest value of a row is never below -1e20 (reduce_gpu.ts).
_MASKED = float(2**60)


@handles(
    "MultiHeadAttention",
    treatment="rewritten",
    note="Dense, Dot, softmax and Dot for each head; with masks, tensors of 3 axes",
)
def multi_head_attention(use: Use, config: ConfigReader) -> Result:
    """Attention over the chosen axes."""
    config.ignore("num_heads", "value_dim", "use_bias", "use_gate", "output_shape", "seed")
    config.ignore("flash_attention")
    given = _given(use, runtime_masks=True)
    use.unmasked |= {use.builder.origin(x) for x in (given.query, given.value, given.key)}
    axes = config.take("attention_axes")
    factor = 1 / sqrt(config.take("key_dim"))
    return _attention(use, config, given, factor, _attention_axes(axes, given.query.rank))


@handles(
    "GroupQueryAttention",
    "GroupedQueryAttention",
    treatment="rewritten",
    note="as MultiHeadAttention",
)
def grouped_query_attention(use: Use, config: ConfigReader) -> Result:
    """Attention in which several heads of the query share one of the key."""
    config.ignore("num_query_heads", "num_key_value_heads", "use_bias", "use_gate", "seed")
    config.ignore("flash_attention")
    factor = 1 / sqrt(config.take("head_dim"))
    return _attention(use, config, _given(use, runtime_masks=False), factor, (1,))


def _given(use: Use, *, runtime_masks: bool) -> Given:
    """The call's arguments, by place or by name; `runtime_masks`: a given query_mask is ignored."""
    every = list(instances((use.args, use.kwargs), (Tensor, Mask)))
    masks = dict(zip(every, use.masks, strict=False))
    names = ("query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask")
    values = dict(zip(names, use.args, strict=False))
    found = {name: values.get(name, use.kwarg(name)) for name in names[:6]}
    if "attention_mask" in values:
        use.kwargs["attention_mask"] = values["attention_mask"]
    query, value = found["query"], found["value"]
    key = value if found["key"] is None else found["key"]
    query_mask = None if runtime_masks else found["query_mask"]
    key_mask = found["key_mask"]
    if key_mask is None and found["key"] is not None:
        key_mask = masks.get(key)
    value_mask = found["value_mask"]
    return Given(
        as_float(use, query),
        as_float(use, value),
        as_float(use, key),
        _as_mask(masks.get(query) if query_mask is None else query_mask),
        _as_mask(masks.get(value) if value_mask is None else value_mask),
        _as_mask(key_mask),
    )


def _as_mask(value: Any) -> Mask | None:
    return Mask(value, None) if isinstance(value, Tensor) else value


def _attention_axes(axes: Any, rank: int) -> tuple[int, ...]:
    if axes is None:
        return tuple(range(1, rank - 1))
    return tuple(axis if axis >= 0 else rank + axis for axis in axes)


def _attention(
    use: Use, config: ConfigReader, given: Given, factor: float, axes: tuple[int, ...]
) -> Result:
    dropout = config.take("dropout")
    sliding = config.require("sliding_window", (None, *range(1, 1 << 16)), "Use a whole number.")
    returns_scores = bool(use.kwarg("return_attention_scores"))
    masks = seen_by_all(use, given, sliding)
    if given.query.rank > 3:
        _refuse_masks(use, masks, returns_scores)
        masks = separate(use, given.query, given.key, axes)
    # Keras's Softmax layer makes the scores of masked keys 0 even where all are masked; its fused
    # attention, for 3 axes without dropout, does not.
    zeroes = dropout > 0 or returns_scores or given.query.rank > 3
    heads = _heads(use, given, factor, masks, zeroes)
    result = concatenate(use, [value for value, _ in heads])
    if "gate" in use.layer.children:
        kernel, bias = _kernel(use, "gate", 1)
        gate = dense(use, flat(use, given.query), kernel, bias)
        result = multiply(use, result, activation(use, gate, "sigmoid"))
    kernel, bias = _kernel(use, "output", 2)
    sizes = use.layer.children["output"].weights["kernel"].shape[2:]
    result = dense(use, result, kernel, bias)
    output = reshape(use, result, (*given.query.shape[1:-1], *sizes))
    if not returns_scores:
        return Masked(output, given.query_mask)
    maps = [with_first_axis(use, scores, given.query) for _, scores in heads]
    return [Masked(output, given.query_mask), Masked(concatenate(use, maps, 1), None)]


def _kernel(use: Use, role: str, inner: int) -> tuple[Array, Array | None]:
    """A projection's kernel, of which `inner` axes are summed over, as a matrix; and its bias."""
    weights = use.layer.children[role].weights
    if not weights.keys() <= {"kernel", "bias"}:
        raise use.refuse(f"its weights are {sorted(weights)}", "Export it before quantizing it.")
    kernel, bias = np.asarray(weights["kernel"]), weights.get("bias")
    size = int(np.prod(kernel.shape[:inner]))
    return kernel.reshape(size, -1), None if bias is None else np.asarray(bias).ravel()


def _heads(
    use: Use, given: Given, factor: float, masks: Sequence[Any], zeroes: bool
) -> list[tuple[Tensor, Tensor]]:
    """For each head, its values and its weights, shapes (batch, queries, size or keys)."""
    queries = _projected(use, "query", given.query, factor)
    keys = _projected(use, "key", given.key)
    values = _projected(use, "value", given.value)
    per_key = len(queries) // len(keys)
    keep: list[Tensor | None] = []
    heads = []
    for number_, query in enumerate(queries):
        scores = dot(use, query, keys[number_ // per_key])
        if not keep:
            keep = seen_by_head(use, scores, masks, len(queries))
        weights = masked_softmax(use, scores, keep[number_], _MASKED)
        own = keep[number_]
        if zeroes and own is not None:
            weights = multiply(use, weights, own)
        heads.append((dot(use, weights, values[number_ // per_key], (2, 1)), weights))
    return heads


def _projected(use: Use, role: str, x: Tensor, factor: float = 1.0) -> list[Tensor]:
    """A Dense for each head, shape (batch, steps, size)."""
    own = np.asarray(use.layer.children[role].weights["kernel"])
    kernel = use.derived(own * np.float32(factor), own)
    _, bias = _kernel(use, role, 1)
    biases = [None] * kernel.shape[1] if bias is None else list(bias.reshape(kernel.shape[1:]))
    steps = flat(use, x)
    return [
        dense(use, steps, kernel[:, head], None if bias is None else bias * np.float32(factor))
        for head, bias in enumerate(biases)
    ]


def _refuse_masks(use: Use, masks: Sequence[Any], returns_scores: bool) -> None:
    if masks or returns_scores:
        raise use.refuse(
            "has masks or returns its scores, for tensors of more than 3 axes",
            "Reshape the tensors to (batch, steps, features).",
        )
