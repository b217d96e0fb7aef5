"""Functions of each value by itself."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers

_UNARY = {
    "neg": "Neg",
    "abs": "Abs",
    "exp": "Exp",
    "log": "Log",
    "sqrt": "Sqrt",
    "rsqrt": "Rsqrt",
    "square": "Square",
    "sin": "Sin",
    "cos": "Cos",
    "tan": "Tan",
    "asin": "Asin",
    "acos": "Acos",
    "atan": "Atan",
    "sinh": "Sinh",
    "cosh": "Cosh",
    "tanh": "Tanh",
    "asinh": "Asinh",
    "acosh": "Acosh",
    "atanh": "Atanh",
    "logistic": "Sigmoid",
    "erf": "Erf",
    "floor": "Floor",
    "ceil": "Ceil",
}
_TO_EVEN = 1  # of jax.lax.RoundingMethod
_BINARY = {"add": "AddV2", "add_any": "AddV2", "sub": "Sub", "atan2": "Atan2"}
_SMALL = {"int8": (-128, 127), "uint8": (0, 255), "int16": (-32768, 32767), "uint16": (0, 65535)}
_COMPARISONS = {
    "eq": "Equal",
    "ne": "NotEqual",
    "lt": "Less",
    "le": "LessEqual",
    "gt": "Greater",
    "ge": "GreaterEqual",
    "lt_to": "Less",  # of a total order, in which NaN has a place too
    "le_to": "LessEqual",
    "eq_to": "Equal",
}


@lowers(*_UNARY, is_lazy=True)
def unary(c: Application, x: Tensor) -> Tensor:
    """Emit TensorFlow's operation of the same meaning."""
    return e.unary(c.b, _UNARY[c.name], x)


