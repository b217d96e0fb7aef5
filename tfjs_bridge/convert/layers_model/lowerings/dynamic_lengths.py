"""What dynamic sequence lengths need: positions counted at run time, and axes without Reshape.

A Reshape works out one size at most, so it can do nothing for a tensor with two dynamic sizes.
"""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.contraction import dot
from tfjs_bridge.convert.layers_model.lowerings.sequences import RNN_INITIALIZERS
from tfjs_bridge.convert.layers_model.primitives import dense, permute, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_LAST = {"data_format": "channels_last"}


def position_differences(ctx: LayerContext, query: Tensor, key: Tensor) -> Tensor:
    """Return how many steps each query comes after each key, (batch, queries, keys)."""
    # The product of (position, 1) and (1, -position).
    place = dense(ctx, _positions(ctx, query), np.array([[1.0, 0.0]]), np.array([0.0, 1.0]))
    back = dense(ctx, _positions(ctx, key), np.array([[0.0, -1.0]]), np.array([1.0, 0.0]))
    return dot(ctx, place, back)


def _positions(ctx: LayerContext, x: Tensor) -> Tensor:
    """Number the steps from 1, shape (batch, steps, 1): a recurrent layer that adds 1."""
    (size,) = ctx.require_sizes(x.shape[-1:], "the count of features")
    config = {"units": 1, "activation": "linear", "use_bias": True, "return_sequences": True}
    # It ignores its input, and adds 1 to its own last output.
    weights = {
        "kernel": np.zeros((size, 1), np.float32),
        "recurrent_kernel": np.ones((1, 1), np.float32),
        "bias": np.ones(1, np.float32),
    }
    return ctx.emit("SimpleRNN", config | RNN_INITIALIZERS, [x], (*x.shape[:2], 1), weights)


def with_first_axis(ctx: LayerContext, x: Tensor, like: Tensor) -> Tensor:
    """Insert an axis of size 1 behind the batch.

    Args:
        ctx: Of the layer that this is for.
        x: Shape (batch, .., ..).
        like: Any tensor of shape (batch, steps, features), with a fixed count of features.
    """
    if x.shape[1:].count(None) < 2:
        return reshape(ctx, x, (1, *x.shape[1:]))
    # Add puts such axes in where its inputs differ in rank (layers/merge.ts, `call`); it decides
    # so once, so this one must not be shared with others.
    largest = ctx.emit("GlobalMaxPooling1D", _LAST, [like], (like.shape[0], like.shape[2]))
    zero = dense(ctx, largest, np.zeros((int(like.shape[2] or 0), 1), np.float32))
    shape = (x.shape[0], 1, *x.shape[1:])
    return ctx.emit("Add", {}, [x, reshape(ctx, zero, (1, 1, 1))], shape, role="first_axis")


def without_last_axis(ctx: LayerContext, x: Tensor) -> Tensor:
    """Drop the last of 4 axes, which has size 1."""
    if x.shape[1:].count(None) < 2:
        return reshape(ctx, x, x.shape[1:-1])
    inner = {"class_name": "GlobalMaxPooling1D", "config": {"name": "largest", **_LAST}}
    turned = permute(ctx, x, (1, 3, 2))
    return ctx.emit("TimeDistributed", {"layer": inner}, [turned], x.shape[:3])
