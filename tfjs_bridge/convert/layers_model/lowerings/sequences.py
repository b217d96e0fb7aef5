"""Whole sequences, of any length: reversed, and their last step."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.primitives import (
    as_float,
    crop,
    dense,
    known_product,
    mask_values,
    permute,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor

RNN_INITIALIZERS = {f"{weight}_initializer": ZEROS for weight in ("kernel", "recurrent", "bias")}


def reverse(ctx: LayerContext, x: Tensor) -> Tensor:
    """Reverse the steps of `x`, shape (batch, steps, ..)."""
    steps, size = x.shape[1], known_product(x.shape[2:])
    if size is None:
        ctx.require_sizes(x.shape[2:], "the size of a step")
    flat = reshape(ctx, as_float(ctx, x), (steps, size))
    # The matrix is of size steps * steps, the recurrent layer's of size * size: the smaller one is
    # taken.
    if steps is None or (size is not None and steps > size):
        flat = _copy_steps(ctx, flat, backwards=True, whole=True)
    else:
        swapped = permute(ctx, flat, (2, 1))
        flat = permute(ctx, dense(ctx, swapped, np.eye(steps)[::-1]), (2, 1))
    return reshape(ctx, flat, x.shape[1:])


def last_step(ctx: LayerContext, x: Tensor, *, backwards: bool = False) -> Tensor:
    """Return the last step, or the first, of `x`, shape (batch, steps, ..)."""
    steps, sizes = x.shape[1], x.shape[2:]
    if steps is not None:
        number = 0 if backwards else steps - 1
        return reshape(ctx, crop(ctx, x, 1, number, number + 1), sizes)
    flat = reshape(ctx, x, (None, known_product(sizes)))
    return reshape(ctx, _copy_steps(ctx, flat, backwards=backwards, whole=False), sizes)


def mask_sequence(ctx: LayerContext, mask: Mask) -> Tensor:
    """Return a mask as a sequence of 1 and 0, shape (batch, steps, 1)."""
    return reshape(ctx, mask_values(ctx, mask), (mask.shape[1], 1))


def _copy_steps(ctx: LayerContext, x: Tensor, *, backwards: bool, whole: bool) -> Tensor:
    """Emit a SimpleRNN that repeats its input: it goes through sequences of any length."""
    (size,) = ctx.require_sizes(x.shape[-1:], "the size of a step")
    config = {
        "units": size,
        "activation": "linear",
        "use_bias": False,
        "return_sequences": whole,
        "go_backwards": backwards,
    }
    # The identity for the input and nothing of the state: each step returns its own input.
    weights = {
        "kernel": np.eye(size, dtype=np.float32),
        "recurrent_kernel": np.zeros((size, size), np.float32),
    }
    shape = x.shape if whole else (x.shape[0], size)
    return ctx.emit("SimpleRNN", config | RNN_INITIALIZERS, [x], shape, weights)
