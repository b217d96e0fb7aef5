"""Complex numbers, as pairs of tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Complex, Tensor
from tfjs_bridge.convert.graph_model.primitives.fourier import fourier
from tfjs_bridge.convert.graph_model.registry import (
    Application,
    NotExpressibleError,
    lowerings,
    refusal,
)
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.translate import Translation, inlines

Value = Tensor | Complex
# What moves values, or adds them: the real parts and the imaginary ones each by themselves.
_BY_PART = frozenset(
    {"add", "sub", "neg", "reduce_sum", "cumsum", "copy", "copy_p", "stop_gradient", "pad"}
    | {"broadcast_in_dim", "reshape", "squeeze", "expand_dims", "transpose", "concatenate"}
    | {"split", "stack", "unstack", "tile", "slice", "rev", "select_n", "gather", "dynamic_slice"}
    | {"dynamic_update_slice", "scatter", "scatter-add", "convert_element_type"}
)


@inlines("complex", "real", "imag", "conj", "fft")
def complex_(t: Translation, equation: Any, inputs: list[Any]) -> list[Any]:
    """Emit an operation of complex numbers."""
    name = equation.primitive.name
    try:
        if name == "fft":
            return [_fft(t.b, equation, inputs[0])]
        if name == "integer_pow":
            return [_power(t.b, inputs[0], int(equation.params["y"]))]
        if name in _OPS:
            return [_OPS[name](t.b, *inputs)]
        if name in _BY_PART:
            return _by_part(t, equation, inputs)
        raise NotExpressibleError(refusal(name, f"uses '{name}' of complex numbers"))
    except NotExpressibleError as error:
        return t.refuse(equation, str(error))


def _fft(b: Builder, equation: Any, x: Value) -> Value:
    lengths = shape_of(equation.params["fft_lengths"])
    shape = shape_of(equation.invars[0].aval.shape)
    parts = (x.real, x.imag) if isinstance(x, Complex) else (x,)
    whole = [s.broadcast_to(b, part, shape) for part in parts]
    kind = str(getattr(equation.params["fft_type"], "name", equation.params["fft_type"]))
    return fourier(b, whole, kind, lengths)


def _pair(b: Builder, x: Value) -> Complex:
    if isinstance(x, Complex):
        return x
    number = e.cast(b, x, "float32")
    return Complex(number, e.scalar(b, 0, number) if x.rank == 0 else e.mul(b, number, 0))


def _add_up(b: Builder, x: Tensor, y: Tensor) -> Tensor:
    return e.add(b, e.unary(b, "Square", x), e.unary(b, "Square", y))


def _mul(b: Builder, x: Value, y: Value) -> Complex:
    first, second = _pair(b, x), _pair(b, y)
    real = e.sub(b, e.mul(b, first.real, second.real), e.mul(b, first.imag, second.imag))
    return Complex(
        real, e.add(b, e.mul(b, first.real, second.imag), e.mul(b, first.imag, second.real))
    )


def _div(b: Builder, x: Value, y: Value) -> Value:
    divisor = _pair(b, y)
    size = _add_up(b, divisor.real, divisor.imag)
    product = _mul(b, x, _conj(b, divisor))
    return Complex(e.div(b, product.real, size), e.div(b, product.imag, size))


def _power(b: Builder, x: Value, exponent: int) -> Value:
    result = _pair(b, x)
    if exponent < 1:
        raise NotExpressibleError(f"raises complex numbers to the power of {exponent}")
    for _ in range(exponent - 1):
        result = _mul(b, result, x)
    return result


def _conj(b: Builder, x: Value) -> Value:
    pair = _pair(b, x)
    return Complex(pair.real, e.unary(b, "Neg", pair.imag))


def _abs(b: Builder, x: Value) -> Value:
    pair = _pair(b, x)
    return e.unary(b, "Sqrt", _add_up(b, pair.real, pair.imag))


def _exp(b: Builder, x: Value) -> Value:
    pair = _pair(b, x)
    size = e.unary(b, "Exp", pair.real)
    cos, sin = (e.unary(b, op, pair.imag) for op in ("Cos", "Sin"))
    return Complex(e.mul(b, size, cos), e.mul(b, size, sin))


_OPS: dict[str, Callable[..., Value]] = {
    "abs": _abs,
    "complex": lambda _, x, y: Complex(x, y),
    "conj": _conj,
    "div": _div,
    "exp": _exp,
    "imag": lambda b, x: _pair(b, x).imag,
    "mul": _mul,
    "real": lambda b, x: _pair(b, x).real,
    "square": lambda b, x: _mul(b, x, x),
}


def _by_part(t: Translation, equation: Any, inputs: list[Value]) -> list[Value]:
    name = equation.primitive.name
    results = []
    for is_imag in (False, True):
        parts = [
            _part(t.b, x, is_imag) if str(v.aval.dtype).startswith("complex") else x
            for x, v in zip(inputs, equation.invars, strict=True)
        ]
        if name == "convert_element_type":  # from numbers that are not complex, or to such
            parts = [_part(t.b, x, is_imag) for x in inputs]
        results.append(_emitted(t.b, equation, parts))
    if not str(equation.outvars[0].aval.dtype).startswith("complex"):
        return list(results[0])
    return [Complex(real, imag) for real, imag in zip(*results, strict=True)]


def _part(b: Builder, x: Value, is_imag: bool) -> Tensor:
    pair = _pair(b, x)
    return pair.imag if is_imag else pair.real


def _emitted(b: Builder, equation: Any, inputs: list[Any]) -> list[Tensor]:
    """Emit a primitive as if its numbers were not complex."""
    lowering = lowerings()[equation.primitive.name]
    results = tuple((shape_of(v.aval.shape), "float32") for v in equation.outvars)
    shapes = tuple(shape_of(v.aval.shape) for v in equation.invars)
    dtypes = tuple(x.dtype for x in inputs)
    names = ("float32",) * len(results)
    c = Application(b, equation.primitive.name, equation.params, shapes, dtypes, results, names)
    if not lowering.is_lazy:
        inputs = [s.broadcast_to(b, x, n) for x, n in zip(inputs, shapes, strict=True)]
    found = lowering.handler(c, *inputs)
    return [found] if isinstance(found, Tensor) else list(found)
