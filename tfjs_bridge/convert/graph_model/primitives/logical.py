"""Functions of truth values."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.primitives.bits import together
from tfjs_bridge.convert.graph_model.registry import Application, lowers

_OPS = {"and": "LogicalAnd", "or": "LogicalOr"}


@lowers("and", "or", is_lazy=True)
def both_or_either(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``and`` of bool -> ``LogicalAnd``; of integers bit by bit."""
    if x.dtype != "bool":
        return together(c, x, y)
    return e.binary(c.b, _OPS[c.name], x, y)


@lowers("xor", is_lazy=True)
def xor(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``xor`` of bool -> ``NotEqual`` of numbers; of integers bit by bit."""
    if x.dtype != "bool":
        return together(c, x, y)
    return e.binary(c.b, "NotEqual", e.cast(c.b, x, "int32"), e.cast(c.b, y, "int32"))


@lowers("not", is_lazy=True)
def negation(c: Application, x: Tensor) -> Tensor:
    """``not`` of bool -> ``LogicalNot``; of integers ``-1 - x``."""
    if x.dtype == "bool":
        return e.unary(c.b, "LogicalNot", x)
    return e.sub(c.b, e.scalar(c.b, -1, x), x)
