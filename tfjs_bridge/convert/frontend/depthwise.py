"""Depthwise convolutions as sums of products, for programs that XLA runs on a processor."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

# Each is an operation that is compiled; ConvNeXt's kernels, the largest usual ones, have 49.
_MOST_TAPS = 49


@contextmanager
def depthwise_as_sums() -> Iterator[None]:
    """Let JAX trace a depthwise convolution as a sum of products, one for each place of its kernel.

    XLA runs these convolutions in a plain loop on a processor: in MobileNetV2 they took more time
    than all else. The terms are the same, and float32 too; what may differ is their order.
    """
    import jax

    before = jax.lax.conv_general_dilated
    # Networks repeat a block: it is traced once, and the program refers to it.
    sum_of = jax.jit(_Depthwise.sum_of, static_argnums=0)

    def convolution(lhs: Any, rhs: Any, *args: Any, **kwargs: Any) -> Any:
        found = _depthwise(lhs, rhs, *args, **kwargs)
        return before(lhs, rhs, *args, **kwargs) if found is None else sum_of(found, lhs, rhs)

    jax.lax.conv_general_dilated = convolution
    try:
        yield
    finally:
        jax.lax.conv_general_dilated = before


@dataclass(frozen=True, slots=True)
class _Depthwise:
    """A depthwise convolution.

    Attributes:
        numbers: JAX's `ConvDimensionNumbers`.
        strides: For each axis of a picture, as are the next three.
        padding: Before and after.
        dilation: Of the kernel.
        window: The kernel's sizes.
    """

    numbers: Any
    strides: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    window: tuple[int, ...]

    def sum_of(self, lhs: Any, rhs: Any) -> Any:
        """Return the outputs; `lhs` and `rhs` are the input and the kernel."""
        import jax
        import jax.numpy as jnp

        _, channel, *axes = self.numbers.lhs_spec
        # A kernel may make several channels of each, which follow one another.
        multiplier = rhs.shape[self.numbers.rhs_spec[0]] // lhs.shape[channel]
        repeated = lhs if multiplier == 1 else jnp.repeat(lhs, multiplier, axis=channel)
        borders = [(0, 0, 0)] * lhs.ndim
        for axis, (low, high) in zip(axes, self.padding, strict=True):
            borders[axis] = (low, high, 0)
        padded = jax.lax.pad(repeated, np.zeros((), lhs.dtype), borders)
        out, into, *window = self.numbers.rhs_spec
        ordered = jax.lax.transpose(rhs, (*window, into, out))
        taps = jax.lax.reshape(ordered, (math.prod(self.window), rhs.shape[out]))
        total: Any = None
        # JAX's own operations, not numpy's names for them: tracing takes half the time.
        for number, place in enumerate(itertools.product(*map(range, self.window))):
            met = self._shifted(padded, axes, place)
            tap = jax.lax.slice_in_dim(taps, number, number + 1)
            product = jax.lax.mul(met, jax.lax.broadcast_in_dim(tap, met.shape, (0, channel)))
            total = product if total is None else jax.lax.add(total, product)
        return total

    def _shifted(self, padded: Any, axes: Sequence[int], place: tuple[int, ...]) -> Any:
        """Return what one place of the kernel meets."""
        import jax

        first, last, steps = [0] * padded.ndim, list(padded.shape), [1] * padded.ndim
        for k, axis in enumerate(axes):
            span = (self.window[k] - 1) * self.dilation[k]
            first[axis] = place[k] * self.dilation[k]
            last[axis] = padded.shape[axis] - span + first[axis]
            steps[axis] = self.strides[k]
        return jax.lax.slice(padded, first, last, steps)


def _depthwise(
    lhs: Any,
    rhs: Any,
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    *,
    rhs_dilation: Sequence[int] | None = None,
    dimension_numbers: Any = None,
    feature_group_count: int = 1,
    **others: Any,
) -> _Depthwise | None:
    """Read JAX's arguments; return `None` for a convolution of any other kind."""
    import jax

    if others or not str(lhs.dtype) == str(rhs.dtype) == "float32":
        return None
    numbers = jax.lax.conv_dimension_numbers(lhs.shape, rhs.shape, dimension_numbers)
    _, channel, *axes = numbers.lhs_spec
    _, into, *window = (rhs.shape[axis] for axis in numbers.rhs_spec)
    is_depthwise = into == 1 < feature_group_count == lhs.shape[channel]
    taps = math.prod(window)
    is_usual = channel > 0 and numbers.out_spec == numbers.lhs_spec
    if not is_depthwise or not is_usual or taps > _MOST_TAPS:
        return None
    dilation = tuple(rhs_dilation or (1,) * len(window))
    reach = [(size - 1) * apart + 1 for size, apart in zip(window, dilation, strict=True)]
    sizes = [lhs.shape[axis] for axis in axes]
    borders = (
        jax.lax.padtype_to_pads(sizes, reach, window_strides, padding)
        if isinstance(padding, str)
        else padding
    )
    padded = [size + low + high for size, (low, high) in zip(sizes, borders, strict=True)]
    if any(size < least for size, least in zip(padded, reach, strict=True)):
        return None  # JAX's own result is empty
    pairs = tuple((low, high) for low, high in borders)
    return _Depthwise(numbers, tuple(window_strides), pairs, dilation, tuple(window))
