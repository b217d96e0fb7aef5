"""Operations that keep a shape, broadcast, or reduce."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from tfjs_bridge.inspection.graphs.known import Known, Rule, broadcast, known, place_of, values_of
from tfjs_bridge.inspection.graphs.nodes import Node

_SAME = """Abs Acos Acosh Asin Asinh Atan Atanh BiasAdd Ceil ClipByValue Cos Cosh Cumprod Cumsum Elu
EnsureShape Erf Exp Expm1 FakeQuantWithMinMaxVars Floor IsFinite IsInf IsNan LRN LeakyRelu Log Log1p
LogSoftmax LogicalNot MatrixBandPart Neg OnesLike Prelu Reciprocal Relu Relu6 Reverse ReverseV2
Round Rsqrt Selu Sigmoid Sign Sin Sinh Snapshot Softmax Softplus Sqrt Square StopGradient Tan Tanh
TensorScatterUpdate ZerosLike FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 PreventGradient"""
_BROADCASTING = """Add AddN AddV2 Atan2 BitwiseAnd Div DivNoNan Equal FloorDiv FloorMod Greater
GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mod Mul NotEqual Pow RealDiv Select
SelectV2 SquaredDifference Sub"""
_REDUCING = "All Any EuclideanNorm Max Mean Min Prod Sum"

# Of shapes, as int32 has it.
_ARITHMETIC: Mapping[str, Callable[[int, int], int]] = {
    "Add": lambda a, b: a + b,
    "AddV2": lambda a, b: a + b,
    "Sub": lambda a, b: a - b,
    "Mul": lambda a, b: a * b,
    "FloorDiv": lambda a, b: a // b,
    "FloorMod": lambda a, b: a % b,
    "Maximum": max,
    "Minimum": min,
}


def _same(_: Node, inputs: Sequence[Known]) -> Known:
    return known(inputs[0].shape)


def _kept(_: Node, inputs: Sequence[Known]) -> Known:
    return inputs[0]


def _broadcasting(node: Node, inputs: Sequence[Known]) -> Known:
    shape = broadcast([one.shape for one in inputs])
    compute = _ARITHMETIC.get(node.op)
    if compute is None or len(inputs) != 2 or any(one.values is None for one in inputs):
        return known(shape)
    left, right = (values_of(one) for one in inputs)
    length = max(len(left), len(right))
    if not {len(left), len(right)} <= {1, length}:
        return known(shape)
    pairs = ((left[i % len(left)], right[i % len(right)]) for i in range(length))
    return known(shape, [compute(a, b) for a, b in pairs])


def _reducing(node: Node, inputs: Sequence[Known]) -> Known:
    shape, axes = inputs[0].shape, values_of(inputs[1])
    places = {place_of(axis, len(shape)) for axis in axes}
    keeps = node.flag("keep_dims") or node.flag("keepDims")
    left = [1 if i in places else n for i, n in enumerate(shape) if keeps or i not in places]
    whole = node.op == "Prod" and len(places) == len(shape) and inputs[0].values is not None
    return known(left, [math.prod(values_of(inputs[0]))] if whole else None)


def _argument(_: Node, inputs: Sequence[Known]) -> Known:
    place = place_of(values_of(inputs[1])[0], len(inputs[0].shape))
    return known(n for i, n in enumerate(inputs[0].shape) if i != place)


ELEMENTWISE: dict[str, Rule] = {
    **dict.fromkeys(_SAME.split(), _same),
    **dict.fromkeys(("Cast", "Identity"), _kept),
    **dict.fromkeys(_BROADCASTING.split(), _broadcasting),
    **dict.fromkeys(_REDUCING.split(), _reducing),
    **dict.fromkeys(("ArgMax", "ArgMin"), _argument),
    "IdentityN": lambda _, inputs: inputs,
}
"""Rules by operation."""
