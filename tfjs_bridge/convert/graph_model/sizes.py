"""Sizes that are known only when the model runs: read from JAX, and computed by nodes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Size

T = TypeVar("T")


def dim_of(size: Any) -> Dim:
    """Return one of JAX's sizes, a number or an expression of open sizes, as ours."""
    try:
        return int(size)
    except Exception:  # JAX raises its own InconclusiveDimensionOperation, which has moved
        return Size(str(size), size)


def shape_of(sizes: Any) -> Shape:
    """Return one of JAX's shapes as ours."""
    return tuple(dim_of(size) for size in sizes)


def plus(size: Dim, more: Dim) -> Dim:
    """Return the sum of two sizes."""
    return dim_of(_jax(size) + _jax(more))


def minus(size: Dim, less: Dim) -> Dim:
    """Return the difference of two sizes."""
    return dim_of(_jax(size) - _jax(less))


def product(sizes: Iterable[Dim]) -> Dim:
    """Return the product of sizes, 1 of none."""
    result: Any = 1
    for size in sizes:
        result = result * _jax(size)
    return dim_of(result)


def _jax(size: Dim) -> Any:
    return size.expression if isinstance(size, Size) else size


def evaluated(
    size: Size,
    symbols: Mapping[str, T],
    number: Callable[[int], T],
    apply: Callable[[str, T, T], T],
) -> T:
    """Compute an open size.

    Args:
        size: In JAX's notation, which `jax.export.symbolic_shape` reads too.
        symbols: The values of the inputs' open sizes, by name.
        number: Makes a value of a whole number.
        apply: Computes ``+``, ``-``, ``*``, ``floordiv``, ``mod``, ``max`` or ``min`` of two
            values.
    """

    def walk(node: ast.expr) -> T:
        match node:
            case ast.Constant(value=int(value)):
                return number(value)
            case ast.Name(id=name):
                return symbols[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return apply("*", number(-1), walk(operand))
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(power))):
                base = result = walk(left)
                for _ in range(power - 1):
                    result = apply("*", result, base)
                return result
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                return apply(_SIGNS[type(op)], walk(left), walk(right))
            case ast.Call(func=ast.Name(id=name), args=[left, right]) if name in _FUNCTIONS:
                return apply(name, walk(left), walk(right))
        raise ValueError(f"size {size.text}: not understood")

    return walk(ast.parse(size.text.replace("^", "**"), mode="eval").body)


_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_FUNCTIONS = frozenset({"floordiv", "mod", "max", "min"})
