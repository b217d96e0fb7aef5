"""Operations that give the same values, at most in another type."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import ZERO, different, truth
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import number
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import setting
from tfjs_bridge.convert.layers_model.lowerings.rounding import truncated

_FLOATS = frozenset({"float32", "float64"})
_WHOLE = frozenset({"int32", "int64", "uint32"})


@handles(
    "ops.Cast",
    "ops.SaturateCast",
    treatment="rewritten",
    note="float to int32 by rounding towards 0",
)
def cast(use: Use, config: ConfigReader) -> Result:
    """Another type; TensorFlow.js's layers compute in float32 whatever it is."""
    return _converted(use, config.take("dtype"))


@handles(
    "ops.ConvertToTensor",
    "ops.Conj",
    "ops.Conjugate",
    "ops.Copy",
    "ops.Identity",
    "ops.Real",
    "ops.StopGradient",
    treatment="dropped",
    note="does nothing at inference",
)
def unchanged(use: Use, config: ConfigReader) -> Result:
    """The same values."""
    config.ignore("sparse", "ragged")
    dtype = setting(use, config, "dtype")
    return use.args[0] if dtype is None else _converted(use, dtype)


def _converted(use: Use, dtype: Any) -> Result:
    value = use.args[0]
    if not isinstance(value, Tensor | Mask):
        raise use.refuse("takes a constant", "Pass a tensor.")
    if dtype == "bool":
        return value if isinstance(value, Mask) else _nonzero(use, value)
    if dtype in _FLOATS:
        return number(use, value)
    if isinstance(value, Mask):
        if str(dtype).startswith(("int", "uint")):
            return number(use, value)
    elif dtype == value.dtype or dtype in _WHOLE:
        return value if not value.dtype.startswith("float") else truncated(use, value)
    raise use.refuse(
        f"expected a cast to float32, int32 or bool, got "
        f"{value.dtype if isinstance(value, Tensor) else 'bool'} to {dtype}",
        "Leave the cast out.",
    )


def _nonzero(use: Use, value: Tensor) -> Mask:
    if value.dtype == "bool":
        return Mask(value, None)
    return truth(use, different(use, number(use, value), ZERO))
