"""Functions of jax.numpy that are known by name, with a shorter way than their own programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.reductions import reduce
from tfjs_bridge.convert.graph_model.ir import Tensor, dtype_of
from tfjs_bridge.convert.graph_model.primitives.elementwise import never_zero
from tfjs_bridge.convert.graph_model.primitives.special import polynomial
from tfjs_bridge.convert.graph_model.sizes import dim_of, shape_of
from tfjs_bridge.convert.graph_model.translate import Translation, inlines, replaces


@replaces("softplus")
def softplus(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``softplus`` -> ``Softplus``."""
    if inputs[0].dtype != "float32" or len(inputs) != 1:
        return _own(t, equation, inputs)
    return [e.unary(t.b, "Softplus", inputs[0])]


@replaces("signbit")
def signbit(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``signbit`` -> ``x < 0``, or ``1 / x < 0`` for zeros; JAX looks at the bits."""
    (x,) = inputs
    zero = e.scalar(t.b, 0, x)
    is_below = e.binary(t.b, "Less", x, zero)
    if x.dtype != "float32":
        return [is_below]
    is_zero = e.binary(t.b, "Equal", x, zero)
    is_negative = e.binary(t.b, "Less", e.unary(t.b, "Reciprocal", x), zero)
    is_minus_zero = e.binary(t.b, "LogicalAnd", is_zero, is_negative)
    return [e.binary(t.b, "LogicalOr", is_below, is_minus_zero)]


@replaces("ldexp")
def ldexp(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``ldexp(x, n)`` -> ``x * Pow(2, n)``; JAX composes the bits."""
    x, exponent = (e.cast(t.b, value, "float32") for value in inputs)
    rank = max(x.rank, exponent.rank)
    x, exponent = (
        s.reshape(t.b, value, (*(1,) * (rank - value.rank), *value.shape))
        for value in (x, exponent)
    )
    return [e.mul(t.b, x, e.binary(t.b, "Pow", e.scalar(t.b, 2, x), exponent))]


@replaces("floor_divide")
def floor_divide(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``floor_divide`` -> ``FloorDiv``; of floats ``Round((x - FloorMod(x, y)) / y)``.

    ``FloorDiv`` of floats says that it is int32 on the cpu backend, and rounds on WebGL.
    """
    x, y = _like_result(t.b, equation, inputs)
    if x.dtype == "int32":
        return [e.binary(t.b, "FloorDiv", x, never_zero(t.b, y))]
    rest = e.binary(t.b, "FloorMod", x, y)
    quotient = e.unary(t.b, "Round", e.div(t.b, e.sub(t.b, x, rest), y))
    if y.value is not None and y.value.all():
        return [quotient]
    is_zero = e.binary(t.b, "Equal", y, e.scalar(t.b, 0, y))
    return [e.select(t.b, is_zero, e.div(t.b, x, y), quotient)]


@replaces("remainder")
def remainder(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``remainder`` -> ``FloorMod``."""
    x, y = _like_result(t.b, equation, inputs)
    return [e.binary(t.b, "FloorMod", x, never_zero(t.b, y))]


@replaces("sinc")
def sinc(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``sinc`` -> ``Sin(z) / z``; near 0 a polynomial.

    ``Sin`` of the wasm backend is off by 2e-7, which counts there.
    """
    z = e.mul(t.b, inputs[0], float(np.pi))
    near = polynomial(t.b, e.unary(t.b, "Square", z), (1 / 120, -1 / 6, 1.0))
    is_near = e.binary(t.b, "Less", e.unary(t.b, "Abs", z), e.scalar(t.b, 0.2, z))
    divisor = e.select(t.b, is_near, e.scalar(t.b, 1, z), z)
    return [e.select(t.b, is_near, near, e.div(t.b, e.unary(t.b, "Sin", z), divisor))]


@replaces("searchsorted")
def searchsorted(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``searchsorted`` -> the count of values before the place; JAX halves the row in a loop."""
    row, values = inputs
    names = set(_primitives(equation.params["jaxpr"].jaxpr))
    if row.rank != 1 or not names & {"lt_to", "le_to"} or "scan" not in names:
        return _own(t, equation, inputs)
    row = s.broadcast_to(t.b, row, shape_of(equation.invars[0].aval.shape))
    wide = s.expand(t.b, values, [values.rank])
    # The loop goes to the left where "value <= middle", so that equal ones are not counted.
    is_before = e.binary(t.b, "Less" if "le_to" in names else "LessEqual", row, wide)
    return [reduce(t.b, "Sum", e.cast(t.b, is_before, "int32"), [values.rank])]


def _primitives(jaxpr: Any) -> Iterator[str]:
    for equation in jaxpr.eqns:
        yield equation.primitive.name
        for value in equation.params.values():
            inner = getattr(value, "jaxpr", None)
            if inner is not None:
                yield from _primitives(inner)


def _like_result(b: Builder, equation: Any, inputs: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Return two inputs with as many axes as the result."""
    rank = len(equation.outvars[0].aval.shape)
    first, second = (
        s.reshape(b, x, (*(1,) * (rank - x.rank), *x.shape)) if x.rank < rank else x for x in inputs
    )
    dtype = dtype_of(equation.outvars[0].aval.dtype)
    return e.cast(b, first, dtype), e.cast(b, second, dtype)


def _own(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """Emit JAX's own program."""
    return t.run_closed(equation.params["jaxpr"], inputs)


@inlines("dim_as_value")
def dim_as_value(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``dim_as_value`` -> an open size as a number."""
    return [t.b.size(dim_of(equation.params["dim"]))]


@inlines("platform_index")
def platform_index(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``platform_index`` -> which of several programs is for any platform, or for the CPU."""
    platforms = list(equation.params["platforms"])
    chosen = next((k for k, names in enumerate(platforms) if names is None), None)
    if chosen is None:
        chosen = next(k for k, names in enumerate(platforms) if "cpu" in names)
    return [t.b.const(chosen, "int32")]
