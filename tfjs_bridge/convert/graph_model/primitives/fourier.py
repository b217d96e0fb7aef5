"""Fourier transforms as products with matrices of sines and cosines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Array, Complex, Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.primitives.shapes import backwards
from tfjs_bridge.convert.graph_model.registry import NotExpressibleError
from tfjs_bridge.convert.graph_model.sizes import product

# From this length on, in two steps: a matrix of all sines would be larger than many models.
_LEAST_IN_STEPS = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Wave:
    """What is transformed along its last axis.

    Attributes:
        b: Emits.
        real: Its real parts.
        imag: Its imaginary parts; `None` if there are none.
        sign: Of the exponent: 1 for an inverse, which is divided by the size.
    """

    b: Builder
    real: Tensor
    imag: Tensor | None
    sign: int

    @property
    def size(self) -> int:
        """Of the last axis."""
        return int(str(self.real.shape[-1]))

    def moved(self, move: Callable[[Tensor], Tensor]) -> _Wave:
        """Return it with both parts moved."""
        imag = None if self.imag is None else move(self.imag)
        return _Wave(self.b, move(self.real), imag, self.sign)

    def reshaped(self, shape: Shape) -> _Wave:
        """Return it in another shape."""
        return self.moved(lambda x: s.reshape(self.b, x, shape))

    def swapped(self, axis: int) -> _Wave:
        """Return it with one axis in the place of the last, which is put there."""
        order = list(range(self.real.rank))
        order[axis], order[-1] = order[-1], order[axis]
        return self.moved(lambda x: s.transpose(self.b, x, order))

    def times(self, cos: Tensor, sin: Tensor) -> _Wave:
        """Return it times complex numbers, by their parts."""
        b, imag = self.b, self.imag
        real, turned = e.mul(b, self.real, cos), e.mul(b, self.real, sin)
        if imag is not None:
            real = e.sub(b, real, e.mul(b, imag, sin))
            turned = e.add(b, turned, e.mul(b, imag, cos))
        return _Wave(b, real, turned, self.sign)


def fourier(
    b: Builder, parts: Sequence[Tensor], kind: str, lengths: Sequence[Dim]
) -> Tensor | Complex:
    """Emit a Fourier transform of the last axes.

    Args:
        b: Emits.
        parts: The real part alone for ``RFFT``, else the imaginary one too.
        kind: ``FFT``, ``IFFT``, ``RFFT`` or ``IRFFT``.
        lengths: Of the axes in time.

    Raises:
        NotExpressibleError: A length is open.
    """
    sizes = [size for size in lengths if isinstance(size, int)]
    if len(sizes) < len(lengths):
        raise NotExpressibleError("makes a Fourier transform of a length that is left open")
    axes = range(-len(sizes), 0)
    imag = parts[1] if len(parts) > 1 else None
    wave = _Wave(b, parts[0], imag, 1 if kind in ("IFFT", "IRFFT") else -1)
    if kind == "RFFT":
        return _pair(_over(_along_last(wave, sizes[-1] // 2 + 1), axes[:-1]))
    if kind == "IRFFT":
        return _along_last(_whole(_over(wave, axes[:-1]), sizes[-1]), sizes[-1]).real
    return _pair(_over(wave, axes))


def _pair(wave: _Wave) -> Complex:
    imag = e.mul(wave.b, wave.real, 0) if wave.imag is None else wave.imag
    return Complex(wave.real, imag)


def _over(wave: _Wave, axes: Sequence[int]) -> _Wave:
    """Return the transform along some axes."""
    for axis in axes:
        moved = wave.swapped(axis)
        wave = _along_last(moved, moved.size).swapped(axis)
    return wave


def _along_last(wave: _Wave, count: int) -> _Wave:
    """Return the first so many values of the transform along the last axis."""
    b, size = wave.b, wave.size
    outer = wave.real.shape[:-1]
    rows = product(outer)
    flat = wave.reshaped((rows, size))
    first = _first_factor(size)
    if first == 1:
        done = _direct(flat, count)
    else:
        done = _in_steps(flat, first, rows)
        done = done.moved(lambda x: s.cut(b, x, [0, 0], (rows, count)))
    if wave.sign > 0:
        done = done.moved(lambda x: e.mul(b, x, 1 / size))
    return done.reshaped((*outer, count))


def _first_factor(size: int) -> int:
    """Return the largest factor up to the square root; 1 for short waves."""
    if size < _LEAST_IN_STEPS:
        return 1
    return next(k for k in range(isqrt(size), 0, -1) if size % k == 0)


def _direct(wave: _Wave, count: int) -> _Wave:
    b, size, imag = wave.b, wave.size, wave.imag
    angles = 2 * np.pi / size * (np.outer(np.arange(size), np.arange(count)) % size)
    cos, sin = _constants(b, wave.sign * angles)
    if imag is None:
        return _Wave(b, matmul(b, wave.real, cos), matmul(b, wave.real, sin), wave.sign)
    real = e.sub(b, matmul(b, wave.real, cos), matmul(b, imag, sin))
    turned = e.add(b, matmul(b, wave.real, sin), matmul(b, imag, cos))
    return _Wave(b, real, turned, wave.sign)


def _constants(b: Builder, angles: Array) -> tuple[Tensor, Tensor]:
    return b.const(np.cos(angles).astype(np.float32)), b.const(np.sin(angles).astype(np.float32))


def _in_steps(wave: _Wave, first: int, rows: Dim) -> _Wave:
    """Return a transform of first * second values by transforms of each of them.

    Source: J. Cooley and J. Tukey, "An algorithm for the machine calculation of complex Fourier
    series".
    """
    size = wave.size
    second = size // first
    columns = wave.reshaped((rows, first, second)).swapped(1)
    inner = _direct(columns.reshaped((product((rows, second)), first)), first)
    angles = wave.sign * 2 * np.pi / size * np.outer(np.arange(second), np.arange(first))
    turned = inner.reshaped((rows, second, first)).times(*_constants(wave.b, angles))
    given = turned.swapped(1).reshaped((product((rows, first)), second))
    done = _direct(given, second).reshaped((rows, first, second))
    return done.swapped(1).reshaped((rows, size))


def _whole(wave: _Wave, size: int) -> _Wave:
    """Return the whole transform of a real wave, whose second half mirrors the first.

    The imaginary parts of its ends, which a real wave does not have, count for nothing.
    """
    b, half, axis = wave.b, size // 2 + 1, wave.real.rank - 1
    ends, signs = np.ones(half, np.float32), np.ones(size, np.float32)
    ends[0], ends[-1], signs[half:] = 0, size % 2, -1

    def mirrored(x: Tensor) -> Tensor:
        if size <= half:
            return x
        rest = s.cut(b, x, [0] * axis + [1], (*x.shape[:-1], size - half))
        return s.concat(b, [x, backwards(b, rest, [axis])], axis)

    imag = e.mul(b, _pair(wave).imag, b.const(ends))
    turned = e.mul(b, mirrored(imag), b.const(signs))
    return _Wave(b, mirrored(wave.real), turned, wave.sign)