@lowers(*_BINARY, is_lazy=True)
def binary(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """Emit TensorFlow's operation of the same meaning."""
    return e.binary(c.b, _BINARY[c.name], x, y)


@lowers("mul", is_lazy=True)
def mul(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``mul(x, y)`` -> ``Square(x)`` or ``Mul(x, y)``."""
    if x.dtype == "bool":
        return e.binary(c.b, "LogicalAnd", x, y)
    return e.unary(c.b, "Square", x) if x is y else e.mul(c.b, x, y)


@lowers("max", "min", is_lazy=True)
def extremum(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``max(x, y)`` -> ``Maximum(x, y)``."""
    if x.dtype == "bool":
        return e.binary(c.b, "LogicalOr" if c.name == "max" else "LogicalAnd", x, y)
    return e.binary(c.b, "Maximum" if c.name == "max" else "Minimum", x, y)


@lowers("div", is_lazy=True)
def div(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``div(x, y)`` -> ``RealDiv(x, y)``; of integers JAX truncates, TensorFlow.js rounds down."""
    if x.dtype == "float32":
        return e.div(c.b, x, y)
    y = never_zero(c.b, y)
    down = e.binary(c.b, "FloorDiv", x, y)
    rest = e.sub(c.b, x, e.mul(c.b, down, y))
    is_below = e.binary(c.b, "Less", down, e.scalar(c.b, 0, x))
    is_inexact = e.binary(c.b, "NotEqual", rest, e.scalar(c.b, 0, x))
    is_off = e.binary(c.b, "LogicalAnd", is_below, is_inexact)
    return e.add(c.b, down, e.cast(c.b, is_off, "int32"))


@lowers("rem", is_lazy=True)
def rem(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``rem(x, y)``, of x's sign -> ``FloorMod(|x|, |y|)`` with it."""
    y = never_zero(c.b, e.unary(c.b, "Abs", y))
    rest = e.binary(c.b, "FloorMod", e.unary(c.b, "Abs", x), y)
    is_below = e.binary(c.b, "Less", x, e.scalar(c.b, 0, x))
    return e.select(c.b, is_below, e.unary(c.b, "Neg", rest), rest)


def never_zero(b: Builder, x: Tensor) -> Tensor:
    """Emit whole numbers with 1 in place of 0: a division by it ends the wasm backend's program.

    That is so in the part of a select, too, that is not taken.
    """
    if x.dtype != "int32" or (x.value is not None and x.value.all()):
        return x
    is_zero = e.binary(b, "Equal", x, e.scalar(b, 0, x))
    return e.add(b, x, e.cast(b, is_zero, "int32"))


@lowers("sign", is_lazy=True)
def sign(c: Application, x: Tensor) -> Tensor:
    """``sign`` -> two comparisons: ``Sign`` of the wasm backend is 0 for 1e-8."""
    if x.dtype == "int32":
        return e.unary(c.b, "Sign", x)
    return sign_of(c.b, x)


def sign_of(b: Builder, x: Tensor) -> Tensor:
    """Emit 1 where x is more than 0, -1 where it is less."""
    zero = e.scalar(b, 0, x)
    above = e.cast(b, e.binary(b, "Greater", x, zero), x.dtype)
    return e.sub(b, above, e.cast(b, e.binary(b, "Less", x, zero), x.dtype))


@lowers(*_COMPARISONS, is_lazy=True)
def comparison(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """Emit a comparison; bool is compared as numbers."""
    if x.dtype == "bool":
        x, y = e.cast(c.b, x, "int32"), e.cast(c.b, y, "int32")
    return e.binary(c.b, _COMPARISONS[c.name], x, y)


@lowers("pow", is_lazy=True)
def power(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """``pow(x, y)`` -> ``Pow``; square roots and squares by their own operations."""
    if y.value is not None and y.value.size == 1 and x.dtype == "float32":
        known = {0.5: "Sqrt", -0.5: "Rsqrt", 2.0: "Square", -1.0: "Reciprocal"}
        op = known.get(float(y.value.reshape(())))
        if op is not None:
            return e.unary(c.b, op, x)
    return e.binary(c.b, "Pow", x, e.cast(c.b, y, x.dtype))


@lowers("integer_pow", is_lazy=True)
def integer_pow(c: Application, x: Tensor) -> Tensor:
    """``integer_pow(x, y)`` -> squares and products."""
    exponent = int(c.params["y"])
    result = _repeated(c.b, x, abs(exponent))
    return e.unary(c.b, "Reciprocal", result) if exponent < 0 else result


def _repeated(b: Builder, x: Tensor, times: int) -> Tensor:
    if times == 0:
        return e.add(b, e.mul(b, x, 0), 1)
    if times == 1:
        return x
    half = e.unary(b, "Square", _repeated(b, x, times // 2))
    return e.mul(b, half, x) if times % 2 else half


@lowers("cbrt", is_lazy=True)
def cbrt(c: Application, x: Tensor) -> Tensor:
    """``cbrt(x)`` -> ``Sign(x) * |x| ** (1/3)``."""
    size = e.binary(c.b, "Pow", e.unary(c.b, "Abs", x), e.scalar(c.b, 1 / 3, x))
    return e.mul(c.b, sign_of(c.b, x), size)


@lowers("exp2", is_lazy=True)
def exp2(c: Application, x: Tensor) -> Tensor:
    """``exp2(x)`` -> ``Exp(x * ln 2)``."""
    return e.unary(c.b, "Exp", e.mul(c.b, x, float(np.log(2))))


@lowers("log2", is_lazy=True)
def log2(c: Application, x: Tensor) -> Tensor:
    """``log2(x)`` -> ``Log(x) / ln 2``; since JAX 0.11 an operation of its own."""
    return e.mul(c.b, e.unary(c.b, "Log", x), float(1 / np.log(2)))


@lowers("one_minus_square", is_lazy=True)
def one_minus_square(c: Application, x: Tensor) -> Tensor:
    """``one_minus_square(x)`` -> ``(1 - x) * (1 + x)``, which is exact near 1."""
    return e.mul(c.b, e.sub(c.b, e.scalar(c.b, 1, x), x), e.add(c.b, x, 1))


@lowers("round", is_lazy=True)
def round_(c: Application, x: Tensor) -> Tensor:
    """``round`` -> ``Round``, of halves to even; away from zero by ``Floor(|x| + 0.5)``."""
    if int(c.params["rounding_method"]) == _TO_EVEN:
        return e.unary(c.b, "Round", x)
    size = e.unary(c.b, "Floor", e.add(c.b, e.unary(c.b, "Abs", x), 0.5))
    return e.mul(c.b, e.unary(c.b, "Sign", x), size)


@lowers("is_finite", is_lazy=True)
def is_finite(c: Application, x: Tensor) -> Tensor:
    """``is_finite`` -> ``IsFinite``."""
    return e.unary(c.b, "IsFinite", x, "bool")


@lowers("clamp", is_lazy=True)
def clamp(c: Application, least: Tensor, x: Tensor, most: Tensor) -> Tensor:
    """``clamp(least, x, most)`` -> ``Minimum(Maximum(x, least), most)``."""
    return e.binary(c.b, "Minimum", e.binary(c.b, "Maximum", x, least), most)


@lowers("select_n", is_lazy=True)
def select_n(c: Application, which: Tensor, *cases: Tensor) -> Tensor:
    """``select_n(which, case 0, case 1, ...)`` -> ``SelectV2``."""
    if which.dtype == "bool":
        return _selected(c.b, which, cases[1], cases[0])
    result = cases[-1]
    for number in range(len(cases) - 2, -1, -1):
        is_it = e.binary(c.b, "LessEqual", which, c.b.const(number, "int32"))
        result = _selected(c.b, is_it, cases[number], result)
    return result


def _selected(b: Builder, condition: Tensor, x: Tensor, y: Tensor) -> Tensor:
    if condition.value is not None and condition.value.size == 1:
        return x if condition.value.reshape(()) else y
    return e.select(b, condition, x, y)


@lowers("convert_element_type", is_lazy=True)
def convert(c: Application, x: Tensor) -> Tensor:
    """``convert_element_type`` -> ``Cast``; to small integers with the values that they hold."""
    result = e.cast(c.b, x, c.dtype)
    small = _SMALL.get(c.result_dtypes[0])
    if small is None or c.dtypes[0] in ("bool", c.result_dtypes[0]):
        return result
    least, most = small
    if x.dtype == "float32":  # JAX stops at the ends here, and wraps round below
        result = e.binary(c.b, "Maximum", result, e.scalar(c.b, least, result))
        return e.binary(c.b, "Minimum", result, e.scalar(c.b, most, result))
    moved = e.sub(c.b, result, least) if least else result
    rest = e.binary(c.b, "FloorMod", moved, e.scalar(c.b, most - least + 1, result))
    return e.add(c.b, rest, least) if least else rest


@lowers(
    *("stop_gradient", "copy", "copy_p", "reduce_precision", "optimization_barrier"), is_lazy=True
)
def unchanged(c: Application, *inputs: Tensor) -> list[Tensor]:
    """Return what is given."""
    return list(inputs)
