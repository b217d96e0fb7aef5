"""Operations on truth values: comparisons, masks and choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    extremum,
    greater,
    not_equal,
    one_minus,
    product,
    select,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    Operand,
    as_tensor,
    broadcast_affine,
    operand,
    same_rank_tensors,
)
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import with_keras_dtype
from tfjs_bridge.convert.layers_model.primitives import add
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# All from `greater` and `not_equal`, which a step computes; a step of 0 is 0, so the comparisons
# that include equality are opposites.
_COMPARISONS: dict[str, Callable[[LayerContext, Operand, Operand], Tensor]] = {
    "ops.Greater": greater,
    "ops.Less": lambda ctx, a, b: greater(ctx, b, a),
    "ops.GreaterEqual": lambda ctx, a, b: one_minus(ctx, greater(ctx, b, a)),
    "ops.LessEqual": lambda ctx, a, b: one_minus(ctx, greater(ctx, a, b)),
    "ops.Equal": lambda ctx, a, b: one_minus(ctx, not_equal(ctx, a, b)),
}
_CONNECTIVES: dict[str, Callable[[LayerContext, Operand, Operand], Tensor]] = {
    "ops.LogicalAnd": product,
    "ops.LogicalOr": lambda ctx, a, b: extremum(ctx, "Maximum", a, b),
    "ops.LogicalXor": not_equal,
}


@handles("ops.NotEqual", treatment="rewritten", note="also what Keras saves masks as")
def not_equal_to(ctx: LayerContext, config: ConfigReader) -> Mask:
    """Translate where two values differ.

    Keras: keras.ops.not_equal(x1, x2), as which Keras saves masks too.
    TensorFlow.js: a mask, computed where something reads it.
    """
    left, right = ctx.args
    # Not computed yet: where a recurrent layer reads the mask, a Masking does it.
    if isinstance(left, Tensor) and isinstance(right, int | float):
        return Mask(left, float(right))
    return Mask(not_equal(ctx, operand(ctx, left), operand(ctx, right)))


@handles(*_COMPARISONS, treatment="rewritten")
def comparison(ctx: LayerContext, config: ConfigReader) -> Mask:
    """Translate a comparison of two tensors, or of a tensor and a constant.

    Keras: keras.ops.greater(x1, x2) and its like.
    TensorFlow.js: hardSigmoid of a huge multiple of the difference: 0 or 1.
    """
    left, right = (operand(ctx, value) for value in ctx.args)
    return Mask(_COMPARISONS[ctx.layer.class_name](ctx, left, right))


@handles(*_CONNECTIVES, treatment="rewritten")
def connective(ctx: LayerContext, config: ConfigReader) -> Mask:
    """Translate a connective of two truth values.

    Keras: keras.ops.logical_and(x1, x2) and its like.
    TensorFlow.js: multiply, maximum, or a comparison, of 0 and 1.
    """
    left, right = (_as_truth(ctx, value) for value in ctx.args)
    return Mask(_CONNECTIVES[ctx.layer.class_name](ctx, left, right))


@handles("ops.LogicalNot", treatment="rewritten")
def logical_not(ctx: LayerContext, config: ConfigReader) -> Mask:
    """Translate the negation.

    Keras: keras.ops.logical_not(x).
    TensorFlow.js: rescaling({scale: -1, offset: 1}).
    """
    value = _as_truth(ctx, ctx.args[0])
    if not isinstance(value, Tensor):
        raise ctx.refuse("takes a constant", "Pass a tensor.")
    return Mask(one_minus(ctx, value))


@handles("ops.Where", treatment="rewritten", note="as a sum of products with 0 and 1")
def where(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a choice between two tensors or constants.

    Keras: keras.ops.where(condition, x1, x2).
    TensorFlow.js: a sum of products with 0 and 1.
    """
    if len(ctx.args) != 3 or any(value is None for value in ctx.args):
        raise ctx.refuse("asks for the positions of values", "Give all three arguments.")
    condition = _as_truth(ctx, ctx.args[0])
    left, right = (operand(ctx, value) for value in ctx.args[1:])
    if not isinstance(condition, Tensor):
        return _constant_choice(ctx, condition, left, right)
    result = select(ctx, condition, left, right)
    return with_keras_dtype(ctx, result)


def _constant_choice(ctx: LayerContext, condition: Array, left: Operand, right: Operand) -> Tensor:
    # Known beforehand: weights of 0 and 1, without any step at run time.
    other = 1 - condition
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return add(
            ctx,
            *same_rank_tensors(ctx, [product(ctx, left, condition), product(ctx, right, other)]),
        )
    if isinstance(left, Tensor):
        return broadcast_affine(ctx, left, condition, other * np.asarray(right))
    constant: Array = np.asarray(left)
    return broadcast_affine(ctx, as_tensor(ctx, right), other, condition * constant)


def _as_truth(ctx: LayerContext, value: Any) -> Operand:
    """Return 0 and 1: of a tensor of numbers, 1 where it is not 0."""
    result = operand(ctx, value)
    if isinstance(value, Mask) or (isinstance(value, Tensor) and value.dtype == "bool"):
        return result
    if isinstance(result, Tensor):
        return not_equal(ctx, result, ZERO)
    return np.asarray(result != 0, np.float32)
