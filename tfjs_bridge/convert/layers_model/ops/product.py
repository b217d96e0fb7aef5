"""Products of matrices as operations."""

from __future__ import annotations

import string
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import product
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    broadcast_to,
    operand,
    same_rank,
)
from tfjs_bridge.convert.layers_model.lowerings.contraction import (
    einsum_of_tensors,
    einsum_with_constant,
    expand_ellipsis,
)
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import take_optional
from tfjs_bridge.convert.layers_model.primitives import broadcast
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor
from tfjs_bridge.errors import UnsupportedModelError


@handles("ops.Matmul", treatment="rewritten", note="a Dot for each matrix, or a Dense")
def matmul(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the product of the last two axes.

    Keras: keras.ops.matmul(x1, x2), x1 @ x2.
    TensorFlow.js: dot({axes}) for each matrix; with a constant, dense({units}).
    """
    left, right = (operand(ctx, value) for value in ctx.args)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return _of_tensors(ctx, left, right)
    if isinstance(right, Tensor):
        return _constant_first(ctx, np.asarray(left), right)
    if not isinstance(left, Tensor):
        raise ctx.refuse("multiplies constants", "Compute it beforehand.")
    # A letter for each axis; z is the axis that the right side brings, and a vector brings none.
    labels = string.ascii_lowercase[: left.rank]
    if right.ndim <= 2:
        other = labels[-1] + "z" * (right.ndim - 1)
        return _constant(ctx, left, right, labels, other, labels[:-1] + other[1:])
    # Its first axis would meet the batch.
    if right.ndim >= left.rank:
        raise _per_sample(ctx)
    stack = labels[-right.ndim : -2]
    sizes = ctx.require_sizes(left.shape[-right.ndim : -2], "the axes of stacked matrices")
    right = np.broadcast_to(right, (*sizes, *right.shape[-2:]))
    return _constant(ctx, left, right, labels, stack + labels[-1] + "z", labels[:-1] + "z")


def _constant_first(ctx: LayerContext, left: Array, right: Tensor) -> Tensor:
    # With two axes, the tensor's first one, which is summed over, is the batch.
    if left.ndim != 2 or right.rank < 3:
        raise _per_sample(ctx)
    labels = string.ascii_lowercase[: right.rank]
    return _constant(ctx, right, left, labels, "z" + labels[-2], labels[:-2] + "z" + labels[-1])


def _per_sample(ctx: LayerContext) -> UnsupportedModelError:
    return ctx.refuse(
        "multiplies a constant that goes across the samples of a batch",
        "Use a constant matrix without the batch.",
    )


def _of_tensors(ctx: LayerContext, left: Tensor, right: Tensor) -> Tensor:
    same_rank(ctx, [left, right])
    if left.rank < 3:
        raise ctx.refuse("multiplies whole batches", "Give both a third axis.")
    stack = broadcast([left.shape[:-2], right.shape[:-2]])
    left = broadcast_to(ctx, left, (*stack, *left.shape[-2:]))
    right = broadcast_to(ctx, right, (*stack, *right.shape[-2:]))
    labels = string.ascii_lowercase[: left.rank - 2]
    return einsum_of_tensors(ctx, left, right, (labels + "xy", labels + "yz", labels + "xz"))


def _constant(
    ctx: LayerContext, x: Tensor, constant: Any, of_x: str, of_constant: str, of_result: str
) -> Tensor:
    return einsum_with_constant(ctx, x, constant, (of_x, of_constant, of_result))


@handles("ops.Dot", "ops.Tensordot", "ops.Inner", treatment="rewritten", note="with a constant")
def tensordot(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a product with a constant over axes of both.

    Keras: keras.ops.tensordot(x1, x2, axes=2), dot, inner.
    TensorFlow.js: dense({units}).
    """
    left, right = (operand(ctx, value) for value in ctx.args)
    kind = ctx.layer.class_name
    axes = take_optional(ctx, config, "axes", 2)
    if not isinstance(left, Tensor) or isinstance(right, Tensor):
        raise ctx.refuse(
            "multiplies every sample of a batch with every other; expected a constant on the right",
            "Use keras.layers.Dot or keras.ops.matmul.",
        )
    if right.size == 1 and right.ndim == 0:
        return product(ctx, left, right)
    if kind == "ops.Dot":
        # numpy's dot sums over the right side's last axis but one, or over its only one.
        axes = [[-1], [max(right.ndim - 2, 0)]]
    elif kind == "ops.Inner":
        axes = [[-1], [-1]]
    elif isinstance(axes, int):
        axes = [list(range(left.rank - axes, left.rank)), list(range(axes))]
    pairs = [[a] if isinstance(a, int) else list(a) for a in axes]
    of_left = string.ascii_lowercase[: left.rank]
    # In capitals, so that no label is the left side's before it is paired with one.
    of_right = list(string.ascii_uppercase[: right.ndim])
    for a, b in zip(*pairs, strict=True):
        of_right[b % right.ndim] = of_left[a % left.rank]
    kept = [label for label in of_left if label not in of_right]
    result = "".join([*kept, *(label for label in of_right if label not in of_left)])
    return _constant(ctx, left, right, of_left, "".join(of_right), result)


@handles("ops.Einsum", treatment="rewritten", note="of two; the batch stays first")
def einsum(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an Einstein sum of two tensors, or of a tensor and a constant.

    Keras: keras.ops.einsum(subscripts, *operands).
    TensorFlow.js: permute, reshape, and dot or dense.
    """
    values = [operand(ctx, value) for value in ctx.args if not isinstance(value, str)]
    subscripts = config.take("subscripts")
    ranks = [value.rank if isinstance(value, Tensor) else value.ndim for value in values]
    labels = expand_ellipsis(subscripts, *ranks)
    if len(values) == 1 and isinstance(values[0], Tensor):
        # A sum over axes, or another order of them: a product with the number 1.
        one = np.ones((), np.float32)
        return einsum_with_constant(ctx, values[0], one, (labels[0], "", labels[1]))
    if len(values) != 2:
        raise ctx.refuse(f"takes {len(values)} operands; expected 2", "Use several in a row.")
    left, right = values
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return einsum_of_tensors(ctx, left, right, (labels[0], labels[1], labels[2]))
    if isinstance(left, Tensor):
        return _constant(ctx, left, right, *labels)
    if isinstance(right, Tensor):
        return _constant(ctx, right, left, labels[1], labels[0], labels[2])
    raise ctx.refuse("takes constants only", "Compute it beforehand.")
