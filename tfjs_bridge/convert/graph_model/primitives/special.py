"""Special functions: what TensorFlow.js has no operation for, or one that is not exact."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers


@lowers("expm1", is_lazy=True)
def expm1(c: Application, x: Tensor) -> Tensor:
    """``expm1`` -> ``Expm1``."""
    return e.unary(c.b, "Expm1", x)


@lowers("log1p", is_lazy=True)
def log1p(c: Application, x: Tensor) -> Tensor:
    """``log1p(exp(y))`` -> ``Softplus(y)``; else ``2 Atanh(x / (x + 2))``, or ``Log(x + 1)``.

    ``Log1p`` of the wasm backend adds 1 first: it is 0 for 1e-8, and off by a hundredth for 1e-5.
    """
    if x.node.op == "Exp":
        return e.unary(c.b, "Softplus", x.node.inputs[0])
    near = e.mul(c.b, e.unary(c.b, "Atanh", e.div(c.b, x, e.add(c.b, x, 2))), 2)
    far = e.unary(c.b, "Log", e.add(c.b, x, 1))
    return e.select(c.b, e.binary(c.b, "Less", x, e.scalar(c.b, 0.5, x)), near, far)


@lowers("erfc", is_lazy=True)
def erfc(c: Application, x: Tensor) -> Tensor:
    """``erfc(x)`` -> ``1 - Erf(x)``."""
    return e.sub(c.b, e.scalar(c.b, 1, x), e.unary(c.b, "Erf", x))


# Of the inverse error function, the highest power first: near the middle by w - 2.5, in the tails
# by sqrt(w) - 3. Source: M. Giles, "Approximating the erfinv function", single precision.
_ERF_INV_MIDDLE = (
    *(2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087),
    *(-0.00125372503, -0.00417768164, 0.246640727, 1.50140941),
)
_ERF_INV_TAILS = (
    *(-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773),
    *(-0.0076224613, 0.00943887047, 1.00167406, 2.83297682),
)


@lowers("erf_inv", is_lazy=True)
def erf_inv(c: Application, x: Tensor) -> Tensor:
    """``erf_inv(x)`` -> ``x`` times a polynomial of ``w = -log((1 - x)(1 + x))``."""
    b, one = c.b, e.scalar(c.b, 1, x)
    product = e.mul(b, e.sub(b, one, x), e.add(b, x, 1))
    w = e.unary(b, "Neg", e.unary(b, "Log", product))
    middle = polynomial(b, e.sub(b, w, 2.5), _ERF_INV_MIDDLE)
    tails = polynomial(b, e.sub(b, e.unary(b, "Sqrt", w), 3), _ERF_INV_TAILS)
    is_middle = e.binary(b, "Less", w, e.scalar(b, 5, x))
    inside = e.mul(b, x, e.select(b, is_middle, middle, tails))
    is_end = e.binary(b, "Equal", e.unary(b, "Abs", x), one)
    return e.select(b, is_end, e.mul(b, x, math.inf), inside)


# Of exp(-x) I0(x): by (x / 3.75)^2 up to 3.75, then by 3.75 / x; the highest power first.
# Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 9.8.1 and 9.8.2.
_I0_NEAR = (0.0045813, 0.0360768, 0.2659732, 1.2067492, 3.0899424, 3.5156229, 1.0)
_I0_FAR = (
    *(0.00392377, -0.01647633, 0.02635537, -0.02057706, 0.00916281, -0.00157565, 0.00225319),
    *(0.01328592, 0.39894228),
)
_I0_BORDER = 3.75


@lowers("bessel_i0e", is_lazy=True)
def bessel_i0e(c: Application, x: Tensor) -> Tensor:
    """``bessel_i0e`` -> two polynomials."""
    b, border = c.b, e.scalar(c.b, _I0_BORDER, x)
    size = e.unary(b, "Abs", x)
    part = e.div(b, size, border)
    near = polynomial(b, e.unary(b, "Square", part), _I0_NEAR)
    near = e.mul(b, near, e.unary(b, "Exp", e.unary(b, "Neg", size)))
    far_size = e.binary(b, "Maximum", size, border)  # no division by 0
    far = polynomial(b, e.div(b, border, far_size), _I0_FAR)
    far = e.mul(b, far, e.unary(b, "Rsqrt", far_size))
    return e.select(b, e.binary(b, "Less", size, border), near, far)


def polynomial(b: Builder, x: Tensor, factors: Sequence[float]) -> Tensor:
    """Emit a polynomial, the factor of its highest power first."""
    result = e.add(b, e.mul(b, x, factors[0]), factors[1])
    for factor in factors[2:]:
        result = e.add(b, e.mul(b, result, x), factor)
    return result
