"""Resizes as `PIL.Image.resize` does, to the last bit.

Weights are whole multiples of 2**-22, and values are rounded to 8 bits after each of two passes:
along the rows, then along the columns, except in pictures that lose far more of their height.

Source: libImaging/Resample.c and Geometry.c of Pillow 13. Pillow 12 always begins with the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.pictures.line import Line

_Floats = npt.NDArray[Any]
_Filter = Callable[[_Floats], _Floats]

_PRECISION = 1 << 22


def resize_as_pillow(raster: _Floats, down: Line, across: Line, method: str) -> _Floats:
    """Resize a picture of 8 bits.

    Args:
        raster: Whole numbers in [0, 255], shape (height, width, channels). With four channels the
            last one is the opacity, by which the colours are weighed.
        down: The vertical axis.
        across: The horizontal axis.
        method: Of Pillow's, ``nearest``, ``box``, ``bilinear``, ``hamming``, ``bicubic`` or
            ``lanczos``.

    Returns:
        float32, whole numbers, shape (down.count, across.count, channels).
    """
    if method == "nearest":
        found: _Floats = raster[_nearest(down)][:, _nearest(across)]
        return found.astype(np.float32)
    has_opacity = raster.shape[2] == 4 and not (_is_kept(down) and _is_kept(across))
    values = _premultiplied(raster) if has_opacity else raster
    along_rows, along_columns = (across, "hwc,xw->hxc"), (down, "hwc,yh->ywc")
    passes = [along_rows, along_columns]
    if _begins_with_columns(down, across):
        passes.reverse()
    for line, axes in passes:
        values = _pass(values, line, method, axes)
    return (_divided(values) if has_opacity else values).astype(np.float32)


def _begins_with_columns(down: Line, across: Line) -> bool:
    lost = down.source - down.target
    return lost > 0 and lost > 2 * (across.source - across.target)


def _is_kept(line: Line) -> bool:
    return line.source == line.target and line.box == (0, line.source)


def _pass(values: _Floats, line: Line, method: str, axes: str) -> _Floats:
    """Resize along one axis, and round."""
    if _is_kept(line):
        wanted = slice(line.start, line.start + line.count)
        kept: _Floats = values[wanted] if "y" in axes else values[:, wanted]
        return kept
    # Whole numbers below 2**53: sums in float64 are exact.
    sums = np.einsum(axes, values, _weights(line, method), optimize=True)
    rounded: _Floats = np.clip(np.floor((sums + _PRECISION // 2) / _PRECISION), 0, 255)
    return rounded


def _weights(line: Line, method: str) -> _Floats:
    """Return the weights of source pixels for target pixels, in units of 2**-22."""
    support, weigh = _FILTERS[method]
    begin, end = line.box
    scale = (end - begin) / line.target
    widening = max(scale, 1.0)
    centres = begin + (np.arange(line.start, line.start + line.count) + 0.5) * scale
    first = np.maximum(np.trunc(centres - support * widening + 0.5), 0)
    last = np.minimum(np.trunc(centres + support * widening + 0.5), line.source)
    places = np.arange(line.source)
    inside = (places >= first[:, np.newaxis]) & (places < last[:, np.newaxis])
    offsets = (places - centres[:, np.newaxis] + 0.5) * (1.0 / widening)
    weights = np.where(inside, weigh(offsets), 0.0)
    weights = weights / weights.sum(axis=1, keepdims=True)
    whole: _Floats = np.trunc(weights * _PRECISION + np.where(weights < 0, -0.5, 0.5))
    return whole


def _nearest(line: Line) -> npt.NDArray[np.intp]:
    begin, end = line.box
    step = (end - begin) / line.target
    # Summed up step by step, as Pillow does: a product would be rounded otherwise.
    steps = np.full(line.start + line.count, step)
    steps[0] = begin + step * 0.5
    places: npt.NDArray[np.intp] = np.minimum(np.cumsum(steps).astype(np.intp), line.source - 1)
    return places[line.start :]


def _premultiplied(raster: _Floats) -> _Floats:
    """Weigh colours by their opacity, as Pillow's MULDIV255 rounds it."""
    values: _Floats = raster.astype(np.int64)
    product = values[..., :3] * values[..., 3:] + 128
    colours = ((product >> 8) + product) >> 8
    weighed: _Floats = np.concatenate([colours, values[..., 3:]], axis=2).astype(np.float64)
    return weighed


def _divided(raster: _Floats) -> _Floats:
    values = raster.astype(np.int64)
    colours, opacity = values[..., :3], values[..., 3:]
    is_between = (opacity > 0) & (opacity < 255)
    whole = np.minimum(255 * colours // np.where(is_between, opacity, 1), 255)
    return np.concatenate([np.where(is_between, whole, colours), opacity], axis=2)


def _box(x: _Floats) -> _Floats:
    return np.where((x > -0.5) & (x <= 0.5), 1.0, 0.0)


def _triangle(x: _Floats) -> _Floats:
    return np.maximum(0.0, 1.0 - np.abs(x))


def _hamming(x: _Floats) -> _Floats:
    near = np.abs(x)
    return np.where(near < 1, np.sinc(near) * (0.54 + 0.46 * np.cos(near * np.pi)), 0.0)


def _cubic(x: _Floats) -> _Floats:
    """Keys's, with a = -1/2."""
    x = np.abs(x)
    near = (1.5 * x - 2.5) * x * x + 1
    far = (((x - 5) * x + 8) * x - 4) * -0.5
    return np.where(x < 1, near, np.where(x < 2, far, 0.0))


def _lanczos(x: _Floats) -> _Floats:
    return np.where((x >= -3) & (x < 3), np.sinc(x) * np.sinc(x / 3), 0.0)


# How far each reaches, and its weights.
_FILTERS: Final[dict[str, tuple[float, _Filter]]] = {
    "box": (0.5, _box),
    "bilinear": (1.0, _triangle),
    "hamming": (1.0, _hamming),
    "bicubic": (2.0, _cubic),
    "lanczos": (3.0, _lanczos),
}
