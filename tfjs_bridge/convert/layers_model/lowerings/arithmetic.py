"""Calculations value by value that TensorFlow.js has no layer for."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    Operand,
    affine_by,
    together,
)
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    dense,
    known_product,
    layer_norm,
    merge,
    multiply,
    reshape,
    scale,
    step,
)

# 1 / x is exact to float32 for x from about 1e-11 to 1e18, in size.
_SMALL = 1e-18
_LARGE = 1e18
_EPSILON = 1e-36

ZERO: Array = np.zeros((), np.float32)
ONE: Array = np.ones((), np.float32)


def reciprocal(use: Use, x: Tensor) -> Tensor:
    """``1 / x``; about 2e17 where x is 0, and 1e-18 where it is infinite.

    The vector (d, -d, x, -x) has the mean 0 and, for a tiny d, the deviation ``|x| / root 2``.
    LayerNormalization divides by it: what becomes of d times what becomes of x is ``2 * d / x``.
    """
    flat = reshape(use, x, (known_product(x.shape[1:]), 1))
    sides = dense(use, flat, np.array([[1.0, -1.0]]))
    sides = use.emit("ReLU", {"max_value": _LARGE}, [sides], sides.shape)
    # x + d in place of x, which only matters where x is 0.
    matrix = np.array([[0.0, 0.0, 1.0, -1.0], [0.0, 0.0, -1.0, 1.0]])
    vector = dense(use, sides, matrix, np.array([_SMALL, -_SMALL, _SMALL, -_SMALL]))
    unit = layer_norm(use, vector, _EPSILON)
    size = dense(use, unit, np.array([[0.5 / _SMALL], [0.0], [0.0], [0.0]]))
    sign = dense(use, unit, np.array([[0.0], [0.0], [1.0], [0.0]]))
    return reshape(use, multiply(use, size, sign), x.shape[1:])


def sum_of(use: Use, left: Operand, right: Operand) -> Tensor:
    """``left + right``."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return add(use, *together(use, [left, right]))
    return affine_by(use, *_tensor_first(use, left, right, scales=False))


def negative(use: Use, x: Operand) -> Operand:
    """``-x``."""
    return scale(use, x, -1.0) if isinstance(x, Tensor) else -x


def difference(use: Use, left: Operand, right: Operand) -> Tensor:
    """``left - right``."""
    if isinstance(right, Tensor) and not isinstance(left, Tensor):
        return affine_by(use, right, -1.0, left)
    return sum_of(use, left, negative(use, right))


def product(use: Use, left: Operand, right: Operand) -> Tensor:
    """``left * right``, value by value."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return multiply(use, *together(use, [left, right]))
    return affine_by(use, *_tensor_first(use, left, right, scales=True))


def _tensor_first(
    use: Use, left: Operand, right: Operand, *, scales: bool
) -> tuple[Tensor, Operand, Operand]:
    """A tensor, and the factor and offset that a constant beside it is."""
    x, constant = (left, right) if isinstance(left, Tensor) else (right, left)
    if not isinstance(x, Tensor):
        raise use.refuse("takes constants only", "Compute it beforehand.")
    return (x, constant, ZERO) if scales else (x, ONE, constant)


def quotient(use: Use, left: Operand, right: Operand) -> Tensor:
    """``left / right``."""
    if isinstance(right, Tensor):
        return product(use, left, reciprocal(use, right))
    if not right.all():
        raise use.refuse("divides by the constant 0", "Divide by another number.")
    return product(use, left, (1 / right.astype(np.float64)))


def extreme(use: Use, class_name: str, left: Operand, right: Operand) -> Tensor:
    """Maximum or Minimum."""
    return merge(use, class_name, together(use, [left, right]))


def absolute(use: Use, x: Tensor) -> Tensor:
    """``|x|``."""
    return merge(use, "Maximum", [x, scale(use, x, -1.0)])


def power(use: Use, x: Tensor, exponent: int) -> Tensor:
    """``x ** exponent`` for a whole exponent from 1, by repeated squaring."""
    half = x if exponent < 2 else power(use, x, exponent // 2)
    if exponent == 1:
        return x
    square = multiply(use, half, half)
    return multiply(use, square, x) if exponent % 2 else square


def greater(use: Use, left: Operand, right: Operand) -> Tensor:
    """1 where ``left > right``, else 0."""
    return step(use, difference(use, left, right))


def complement(use: Use, x: Tensor) -> Tensor:
    """``1 - x``."""
    return scale(use, x, -1.0, 1.0)


def different(use: Use, left: Operand, right: Operand) -> Tensor:
    """1 where ``left != right``, else 0."""
    return step(use, absolute(use, difference(use, left, right)))


def chosen(use: Use, condition: Tensor, left: Operand, right: Operand) -> Tensor:
    """`left` where the condition, of numbers 0 and 1, is 1; else `right`."""
    return sum_of(
        use,
        product(use, condition, left),
        product(use, complement(use, condition), right),
    )


def truth(use: Use, tensor: Tensor) -> Mask:
    """Numbers 0 and 1 as what Keras has a bool tensor for."""
    return Mask(tensor, None)
