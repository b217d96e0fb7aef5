"""Operations that do what a layer does: normalization and attention with computed arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import product, sum_of
from tfjs_bridge.convert.layers_model.lowerings.attention_scores import masked_softmax
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Operand, as_tensor, operand
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import take_optional
from tfjs_bridge.convert.layers_model.lowerings.reductions import rms_normalize
from tfjs_bridge.convert.layers_model.primitives import (
    concatenate,
    crop,
    layer_norm,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_EPSILON = 1e-7  # Keras's, where none is given


def _argument(ctx: LayerContext, place: int, name: str) -> Any:
    return ctx.args[place] if len(ctx.args) > place else ctx.take_kwarg(name)


def _with(ctx: LayerContext, x: Tensor, factor: Any, offset: Any) -> Tensor:
    """Multiply by a factor and add an offset, where they are given."""
    if factor is not None:
        x = product(ctx, x, operand(ctx, factor))
    return x if offset is None else sum_of(ctx, x, operand(ctx, offset))


def _normalized(ctx: LayerContext, config: ConfigReader, *, centred: bool) -> Tensor:
    x = as_tensor(ctx, ctx.args[0])
    axes = resolve_axes(ctx, take_optional(ctx, config, "axis", -1), x.rank)
    given = take_optional(ctx, config, "epsilon")
    epsilon = _EPSILON if given is None else float(given)

    def work(rows: Tensor) -> Tensor:
        if centred:
            return layer_norm(ctx, rows, epsilon)
        return rms_normalize(ctx, rows, epsilon)

    return on_last_axis(ctx, x, axes, work)


@handles("ops.LayerNorm", treatment="rewritten", note="LayerNormalization")
def layer_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate normalization to mean 0 and deviation 1 over some axes.

    Keras: keras.ops.layer_normalization(x, gamma, beta, axis=-1, epsilon).
    TensorFlow.js: layerNormalization({axis: -1, epsilon}), then multiply and add.
    """
    if take_optional(ctx, config, "rms_scaling", False):
        raise ctx.refuse("expected rms_scaling=False", "Use keras.ops.rms_normalization.")
    result = _normalized(ctx, config, centred=True)
    return _with(ctx, result, _argument(ctx, 1, "gamma"), _argument(ctx, 2, "beta"))


@handles("ops.RMSNorm", treatment="rewritten", note="LayerNormalization of (x, -x)")
def rms_normalization(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate normalization to a mean square of 1 over some axes.

    Keras: keras.ops.rms_normalization(x, scale, axis=-1, epsilon).
    TensorFlow.js: layerNormalization of (x, -x), cropped.
    """
    return _with(ctx, _normalized(ctx, config, centred=False), _argument(ctx, 1, "scale"), None)


@handles("ops.DotProductAttention", treatment="rewritten", note="a Dot, softmax and Dot each head")
def dot_product_attention(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate attention over tensors of shape (batch, steps, heads, size).

    Keras: keras.ops.dot_product_attention(query, key, value, scale=None).
    TensorFlow.js: dot({axes}), activation({activation: 'softmax'}), dot({axes}) for each head.
    """
    # It chooses a GPU's kernel and changes no result.
    config.ignore("flash_attention")
    config.require("attn_logits_soft_cap", (None,), "Leave it out.")
    config.require("is_causal", (False,), "Use keras.layers.MultiHeadAttention.")
    for place, name in ((3, "bias"), (4, "mask")):
        if _argument(ctx, place, name) is not None:
            raise ctx.refuse(f"has a {name}", "Use keras.layers.MultiHeadAttention.")
    query, key, value = (as_tensor(ctx, x) for x in ctx.args[:3])
    size = query.shape[3] or 1
    given = _argument(ctx, 5, "scale")
    factor = size**-0.5 if given is None else float(_single(ctx, operand(ctx, given)))
    (heads,) = ctx.require_sizes(query.shape[2:3], "the count of heads")
    (per_key,) = ctx.require_sizes(key.shape[2:3], "the count of heads")
    results = []
    for head in range(heads):
        # Several heads of the queries share one of the keys.
        own = head * per_key // heads
        q, k, v = (_head(ctx, x, n) for x, n in ((query, head), (key, own), (value, own)))
        weights = masked_softmax(ctx, scale(ctx, dot(ctx, q, k), factor), None, 0.0)
        result = dot(ctx, weights, v, (2, 1))
        results.append(reshape(ctx, result, (result.shape[1], 1, result.shape[2])))
    return concatenate(ctx, results, 2)


def _single(ctx: LayerContext, value: Operand) -> Any:
    if isinstance(value, Tensor) or np.size(value) != 1:
        raise ctx.refuse("expected one number for scale", "Use one number.")
    return value.item()


def _head(ctx: LayerContext, x: Tensor, head: int) -> Tensor:
    return reshape(ctx, crop(ctx, x, 2, head, head + 1), (x.shape[1], x.shape[3]))
