"""Resizes as `tf.image.resize` does, and with it Keras's loaders and its layer Resizing.

Places are computed in float32, as TensorFlow has them: on a line of thousands of pixels its
rounding moves colours more than a rounding of theirs would.

Source: tensorflow/core/kernels/image: resize_bicubic_op, resize_area_op, scale_and_translate_op,
sampling_kernels.h.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.pictures.line import Line

_Floats = npt.NDArray[Any]
_Kernel = Callable[[_Floats], _Floats]

_ANTIALIAS = "-antialias"
# TensorFlow has the weights of bicubic without antialias in a table.
_TABLE_SIZE = 1024


def resize_as_tensorflow(raster: _Floats, down: Line, across: Line, method: str) -> _Floats:
    """Resize a picture, without rounding its values.

    Args:
        raster: Float64, shape (height, width, channels).
        down: The vertical axis.
        across: The horizontal axis.
        method: One of TensorFlow's, such as ``bicubic-antialias``.

    Returns:
        float32, shape (down.count, across.count, channels).
    """
    narrow = np.einsum("hwc,xw->hxc", raster, _weights(across, method), optimize=True)
    values: _Floats = np.einsum("hxc,yh->yxc", narrow, _weights(down, method), optimize=True)
    return values.astype(np.float32)


def _weights(line: Line, method: str) -> _Floats:
    """Return the weight of each source pixel of a line for each target pixel that is wanted."""
    targets = np.arange(line.start, line.start + line.count)[:, np.newaxis]
    places = np.arange(line.source)
    scale = np.float32(np.float32(line.source) / np.float32(line.target))
    if method == "area":
        return _area(line.source, targets, scale)
    if method in _SAMPLED:
        return _normal(_sampled(line, targets, method))
    centres = _float32((targets + 0.5) * np.float64(scale))
    if method == "nearest":
        nearest = np.minimum(np.floor(centres), line.source - 1)
        chosen: _Floats = (places == nearest).astype(np.float64)
        return chosen
    middles = _float32(centres - 0.5)
    if method == "bicubic":
        return _normal(_tabled_cubic(places, middles))
    reach = max(float(scale), 1.0) if method == "bilinear-antialias" else 1.0
    return _normal(_triangle(np.abs(places - middles) / reach))


def _float32(values: _Floats) -> _Floats:
    """Round to float32; what is computed with them is not."""
    return values.astype(np.float32).astype(np.float64)


def _sampled(line: Line, targets: _Floats, method: str) -> _Floats:
    """Weigh pixels by a kernel, as scale_and_translate does: at its edge, rounding decides."""
    # The operation is told the inverse of the scale.
    inverse = np.float32(np.float32(line.target) / np.float32(line.source))
    scale = float(np.float32(1.0 / np.float64(inverse)))
    widening = max(scale, 1.0) if method.endswith(_ANTIALIAS) else 1.0
    centres = _float32((targets + 0.5) * scale)
    offsets = _float32(np.arange(line.source) + 0.5 - centres)
    # By its inverse, as the compiler has it: Gaussians jump to 0 at their edge.
    narrowing = np.float64(np.float32(1 / widening))
    return _KERNELS[method.removesuffix(_ANTIALIAS)](_float32(np.abs(offsets) * narrowing))


def _normal(weights: _Floats) -> _Floats:
    total: _Floats = weights / weights.sum(axis=1, keepdims=True)
    return total


def _area(source: int, targets: _Floats, scale: np.float32) -> _Floats:
    """Weigh each pixel by how much of it a target pixel covers."""
    length = np.float64(scale)
    begins, ends = _float32(targets * length), _float32((targets + 1) * length)
    # One more than there are: by its rounding the last target pixel may end behind the last pixel,
    # which then counts again.
    places = np.arange(source + 1)
    is_within = (places < begins) & (places + 1 > ends)
    parts = np.clip(np.minimum(places + 1, ends) - np.maximum(places, begins), 0, None)
    covered = np.where(is_within, length, parts)
    covered[:, -2] += covered[:, -1]
    weights: _Floats = covered[:, :-1] / length
    return weights


def _tabled_cubic(places: _Floats, middles: _Floats) -> _Floats:
    first = np.floor(middles)
    # Half to even, as lrintf rounds.
    steps = np.rint((middles - first) * _TABLE_SIZE)
    return _cubic(np.abs(places - first - steps / _TABLE_SIZE))


def _triangle(x: _Floats) -> _Floats:
    return np.maximum(0.0, 1.0 - x)


def _cubic(x: _Floats) -> _Floats:
    """Keys's, with a = -1/2."""
    near = (1.5 * x - 2.5) * x * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return _two_parts(x, near, far)


def _mitchell(x: _Floats) -> _Floats:
    near = (7 / 6 * x - 2) * x * x + 8 / 9
    far = ((-7 / 18 * x + 2) * x - 10 / 3) * x + 16 / 9
    return _two_parts(x, near, far)


def _two_parts(x: _Floats, near: _Floats, far: _Floats) -> _Floats:
    return np.where(x < 1, near, np.where(x < 2, far, 0.0))


def _lanczos(radius: int) -> _Kernel:
    def weigh(x: _Floats) -> _Floats:
        return np.where(x <= radius, np.sinc(x) * np.sinc(x / radius), 0.0)

    return weigh


def _gaussian(x: _Floats) -> _Floats:
    """Of the deviation 1/2, cut off at three of them."""
    return np.where(x < 1.5, np.exp(-2 * x * x), 0.0)


_KERNELS: Final[dict[str, _Kernel]] = {
    "bicubic": _cubic,
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
    "gaussian": _gaussian,
    "mitchellcubic": _mitchell,
}
# By scale_and_translate. Bicubic without antialias is another operation.
_SAMPLED = frozenset(
    {*_KERNELS, *(f"{name}{_ANTIALIAS}" for name in _KERNELS)}.difference({"bicubic"})
)
