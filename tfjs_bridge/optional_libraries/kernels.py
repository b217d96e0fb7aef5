"""Convolution and pooling in numpy: the places of a kernel are gone through one by one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Slices = tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Windows:
    """How a kernel goes over an array.

    Attributes:
        sizes: Of the result, along the axes that the kernel goes over.
        places: For each place of the kernel, in order: the part of the result that it adds to, and
            the part of the array that is under it then. Padding is where these parts end.
    """

    sizes: tuple[int, ...]
    places: tuple[tuple[Slices, Slices], ...]


def windows(
    sizes: Sequence[int],
    kernel: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    padding: str,
) -> Windows:
    """Return what a kernel does to an array of these sizes.

    Args:
        sizes: Of the array, along the axes that the kernel goes over; the others likewise have one
            entry for each axis.
        kernel: Its sizes.
        strides: Of the kernel.
        dilations: Of the kernel.
        padding: ``"same"``, as TensorFlow pads, or ``"valid"``.
    """
    axes = [
        _axis(*settings, padding=padding)
        for settings in zip(sizes, kernel, strides, dilations, strict=True)
    ]
    return _of_axes(axes)


def spread_windows(
    sizes: Sequence[int],
    kernel: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    padding: Sequence[tuple[int, int]],
) -> Windows:
    """Return the same for a transposed convolution: `strides` spread the array, not the result.

    Args:
        sizes: As in `windows`, and so the next three.
        kernel: Its sizes.
        strides: Of the array in the result.
        dilations: Of the kernel.
        padding: Of the spread array, in front and behind, as `jax.lax.conv_transpose` takes it;
            negative where it is cropped.
    """
    settings = zip(sizes, kernel, strides, dilations, padding, strict=True)
    return _of_axes([_spread_axis(*each) for each in settings])


_Axis = tuple[int, list[tuple[slice, slice]]]


def _of_axes(axes: Sequence[_Axis]) -> Windows:
    places = itertools.product(*(places for _, places in axes))
    return Windows(
        tuple(result for result, _ in axes),
        tuple((tuple(into for into, _ in p), tuple(under for _, under in p)) for p in places),
    )


def _axis(size: int, kernel: int, stride: int, dilation: int, *, padding: str) -> _Axis:
    span = (kernel - 1) * dilation + 1
    if padding == "same":
        result = -(-size // stride)
        # The smaller half goes in front, as in TensorFlow.
        before = max((result - 1) * stride + span - size, 0) // 2
    else:
        result = max((size - span) // stride + 1, 0)
        before = 0
    places = []
    for offset in range(-before, span - before, dilation):
        first = max(0, -(offset // stride))
        last = max(first, min(result, (size - 1 - offset) // stride + 1))  # none in the padding
        under = slice(first * stride + offset, max(0, (last - 1) * stride + offset + 1), stride)
        places.append((slice(first, last), under))
    return result, places


def _spread_axis(
    size: int, kernel: int, stride: int, dilation: int, padding: tuple[int, int]
) -> _Axis:
    before, behind = padding
    span = (kernel - 1) * dilation
    result = max((size - 1) * stride + 1 + before + behind - span, 0)
    places = []
    for offset in range(before - span, before + 1, dilation):
        first = max(0, -(offset // stride))
        last = max(first, min(size, (result - 1 - offset) // stride + 1))
        into = slice(first * stride + offset, max(0, (last - 1) * stride + offset + 1), stride)
        places.append((into, slice(first, last)))
    return result, places


def convolution(x: Array, kernel: Array, windows: Windows) -> Array:
    """Convolve (n, ..., inputs) with (..., inputs / groups, outputs) to (n, ..., outputs)."""
    # Keras has no setting of groups here either: the kernel's size says it.
    groups = x.shape[-1] // kernel.shape[-2]
    if groups > 1:
        parts = zip(np.split(x, groups, -1), np.split(kernel, groups, -1), strict=True)
        return np.concatenate([convolution(*part, windows) for part in parts], -1)
    matrices = kernel.reshape(-1, *kernel.shape[-2:])
    total = np.zeros((*windows.sizes, kernel.shape[-1]), x.dtype)
    for (into, under), matrix in zip(windows.places, matrices, strict=True):
        # Contiguous, or numpy multiplies without BLAS.
        part = np.ascontiguousarray(x[under])
        rows = part.reshape(math.prod(part.shape[:-1]), x.shape[-1])
        total[into] += (rows @ matrix).reshape(total[into].shape)
    return total


def depthwise(x: Array, kernel: Array, windows: Windows) -> Array:
    """Convolve (n, ..., inputs) with (..., inputs, multiplier), each channel by itself."""
    total = np.zeros((*windows.sizes, *kernel.shape[-2:]), x.dtype)
    factors = kernel.reshape(-1, *kernel.shape[-2:])
    for (into, under), factor in zip(windows.places, factors, strict=True):
        total[into] += x[under][..., np.newaxis] * factor
    return total.reshape(*windows.sizes, -1)


def pooling(x: Array, initial: float, combine: np.ufunc, windows: Windows) -> Array:
    """Combine what is under each place of a window, with `numpy.maximum` or `numpy.add`."""
    total = np.full(windows.sizes, initial, x.dtype)
    for into, under in windows.places:
        combine(total[into], x[under], out=total[into])
    return total
