"""Operations on truth values: comparisons, masks and choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    chosen,
    complement,
    different,
    extreme,
    greater,
    product,
    truth,
)
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    Array,
    Operand,
    affine_by,
    number,
    operand,
    together,
)
from tfjs_bridge.convert.layers_model.primitives import add

_COMPARISONS: dict[str, Callable[[Use, Operand, Operand], Tensor]] = {
    "ops.Greater": greater,
    "ops.Less": lambda use, a, b: greater(use, b, a),
    "ops.GreaterEqual": lambda use, a, b: complement(use, greater(use, b, a)),
    "ops.LessEqual": lambda use, a, b: complement(use, greater(use, a, b)),
    "ops.Equal": lambda use, a, b: complement(use, different(use, a, b)),
}
_CONNECTIVES: dict[str, Callable[[Use, Operand, Operand], Tensor]] = {
    "ops.LogicalAnd": product,
    "ops.LogicalOr": lambda use, a, b: extreme(use, "Maximum", a, b),
    "ops.LogicalXor": different,
}


@handles("ops.NotEqual", treatment="rewritten", note="also what Keras saves masks as")
def not_equal(use: Use, config: ConfigReader) -> Mask:
    """Where two values differ."""
    left, right = use.args
    if isinstance(left, Tensor) and isinstance(right, int | float):
        return Mask(left, float(right))
    return truth(use, different(use, operand(use, left), operand(use, right)))


@handles(*_COMPARISONS, treatment="rewritten")
def comparison(use: Use, config: ConfigReader) -> Mask:
    """Two tensors, or a tensor and a constant."""
    left, right = (operand(use, value) for value in use.args)
    return truth(use, _COMPARISONS[use.layer.class_name](use, left, right))


@handles(*_CONNECTIVES, treatment="rewritten")
def connective(use: Use, config: ConfigReader) -> Mask:
    """Two truth values."""
    left, right = (_as_truth(use, value) for value in use.args)
    return truth(use, _CONNECTIVES[use.layer.class_name](use, left, right))


@handles("ops.LogicalNot", treatment="rewritten")
def logical_not(use: Use, config: ConfigReader) -> Mask:
    """The opposite."""
    value = _as_truth(use, use.args[0])
    if not isinstance(value, Tensor):
        raise use.refuse("takes a constant", "Pass a tensor.")
    return truth(use, complement(use, value))


@handles("ops.Where", treatment="rewritten", note="as a sum of products with 0 and 1")
def where(use: Use, config: ConfigReader) -> Result:
    """One tensor or constant where a condition holds, else the other."""
    if len(use.args) != 3 or any(value is None for value in use.args):
        raise use.refuse("asks for the places of values", "Give all three arguments.")
    condition = _as_truth(use, use.args[0])
    left, right = (operand(use, value) for value in use.args[1:])
    if not isinstance(condition, Tensor):
        return _constant_choice(use, condition, left, right)
    result = chosen(use, condition, left, right)
    return truth(use, result) if use.output.dtype == "bool" else result


def _constant_choice(use: Use, condition: Array, left: Operand, right: Operand) -> Tensor:
    other = 1 - condition
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return add(use, *together(use, [product(use, left, condition), product(use, right, other)]))
    if isinstance(left, Tensor):
        return affine_by(use, left, condition, other * np.asarray(right))
    constant: Array = np.asarray(left)
    return affine_by(use, number(use, right), other, condition * constant)


def _as_truth(use: Use, value: Any) -> Operand:
    """0 and 1, of a tensor of numbers where it is not 0."""
    result = operand(use, value)
    if isinstance(value, Mask) or (isinstance(value, Tensor) and value.dtype == "bool"):
        return result
    if isinstance(result, Tensor):
        return different(use, result, ZERO)
    return np.asarray(result != 0, np.float32)
