"""Operations that do what a layer does: normalization and attention with computed arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import product, sum_of
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import masked_softmax
from tfjs_bridge.convert.layers_model.lowerings.axes import chosen_axes, on_last_axis
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand, number, operand
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import setting
from tfjs_bridge.convert.layers_model.primitives import (
    concatenate,
    crop,
    layer_norm,
    reshape,
    scale,
)

_EPSILON = 1e-7  # Keras's, where none is given


def _argument(use: Use, place: int, name: str) -> Any:
    return use.args[place] if len(use.args) > place else use.kwarg(name)


def _with(use: Use, x: Tensor, factor: Any, offset: Any) -> Tensor:
    """Times a factor and plus an offset, where they are given."""
    if factor is not None:
        x = product(use, x, operand(use, factor))
    return x if offset is None else sum_of(use, x, operand(use, offset))


def _normalized(use: Use, config: ConfigReader, *, centred: bool) -> Tensor:
    x = number(use, use.args[0])
    axes = chosen_axes(use, setting(use, config, "axis", -1), x.rank)
    given = setting(use, config, "epsilon")
    epsilon = _EPSILON if given is None else float(given)

    def work(rows: Tensor) -> Tensor:
        if centred:
            return layer_norm(use, rows, epsilon)
        (size,) = use.require_sizes(rows.shape[-1:], "the axes that are normalized")
        unit = layer_norm(use, concatenate(use, [rows, scale(use, rows, -1.0)]), epsilon)
        return crop(use, unit, unit.rank - 1, 0, size)

    return on_last_axis(use, x, axes, work)


@handles("ops.LayerNorm", treatment="rewritten", note="LayerNormalization")
def layer_normalization(use: Use, config: ConfigReader) -> Tensor:
    """Mean 0 and deviation 1 over some axes."""
    if setting(use, config, "rms_scaling", False):
        raise use.refuse("expected rms_scaling=False", "Use keras.ops.rms_normalization.")
    result = _normalized(use, config, centred=True)
    return _with(use, result, _argument(use, 1, "gamma"), _argument(use, 2, "beta"))


@handles("ops.RMSNorm", treatment="rewritten", note="LayerNormalization of (x, -x)")
def rms_normalization(use: Use, config: ConfigReader) -> Tensor:
    """A mean square of 1 over some axes."""
    return _with(use, _normalized(use, config, centred=False), _argument(use, 1, "scale"), None)


@handles("ops.DotProductAttention", treatment="rewritten", note="a Dot, softmax and Dot each head")
def dot_product_attention(use: Use, config: ConfigReader) -> Tensor:
    """Attention of queries, keys and values of shape (batch, steps, heads, size)."""
    config.ignore("flash_attention")
    config.require("attn_logits_soft_cap", (None,), "Leave it out.")
    config.require("is_causal", (False,), "Use keras.layers.MultiHeadAttention.")
    for place, name in ((3, "bias"), (4, "mask")):
        if _argument(use, place, name) is not None:
            raise use.refuse(f"has a {name}", "Use keras.layers.MultiHeadAttention.")
    query, key, value = (number(use, x) for x in use.args[:3])
    size = query.shape[3] or 1
    given = _argument(use, 5, "scale")
    factor = size**-0.5 if given is None else float(_single(use, operand(use, given)))
    (heads,) = use.require_sizes(query.shape[2:3], "the count of heads")
    (per_key,) = use.require_sizes(key.shape[2:3], "the count of heads")
    results = []
    for head in range(heads):
        own = head * per_key // heads
        q, k, v = (_head(use, x, n) for x, n in ((query, head), (key, own), (value, own)))
        weights = masked_softmax(use, scale(use, dot(use, q, k), factor), None, 0.0)
        result = dot(use, weights, v, (2, 1))
        results.append(reshape(use, result, (result.shape[1], 1, result.shape[2])))
    return concatenate(use, results, 2)


def _single(use: Use, value: Operand) -> Any:
    if isinstance(value, Tensor) or np.size(value) != 1:
        raise use.refuse("expected one number for scale", "Use one number.")
    return value.item()


def _head(use: Use, x: Tensor, head: int) -> Tensor:
    return reshape(use, crop(use, x, 2, head, head + 1), (x.shape[1], x.shape[3]))
