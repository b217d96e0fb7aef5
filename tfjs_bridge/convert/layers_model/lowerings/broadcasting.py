"""Calculations on tensors and constants of several shapes, by the rules of numpy.

Constants are not part of TensorFlow.js's layers format: they become weights of the layers here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.primitives import (
    affine,
    as_float,
    dense,
    known_product,
    mask_values,
    permute,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Array = npt.NDArray[Any]
Operand = Tensor | Array


def operand(ctx: LayerContext, value: Any) -> Operand:
    """Return an argument as float32: a tensor (of a mask: 0 and 1), or a constant."""
    if isinstance(value, Tensor):
        return as_float(ctx, value)
    if isinstance(value, Mask):
        return mask_values(ctx, value)
    try:
        # What is too large for float32 becomes infinite, and is refused below with a reason.
        with np.errstate(over="ignore"):
            constant = np.asarray(value, np.float32)
    except (TypeError, ValueError):
        raise ctx.refuse(
            f"is called with {value!r}; expected a tensor or numbers", "Pass one of these."
        ) from None
    if not np.isfinite(constant).all():
        raise ctx.refuse(
            "is called with a constant that is infinite or not a number in float32; expected "
            "finite numbers",
            "Use a large number such as 1e9 in place of infinity.",
        )
    return constant


def as_tensor(ctx: LayerContext, value: Any) -> Tensor:
    """Return an argument that has to be a tensor, as float32."""
    result = operand(ctx, value)
    if not isinstance(result, Tensor):
        raise ctx.refuse("is called with a constant; expected a tensor", "Pass a tensor.")
    return result


def same_rank(ctx: LayerContext, values: Sequence[Tensor]) -> Sequence[Tensor]:
    """Return tensors of equal rank; numpy would align the last axes of others.

    Raises:
        UnsupportedModelError: Of another rank, so that a batch would meet another axis.
    """
    if len({value.rank for value in values}) > 1:
        shapes = " and ".join(str(list(value.shape)) for value in values)
        raise ctx.refuse(
            f"joins tensors of different ranks, {shapes}, which puts the batch of one beside "
            f"another axis of the other",
            "Give both the same rank with keras.ops.expand_dims.",
        )
    return values


def broadcast_to(ctx: LayerContext, x: Tensor, shape: Shape) -> Tensor:
    """Repeat the values of axes of size 1; `shape`: with the batch first."""
    for axis in range(1, x.rank):
        size = shape[axis]
        if x.shape[axis] == 1 and size not in (1, None):
            # A Dense repeats the last axis; no layer repeats along others.
            order = [*(k for k in range(1, x.rank) if k != axis), axis]
            x = dense(ctx, permute(ctx, x, order), np.ones((1, int(size or 1)), np.float32))
            x = permute(ctx, x, [order.index(k) + 1 for k in range(1, x.rank)])
    return x


def broadcast_affine(ctx: LayerContext, x: Tensor, factor: Any, offset: Any) -> Tensor:
    """Compute ``x * factor + offset`` with constants that broadcast against `x`."""
    factor, offset = np.broadcast_arrays(
        np.asarray(factor, np.float32), np.asarray(offset, np.float32)
    )
    _require_no_batch(ctx, x, factor.shape)
    # A Rescaling has no weights, and takes any rank.
    if factor.size == 1:
        return scale(ctx, x, float(factor.item()), float(offset.item()))
    factor, offset = (a.reshape((1,) * (x.rank - a.ndim) + a.shape) for a in (factor, offset))
    x = broadcast_to(ctx, x, factor.shape)
    first = next(axis for axis in range(1, x.rank) if factor.shape[axis] != 1)
    sizes = ctx.require_sizes(x.shape[first:], "the axes that meet a constant")
    factor, offset = (np.broadcast_to(a, (1,) * first + sizes).ravel() for a in (factor, offset))
    if first == x.rank - 1:
        return affine(ctx, x, factor, offset)
    flat = reshape(ctx, x, (*_leading(x.shape[1:first]), len(factor)))
    return reshape(ctx, affine(ctx, flat, factor, offset), x.shape[1:])


def _leading(sizes: Sequence[int | None]) -> tuple[int | None, ...]:
    return (known_product(sizes),) if sizes else ()


def _require_no_batch(ctx: LayerContext, x: Tensor, shape: Sequence[int]) -> None:
    if len(shape) > x.rank or (len(shape) == x.rank and shape[0] != 1):
        raise ctx.refuse(
            f"joins a tensor of shape {list(x.shape)} with a constant of shape {list(shape)}, "
            f"which has values of its own for each sample of a batch",
            "Use a constant without the batch.",
        )


def constant_like(ctx: LayerContext, x: Tensor, value: Any) -> Tensor:
    """Return a constant as a tensor, of the shape that it and `x` broadcast to."""
    # A constant that no tensor leads to would have no batch: 0 times a tensor gives it one.
    return broadcast_affine(ctx, x, np.zeros_like(value, np.float32), value)


def same_rank_tensors(ctx: LayerContext, values: Sequence[Operand]) -> list[Tensor]:
    """Return operands as tensors of one rank; one at least is a tensor already."""
    like = next(value for value in values if isinstance(value, Tensor))
    return list(
        same_rank(
            ctx,
            [v if isinstance(v, Tensor) else constant_like(ctx, like, v) for v in values],
        )
    )
