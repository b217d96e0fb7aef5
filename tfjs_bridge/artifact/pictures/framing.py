"""Makes a picture of any proportions fit a model's input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.pictures.line import Line, whole_line
from tfjs_bridge.artifact.pictures.pillow_resize import resize_as_pillow
from tfjs_bridge.artifact.pictures.tensorflow_resize import resize_as_tensorflow

_Raster = npt.NDArray[Any]
_Size = tuple[int, int]

_PILLOW = "pil-"


def framed(raster: _Raster, preprocessing: Mapping[str, Any]) -> _Raster:
    """Resize a picture by the method, and fit it in the way, that is declared.

    Args:
        raster: Float64, shape (height, width, channels), values in [0, 255].
        preprocessing: Of metadata.json, of the kind ``picture``.

    Returns:
        float32, of the height and width of the model's input.
    """
    size = preprocessing["height"], preprocessing["width"]
    method, fit = preprocessing["method"], preprocessing["fit"]
    is_pillow = method.startswith(_PILLOW)
    if fit == "letterbox":
        return _letterbox(raster, size, method)
    if fit == "crop" and is_pillow:
        return _resized(raster, _pillow_crop(raster.shape[:2], size), method)
    if fit == "center-crop":
        return _resized(raster, _center(raster.shape[:2], size, preprocessing), method)
    if fit in ("crop", "pad"):
        raster = _cut(raster, size) if fit == "crop" else _padded(raster, size)
    lines = [whole_line(*pair) for pair in zip(raster.shape[:2], size, strict=True)]
    return _resized(raster, lines, method)


def _resized(raster: _Raster, lines: list[Line], method: str) -> _Raster:
    down, across = lines
    if method.startswith(_PILLOW):
        return resize_as_pillow(raster, down, across, method.removeprefix(_PILLOW))
    return resize_as_tensorflow(raster, down, across, method)


def _cut(raster: _Raster, size: _Size) -> _Raster:
    """Cut the middle out, as `crop_to_aspect_ratio` of Keras's Resizing does."""
    height, width = raster.shape[:2]
    across = max(min(width, _side(height, size[1], size[0])), 1)
    down = max(min(height, _side(width, size[0], size[1])), 1)
    left, top = (width - across) // 2, (height - down) // 2
    inside: _Raster = raster[top : top + down, left : left + across]
    return inside


def _padded(raster: _Raster, size: _Size) -> _Raster:
    """Add bars of black before it is resized, as `pad_to_aspect_ratio` of Keras's Resizing does."""
    height, width = raster.shape[:2]
    left = max(_side(height, size[1], size[0]) - width, 0) // 2
    top = max(_side(width, size[0], size[1]) - height, 0) // 2
    return np.pad(raster, ((top, top), (left, left), (0, 0)))


def _side(other: int, share: int, other_share: int) -> int:
    """Return a side in proportion to the other one, cut to whole pixels, in float32 as in Keras."""
    return int(np.float32(np.float32(other * share) / np.float32(other_share)))


def _pillow_crop(shape: _Size, size: _Size) -> list[Line]:
    """Resize the middle, as `keep_aspect_ratio` of `keras.utils.load_img` does."""
    height, width = shape
    sides = min(height, width * size[0] // size[1]), min(width, height * size[1] // size[0])
    lines = []
    for source, side, target in zip(shape, sides, size, strict=True):
        length = max(side, 1)
        begin = (source - length) // 2
        lines.append(Line(source, target, 0, target, (begin, begin + length)))
    return lines


def _center(shape: _Size, size: _Size, preprocessing: Mapping[str, Any]) -> list[Line]:
    """Resize the shorter side, then cut the middle out, as torchvision's transforms do."""
    shorter, side = min(shape), preprocessing["shorter_side"]
    lines = []
    for source, count in zip(shape, size, strict=True):
        target = side if source == shorter else int(side * source / shorter)
        # Half to even, as Python rounds.
        start = round((target - count) / 2)
        lines.append(Line(source, target, start, count, (0, source)))
    return lines


def _letterbox(raster: _Raster, size: _Size, method: str) -> _Raster:
    """Resize it as a whole, then put it on black."""
    inside = _pillow_inside if method.startswith(_PILLOW) else _tensorflow_inside
    (height, top), (width, left) = inside(raster.shape[:2], size)
    sizes = zip(raster.shape[:2], (height, width), strict=True)
    resized = _resized(raster, [whole_line(*pair) for pair in sizes], method)
    below, right = size[0] - height - top, size[1] - width - left
    return np.pad(resized, ((top, below), (left, right), (0, 0)))


def _tensorflow_inside(shape: _Size, size: _Size) -> list[tuple[int, int]]:
    """Return lengths and starts as `tf.image.resize_with_pad` has them, in float32."""
    lengths = np.array(shape, np.float32)
    targets = np.array(size, np.float32)
    exact = lengths / (lengths / targets).max()
    starts = np.floor((targets - exact) / np.float32(2))
    pairs = zip(np.floor(exact), np.maximum(starts, 0), strict=True)
    return [(max(int(length), 1), int(start)) for length, start in pairs]


def _pillow_inside(shape: _Size, size: _Size) -> list[tuple[int, int]]:
    """Return lengths and starts as `PIL.ImageOps.pad` has them."""
    (height, width), (target_height, target_width) = shape, size
    ratio, target_ratio = width / height, target_width / target_height
    down, across = size
    if ratio > target_ratio:
        down = max(round(height / width * target_width), 1)
    elif ratio < target_ratio:
        across = max(round(width / height * target_height), 1)
    return [
        (down, round((target_height - down) * 0.5)),
        (across, round((target_width - across) * 0.5)),
    ]
