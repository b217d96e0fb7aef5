"""Operations that reduce axes to one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    absolute,
    not_equal,
    one_minus,
)
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    take_optional,
    take_reduced_axes,
)
from tfjs_bridge.convert.layers_model.lowerings.reductions import (
    Reduce,
    l2_normalize,
    reduce_max,
    reduce_mean,
    reduce_min,
    reduce_sum,
)
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    multiply,
    scale,
    subtract,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# `keras.config.epsilon()`, unless someone changed it.
_SHORTEST = 1e-7


def _variance(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    # Not the mean of squares less the mean's square, which loses all digits far from 0.
    deviation = subtract(ctx, x, reduce_mean(ctx, x, axes, True))
    return reduce_mean(ctx, multiply(ctx, deviation, deviation), axes, keepdims)


def _norm(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Compute the root of the sum of squares: x times x divided by its own norm, summed."""
    return reduce_sum(ctx, multiply(ctx, x, l2_normalize(ctx, x, axes)), axes, keepdims)


def _deviation(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    count = int(np.prod(ctx.require_sizes(tuple(x.shape[axis] for axis in axes), "the axes")))
    deviation = subtract(ctx, x, reduce_mean(ctx, x, axes, True))
    # By the norm, a LayerNormalization: a root of the variance would go by tables.
    return scale(ctx, _norm(ctx, deviation, axes, keepdims), 1 / sqrt(count))


def _log_sum_exp(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """Compute ``x - log_softmax(x)``, which is the same for all values; their mean."""
    logs = on_last_axis(ctx, x, axes, lambda rows: activation(ctx, rows, "log_softmax"))
    # The mean, because they differ by rounding.
    return reduce_mean(ctx, subtract(ctx, x, logs), axes, keepdims)


def _range(ctx: LayerContext, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    return add(
        ctx,
        reduce_max(ctx, x, axes, keepdims),
        reduce_max(ctx, scale(ctx, x, -1.0), axes, keepdims),
    )


_REDUCTIONS: Mapping[str, Any] = {
    "ops.Sum": reduce_sum,
    "ops.Mean": reduce_mean,
    "ops.Max": reduce_max,
    "ops.Amax": reduce_max,
    "ops.Min": reduce_min,
    "ops.Amin": reduce_min,
    "ops.Var": _variance,
    "ops.Std": _deviation,
    "ops.Ptp": _range,
    "ops.Logsumexp": _log_sum_exp,
}


def _apply(ctx: LayerContext, config: ConfigReader, reduce: Reduce) -> Tensor:
    x = as_tensor(ctx, ctx.args[0])
    axes = take_reduced_axes(ctx, config, x.rank)
    return reduce(ctx, x, axes, bool(take_optional(ctx, config, "keepdims", False)))


@handles(*_REDUCTIONS, treatment="rewritten")
def reduction(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the reduction of some axes to one value.

    Keras: keras.ops.sum(x, axis, keepdims=False) and its like.
    TensorFlow.js: dense with equal weights, or a global pooling.
    """
    config.require("initial", (None,), "Leave it out.")
    return _apply(ctx, config, _REDUCTIONS[ctx.layer.class_name])


@handles("ops.Norm", treatment="rewritten", note="of vectors; ord 2, 1 or infinity")
def norm(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the length of vectors.

    Keras: keras.ops.norm(x, ord=None, axis=None, keepdims=False).
    TensorFlow.js: layerNormalization, multiply and dense.
    """
    order = take_optional(ctx, config, "ord")
    if order not in (None, 2, 1, "fro", np.inf):
        raise ctx.refuse(f"expected ord=2, 1 or inf, got {order!r}", "Use one of these.")
    axis = take_optional(ctx, config, "axis")
    if isinstance(axis, list | tuple) and len(axis) == 2 and order not in (None, "fro"):
        raise ctx.refuse("is a norm of matrices; expected ord=None", "Name one axis.")
    if order in (None, 2, "fro"):
        return _apply(ctx, config, _norm)
    reduce = reduce_sum if order == 1 else reduce_max
    return _apply(ctx, config, lambda u, x, axes, keep: reduce(u, absolute(u, x), axes, keep))


@handles("ops.Normalize", treatment="rewritten", note="order 2")
def normalize(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate vectors to length 1; those shorter than epsilon are divided by that.

    Keras: keras.ops.normalize(x, axis=-1, order=2, epsilon=None).
    TensorFlow.js: layerNormalization of (x, -x), cropped and scaled.
    """
    order = take_optional(ctx, config, "order", 2)
    if order != 2:
        raise ctx.refuse(f"expected order=2, got {order!r}", "Use order=2.")
    least = float(take_optional(ctx, config, "epsilon") or _SHORTEST)
    x = as_tensor(ctx, ctx.args[0])
    return l2_normalize(
        ctx, x, resolve_axes(ctx, take_optional(ctx, config, "axis", -1), x.rank), least
    )


@handles("ops.Any", "ops.All", treatment="rewritten", note="as the largest or smallest of 0 and 1")
def any_or_all(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate whether some or all values hold.

    Keras: keras.ops.any(x, axis, keepdims=False), all.
    TensorFlow.js: a global maximum of 0 and 1.
    """
    value, keepdims = ctx.args[0], bool(take_optional(ctx, config, "keepdims", False))
    x = as_tensor(ctx, value)
    axes = take_reduced_axes(ctx, config, x.rank)
    is_any = ctx.layer.class_name == "ops.Any"
    if isinstance(value, Mask):
        # What Keras makes of a Masking layer's mask, any(x != value): it stays a mask of steps,
        # which a recurrent layer can read.
        plain = value.value is not None and not value.over_features
        if is_any and plain and not keepdims and axes == (x.rank - 1,) and x.rank > 2:
            return Mask(value.source, value.value, over_features=True)
    elif value.dtype != "bool":
        x = not_equal(ctx, x, ZERO)
    if is_any:
        return Mask(reduce_max(ctx, x, axes, keepdims))
    return Mask(one_minus(ctx, reduce_max(ctx, one_minus(ctx, x), axes, keepdims)))


@handles("ops.CountNonzero", treatment="rewritten")
def count_nonzero(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate how many values are not 0.

    Keras: keras.ops.count_nonzero(x, axis).
    TensorFlow.js: dense, of 0 and 1.
    """
    x = as_tensor(ctx, ctx.args[0])
    return reduce_sum(ctx, not_equal(ctx, x, ZERO), take_reduced_axes(ctx, config, x.rank), False)
