"""Operations that round, and the rest of a division."""

from __future__ import annotations

from collections.abc import Callable

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor, operand
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import take_optional
from tfjs_bridge.convert.layers_model.lowerings.rounding import (
    ceil,
    floor,
    floor_divide,
    round_half_even,
    truncate,
)
from tfjs_bridge.convert.layers_model.primitives import scale
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_NOTE = "by adding 3 * 2^22; up to 4 million"
_ROUNDINGS: dict[str, Callable[[LayerContext, Tensor], Tensor]] = {
    "ops.Floor": floor,
    "ops.Ceil": ceil,
    "ops.Trunc": truncate,
}


@handles(*_ROUNDINGS, treatment="rewritten", note=_NOTE)
def whole(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate rounding down, up or towards 0.

    Keras: keras.ops.floor(x), ceil, trunc.
    TensorFlow.js: rescaling by 3 * 2^22 and back, corrected by a comparison.
    """
    return _ROUNDINGS[ctx.layer.class_name](ctx, as_tensor(ctx, ctx.args[0]))


@handles("ops.Round", treatment="rewritten", note=_NOTE)
def rounded(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate rounding to a number of decimals.

    Keras: keras.ops.round(x, decimals=0).
    TensorFlow.js: rescaling by 3 * 2^22 and back.
    """
    factor = 10.0 ** take_optional(ctx, config, "decimals", 0)
    x = as_tensor(ctx, ctx.args[0])
    if factor == 1:
        return round_half_even(ctx, x)
    return scale(ctx, round_half_even(ctx, scale(ctx, x, factor)), 1 / factor)


@handles("ops.FloorDivide", "ops.Mod", treatment="rewritten", note=_NOTE)
def division(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the quotient rounded down, or the rest.

    Keras: keras.ops.floor_divide(x1, x2), mod.
    TensorFlow.js: a rounded quotient, corrected where the rest has the wrong sign.
    """
    left, right = (operand(ctx, value) for value in ctx.args)
    whole_part, rest = floor_divide(ctx, left, right)
    return rest if ctx.layer.class_name == "ops.Mod" else whole_part
