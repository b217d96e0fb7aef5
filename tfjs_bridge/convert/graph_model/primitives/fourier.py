"""Fourier transforms as products with matrices of sines and cosines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Complex, Dim, Tensor
from tfjs_bridge.convert.graph_model.primitives.shapes import backwards
from tfjs_bridge.convert.graph_model.registry import NotExpressibleError
from tfjs_bridge.convert.graph_model.sizes import product

# From this length on, in two steps: a matrix of all sines would be larger than many models.
_LEAST_IN_STEPS = 64


def fourier(b: Builder, x: Tensor | Complex, kind: str, lengths: Sequence[Dim]) -> Tensor | Complex:
    """Emit a Fourier transform of the last axes.

    Args:
        b: Emits.
        x: Real for ``RFFT``.
        kind: ``FFT``, ``IFFT``, ``RFFT`` or ``IRFFT``.
        lengths: Of the axes in time.

    Raises:
        NotExpressibleError: A length is open.
    """
    sizes = [size for size in lengths if isinstance(size, int)]
    if len(sizes) < len(lengths):
        raise NotExpressibleError("makes a Fourier transform of a length that is left open")
    others = list(zip(range(-len(sizes), -1), sizes[:-1], strict=True))
    last = sizes[-1]
    if kind == "RFFT":
        return _over(b, _along_last(b, _Wave(b, x, last, -1), last // 2 + 1), others, -1)
    assert isinstance(x, Complex)
    if kind == "FFT":
        return _over(b, x, [*others, (-1, last)], -1)
    if kind == "IFFT":
        return _over(b, x, [*others, (-1, last)], 1)
    return _to_real(b, _over(b, x, others, 1), last)


def _over(b: Builder, x: Complex, axes: Sequence[tuple[int, int]], sign: int) -> Complex:
    """Emit the transforms along some axes; those of sign 1 are divided by their lengths."""
    for axis, size in axes:
        rank = x.real.rank
        order = list(range(rank))
        order[axis], order[-1] = order[-1], order[axis]
        moved = Complex(s.transpose(b, x.real, order), s.transpose(b, x.imag, order))
        done = _along_last(b, _Wave(b, moved, size, sign), size)
        x = Complex(s.transpose(b, done.real, order), s.transpose(b, done.imag, order))
    return x


@dataclass(frozen=True, slots=True, eq=False)
class _Wave:
    """What is transformed along its last axis.

    Attributes:
        b: Emits.
        x: A tensor if it is real.
        size: Of the last axis.
        sign: Of the exponent: 1 for an inverse, which is divided by the size.
    """

    b: Builder
    x: Tensor | Complex
    size: int
    sign: int

    @property
    def parts(self) -> tuple[Tensor, Tensor | None]:
        """The real part and the imaginary one, if there is one."""
        return (self.x.real, self.x.imag) if isinstance(self.x, Complex) else (self.x, None)


def _along_last(b: Builder, wave: _Wave, count: int) -> Complex:
    """Emit the first so many values of a transform along the last axis."""
    real, imag = wave.parts
    outer = real.shape[:-1]
    rows = product(outer)
    flat = [None if x is None else s.reshape(b, x, (rows, wave.size)) for x in (real, imag)]
    first = _first_factor(wave.size)
    if first == 1:
        pair = _direct(b, flat, wave, count)
    else:
        pair = _in_steps(b, flat, wave, (first, rows))
        pair = [s.cut(b, x, [0, 0], (rows, count)) for x in pair]
    if wave.sign > 0:
        pair = [e.mul(b, x, 1 / wave.size) for x in pair]
    return Complex(*(s.reshape(b, x, (*outer, count)) for x in pair))


def _first_factor(size: int) -> int:
    """Return the largest factor up to the square root; 1 for short waves."""
    if size < _LEAST_IN_STEPS:
        return 1
    return next(k for k in range(isqrt(size), 0, -1) if size % k == 0)


def _direct(b: Builder, flat: Sequence[Tensor | None], wave: _Wave, count: int) -> list[Tensor]:
    real, imag = flat
    assert real is not None
    angles = 2 * np.pi / wave.size * (np.outer(np.arange(wave.size), np.arange(count)) % wave.size)
    cos = b.const(np.cos(angles).astype(np.float32))
    sin = b.const((wave.sign * np.sin(angles)).astype(np.float32))
    if imag is None:
        return [matmul(b, real, cos), matmul(b, real, sin)]
    return [
        e.sub(b, matmul(b, real, cos), matmul(b, imag, sin)),
        e.add(b, matmul(b, real, sin), matmul(b, imag, cos)),
    ]


def _in_steps(
    b: Builder, flat: Sequence[Tensor | None], wave: _Wave, sizes: tuple[int, Dim]
) -> list[Tensor]:
    """Emit a transform of first * second values as transforms of each of them (Cooley, Tukey)."""
    first, rows = sizes
    second = wave.size // first
    columns = [
        None
        if x is None
        else s.reshape(
            b,
            s.transpose(b, s.reshape(b, x, (rows, first, second)), (0, 2, 1)),
            (product((rows, second)), first),
        )
        for x in flat
    ]
    inner = _direct(b, columns, _Wave(b, wave.x, first, wave.sign), first)
    angles = 2 * np.pi / wave.size * wave.sign * np.outer(np.arange(second), np.arange(first))
    cos, sin = (b.const(f(angles).astype(np.float32)) for f in (np.cos, np.sin))
    real, imag = (s.reshape(b, x, (rows, second, first)) for x in inner)
    turned = [
        e.sub(b, e.mul(b, real, cos), e.mul(b, imag, sin)),
        e.add(b, e.mul(b, real, sin), e.mul(b, imag, cos)),
    ]
    given = [
        s.reshape(b, s.transpose(b, x, (0, 2, 1)), (product((rows, first)), second)) for x in turned
    ]
    outer = _direct(b, given, _Wave(b, wave.x, second, wave.sign), second)
    return [
        s.reshape(
            b,
            s.transpose(b, s.reshape(b, x, (rows, first, second)), (0, 2, 1)),
            (rows, wave.size),
        )
        for x in outer
    ]


def _to_real(b: Builder, x: Complex, size: int) -> Tensor:
    """Emit the inverse of a real wave's transform, whose second half mirrors the first.

    The imaginary parts of its ends, which a real wave does not have, count for nothing.
    """
    half, axis = size // 2 + 1, x.real.rank - 1
    ends = np.ones(half, np.float32)
    ends[0] = 0
    if size % 2 == 0:
        ends[-1] = 0
    imag = e.mul(b, x.imag, b.const(ends))
    begin, shape = [0] * axis + [1], (*x.real.shape[:-1], size - half)
    real, turned = (
        s.concat(b, [part, backwards(b, s.cut(b, part, begin, shape), [axis])], axis)
        if size > half
        else part
        for part in (x.real, imag)
    )
    signs = np.ones(size, np.float32)
    signs[half:] = -1
    whole = Complex(real, e.mul(b, turned, b.const(signs)))
    return _along_last(b, _Wave(b, whole, size, 1), size).real
