"""Operations that keep the values, and at most change the dtype."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import ZERO, not_equal
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import take_optional
from tfjs_bridge.convert.layers_model.lowerings.rounding import truncate
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_FLOATS = frozenset({"float32", "float64"})
# TensorFlow.js's layers compute in float32, in which these are alike up to 2^24.
_WHOLE = frozenset({"int32", "int64", "uint32"})


@handles(
    "ops.Cast",
    "ops.SaturateCast",
    treatment="rewritten",
    note="float to int32 by rounding towards 0",
)
def cast(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate another dtype; TensorFlow.js's layers compute in float32 whatever it is.

    Keras: keras.ops.cast(x, dtype).
    TensorFlow.js: nothing, or rounding towards 0.
    """
    return _converted(ctx, config.take("dtype"))


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
def unchanged(ctx: LayerContext, config: ConfigReader) -> Result:
    """Drop an operation that does nothing at inference, but for its dtype."""
    config.ignore("sparse", "ragged")
    dtype = take_optional(ctx, config, "dtype")
    return ctx.args[0] if dtype is None else _converted(ctx, dtype)


def _converted(ctx: LayerContext, dtype: Any) -> Result:
    value = ctx.args[0]
    if not isinstance(value, Tensor | Mask):
        raise ctx.refuse("takes a constant", "Pass a tensor.")
    # What is bool in Keras is a mask here, computed where it is read.
    if dtype == "bool":
        return value if isinstance(value, Mask) else _nonzero(ctx, value)
    if dtype in _FLOATS:
        return as_tensor(ctx, value)
    if isinstance(value, Mask):
        if str(dtype).startswith(("int", "uint")):
            return as_tensor(ctx, value)
    elif dtype == value.dtype or dtype in _WHOLE:
        return value if not value.dtype.startswith("float") else truncate(ctx, value)
    raise ctx.refuse(
        f"expected a cast to float32, int32 or bool, got "
        f"{value.dtype if isinstance(value, Tensor) else 'bool'} to {dtype}",
        "Leave the cast out.",
    )


def _nonzero(ctx: LayerContext, value: Tensor) -> Mask:
    if value.dtype == "bool":
        return Mask(value)
    return Mask(not_equal(ctx, as_tensor(ctx, value), ZERO))
