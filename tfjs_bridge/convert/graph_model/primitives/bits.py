"""Bits of whole numbers, by arithmetic: TensorFlow.js's `BitwiseAnd` cannot be called."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.reductions import reduce
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers

# `FloorDiv` of the wasm backend divides float32: exact for what has 24 bits at most.
_HALF = 16
_POWERS = 2 ** np.arange(_HALF, dtype=np.int32)
_LEAST = -(2**31)
# Of these, the least number and how many there are.
_NARROW = {
    "int8": (-128, 2**8),
    "uint8": (0, 2**8),
    "int16": (-(2**15), 2**16),
    "uint16": (0, 2**16),
}
# What the bits of each place become together, as a number of 0 and 1.
_OPS = {"and": "Mul", "or": "Maximum", "xor": "NotEqual"}


@lowers("shift_left", is_lazy=True)
def shift_left(c: Application, x: Tensor, places: Tensor) -> Tensor:
    """``shift_left`` -> ``Mul`` by a power of two."""
    _only_of(c, *_NARROW)
    shifted = e.mul(c.b, x, _power(c.b, places))
    return _wrapped(c.b, shifted, c.dtypes[0]) if c.dtypes[0] in _NARROW else shifted


@lowers("shift_right_arithmetic", is_lazy=True)
def shift_right(c: Application, x: Tensor, places: Tensor) -> Tensor:
    """``shift_right_arithmetic`` -> ``FloorDiv`` by a power of two."""
    _only_of(c, "int8", "int16")
    return _shifted(c.b, x, places)


@lowers("shift_right_logical", is_lazy=True)
def shift_right_logical(c: Application, x: Tensor, places: Tensor) -> Tensor:
    """``shift_right_logical`` -> the same, with the sign's bits taken away again."""
    _only_of(c, "uint8", "uint16")
    b = c.b
    shifted = _shifted(b, x, places)
    # Of a number below 0, 2**(32 - places) more; which wraps round for one place.
    more = _power(b, e.sub(b, e.scalar(b, 31, x), places))
    more = e.add(b, more, more)
    is_moved = e.binary(b, "Greater", places, e.scalar(b, 0, x))
    is_below = e.binary(b, "Less", x, e.scalar(b, 0, x))
    is_either = e.binary(b, "LogicalAnd", is_below, is_moved)
    return e.add(b, shifted, e.mul(b, more, e.cast(b, is_either, "int32")))


def _only_of(c: Application, *narrow: str) -> None:
    """Refuse dtypes besides those of 32 bits and `narrow`, whose sign is not where int32 has it."""
    if c.dtypes[0] not in ("int32", "uint32", "int64", *narrow):
        raise NotExpressibleError(f"shifts the bits of {c.dtypes[0]}")


def _wrapped(b: Builder, x: Tensor, dtype: str) -> Tensor:
    """Emit what is left of a number in 8 or 16 bits."""
    lowest, count = _NARROW[dtype]
    least = e.scalar(b, lowest, x)
    return e.add(b, e.binary(b, "FloorMod", e.sub(b, x, least), e.scalar(b, count, x)), least)


def _power(b: Builder, places: Tensor) -> Tensor:
    """Emit 2 ** places; of 31 it is the least number, and 0 for more."""
    zero, most = e.scalar(b, 0, places), e.scalar(b, 30, places)
    power = e.binary(b, "Pow", e.scalar(b, 2, places), e.binary(b, "Minimum", places, most))
    power = e.select(b, e.binary(b, "LessEqual", places, most), power, zero)
    is_last = e.binary(b, "Equal", places, e.scalar(b, 31, places))
    return e.select(b, is_last, e.scalar(b, _LEAST, places), power)


def _shifted(b: Builder, x: Tensor, places: Tensor) -> Tensor:
    """Emit floor(x / 2 ** places); -1 or 0 for 31 and more places."""
    high, low = _halves(b, x)
    half = e.scalar(b, _HALF, places)
    rest = e.sub(b, half, e.binary(b, "Minimum", places, half))
    near = e.binary(b, "FloorDiv", low, _power_up_to(b, e.binary(b, "Minimum", places, half)))
    near = e.add(b, e.mul(b, high, _power_up_to(b, rest)), near)
    more = e.binary(b, "Maximum", e.sub(b, places, half), e.scalar(b, 0, places))
    far = e.binary(b, "FloorDiv", high, _power_up_to(b, more))
    return e.select(b, e.binary(b, "LessEqual", places, half), near, far)


def _power_up_to(b: Builder, places: Tensor) -> Tensor:
    """Emit 2 ** places, of 16 places and more the same."""
    most = e.binary(b, "Minimum", places, e.scalar(b, _HALF, places))
    return e.binary(b, "Pow", e.scalar(b, 2, places), most)


def _halves(b: Builder, x: Tensor) -> tuple[Tensor, Tensor]:
    """Emit x as high * 2**16 + low, with low from 0 on."""
    unit = e.scalar(b, 2**_HALF, x)
    low = e.binary(b, "FloorMod", x, unit)
    return e.binary(b, "FloorDiv", e.sub(b, x, low), unit), low


def together(c: Application, x: Tensor, y: Tensor) -> Tensor:
    """Emit ``and``, ``or`` or ``xor`` of whole numbers, bit by bit along an axis of their own."""
    if c.name == "and":
        for one, other in ((x, y), (y, x)):
            mask = _low_bits(other)
            if mask is not None:
                return e.binary(c.b, "FloorMod", one, e.scalar(c.b, mask + 1, one))
    pair = _bits(c.b, x), _bits(c.b, y)
    bits = e.cast(c.b, e.binary(c.b, _OPS[c.name], *pair), "int32")
    weights = np.array([*(2**k for k in range(31)), _LEAST], np.int32)
    return reduce(c.b, "Sum", e.mul(c.b, bits, c.b.const(weights)), [bits.rank - 1])


def _low_bits(x: Tensor) -> int | None:
    """Return a constant of ones at the end only, such as 255."""
    if x.value is None or x.value.size != 1:
        return None
    mask = int(x.value.reshape(()))
    return mask if 0 < mask < 2**30 and mask & (mask + 1) == 0 else None


def _bits(b: Builder, x: Tensor) -> Tensor:
    """Emit the 32 bits as numbers along a new last axis, the lowest first."""
    high, low = _halves(b, s.expand(b, x, [x.rank]))
    high = e.binary(b, "FloorMod", high, e.scalar(b, 2**_HALF, high))
    shifted = [e.binary(b, "FloorDiv", half, b.const(_POWERS)) for half in (low, high)]
    together = s.concat(b, shifted, x.rank)
    return e.binary(b, "FloorMod", together, e.scalar(b, 2, together))
