"""Calculations value by value that TensorFlow.js has no layer for."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    Operand,
    broadcast_affine,
    same_rank_tensors,
)
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    as_column,
    dense,
    layer_norm,
    merge,
    multiply,
    reshape,
    scale,
    step,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# 1 / x is exact to float32 for x from about 1e-11 to 1e18, in size.
_SMALL = 1e-18
_LARGE = 1e18
_EPSILON = 1e-36

ZERO: Array = np.zeros((), np.float32)
ONE: Array = np.ones((), np.float32)


def reciprocal(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``1 / x``; about 2e17 where x is 0, and 1e-18 where it is infinite.

    The vector (d, -d, x, -x) has the mean 0 and, for a tiny d, the deviation ``|x| / sqrt(2)``.
    LayerNormalization divides by it: what becomes of d times what becomes of x is ``2 * d / x``.
    """
    flat = as_column(ctx, x)
    # x and -x cut at 0: one of them is the size of x, the other is 0.
    sides = dense(ctx, flat, np.array([[1.0, -1.0]]))
    sides = ctx.emit("ReLU", {"max_value": _LARGE}, [sides], sides.shape)
    # x + d in place of x, which only matters where x is 0.
    matrix = np.array([[0.0, 0.0, 1.0, -1.0], [0.0, 0.0, -1.0, 1.0]])
    vector = dense(ctx, sides, matrix, np.array([_SMALL, -_SMALL, _SMALL, -_SMALL]))
    unit = layer_norm(ctx, vector, _EPSILON)
    # 2 d / x in two factors: neither of them is out of float32's range.
    size = dense(ctx, unit, np.array([[0.5 / _SMALL], [0.0], [0.0], [0.0]]))
    sign = dense(ctx, unit, np.array([[0.0], [0.0], [1.0], [0.0]]))
    return reshape(ctx, multiply(ctx, size, sign), x.shape[1:])


def sum_of(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Compute ``left + right``."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return add(ctx, *same_rank_tensors(ctx, [left, right]))
    return broadcast_affine(ctx, *_tensor_first(ctx, left, right, scales=False))


def negative(ctx: LayerContext, x: Operand) -> Operand:
    """Compute ``-x``."""
    return scale(ctx, x, -1.0) if isinstance(x, Tensor) else -x


def difference(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Compute ``left - right``."""
    if isinstance(right, Tensor) and not isinstance(left, Tensor):
        # One layer in place of two: the constant is the offset of the negated tensor.
        return broadcast_affine(ctx, right, -1.0, left)
    return sum_of(ctx, left, negative(ctx, right))


def product(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Compute ``left * right``, value by value."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return multiply(ctx, *same_rank_tensors(ctx, [left, right]))
    return broadcast_affine(ctx, *_tensor_first(ctx, left, right, scales=True))


def _tensor_first(
    ctx: LayerContext, left: Operand, right: Operand, *, scales: bool
) -> tuple[Tensor, Operand, Operand]:
    """Return a tensor, and the factor and offset that a constant beside it stands for."""
    x, constant = (left, right) if isinstance(left, Tensor) else (right, left)
    if not isinstance(x, Tensor):
        raise ctx.refuse("takes constants only", "Compute it beforehand.")
    return (x, constant, ZERO) if scales else (x, ONE, constant)


def quotient(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Compute ``left / right``."""
    if isinstance(right, Tensor):
        return product(ctx, left, reciprocal(ctx, right))
    # TensorFlow.js would load the infinite weight, and every result would be infinite or NaN.
    if not right.all():
        raise ctx.refuse("divides by the constant 0", "Divide by another number.")
    # In float64, and rounded once.
    return product(ctx, left, (1 / right.astype(np.float64)))


def extremum(ctx: LayerContext, class_name: str, left: Operand, right: Operand) -> Tensor:
    """Compute the Maximum or Minimum, value by value."""
    return merge(ctx, class_name, same_rank_tensors(ctx, [left, right]))


def absolute(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``|x|``."""
    # TensorFlow.js has no layer and no activation for it.
    return merge(ctx, "Maximum", [x, scale(ctx, x, -1.0)])


def power(ctx: LayerContext, x: Tensor, exponent: int) -> Tensor:
    """Compute ``x ** exponent`` for a whole exponent from 1, by repeated squaring."""
    half = x if exponent < 2 else power(ctx, x, exponent // 2)
    if exponent == 1:
        return x
    square = multiply(ctx, half, half)
    return multiply(ctx, square, x) if exponent % 2 else square


def greater(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Return 1 where ``left > right``, else 0."""
    return step(ctx, difference(ctx, left, right))


def one_minus(ctx: LayerContext, x: Tensor) -> Tensor:
    """Compute ``1 - x``."""
    return scale(ctx, x, -1.0, 1.0)


def not_equal(ctx: LayerContext, left: Operand, right: Operand) -> Tensor:
    """Return 1 where ``left != right``, else 0."""
    return step(ctx, absolute(ctx, difference(ctx, left, right)))


def select(ctx: LayerContext, condition: Tensor, left: Operand, right: Operand) -> Tensor:
    """Return `left` where the condition, of numbers 0 and 1, is 1; else `right`."""
    return sum_of(
        ctx,
        product(ctx, condition, left),
        product(ctx, one_minus(ctx, condition), right),
    )
