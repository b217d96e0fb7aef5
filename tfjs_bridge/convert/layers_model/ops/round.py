"""Operations that give whole numbers, and what is left over."""

from __future__ import annotations

from collections.abc import Callable

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import number, operand
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import setting
from tfjs_bridge.convert.layers_model.lowerings.rounding import (
    ceiling,
    floor,
    floor_divided,
    nearest,
    truncated,
)
from tfjs_bridge.convert.layers_model.primitives import scale

_NOTE = "by adding 3 * 2^22; up to 4 million"
_ROUNDINGS: dict[str, Callable[[Use, Tensor], Tensor]] = {
    "ops.Floor": floor,
    "ops.Ceil": ceiling,
    "ops.Trunc": truncated,
}


@handles(*_ROUNDINGS, treatment="rewritten", note=_NOTE)
def whole(use: Use, config: ConfigReader) -> Tensor:
    """The whole number below, above or towards 0."""
    return _ROUNDINGS[use.layer.class_name](use, number(use, use.args[0]))


@handles("ops.Round", treatment="rewritten", note=_NOTE)
def rounded(use: Use, config: ConfigReader) -> Tensor:
    """To so many decimals."""
    factor = 10.0 ** setting(use, config, "decimals", 0)
    x = number(use, use.args[0])
    if factor == 1:
        return nearest(use, x)
    return scale(use, nearest(use, scale(use, x, factor)), 1 / factor)


@handles("ops.FloorDivide", "ops.Mod", treatment="rewritten", note=_NOTE)
def division(use: Use, config: ConfigReader) -> Tensor:
    """The quotient rounded down, or the rest."""
    left, right = (operand(use, value) for value in use.args)
    whole_part, rest = floor_divided(use, left, right)
    return rest if use.layer.class_name == "ops.Mod" else whole_part
