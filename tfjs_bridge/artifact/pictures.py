"""Makes a model's input of a picture, as an artifact's metadata declares it.

The steps are those of ``docs/pictures.md``. JavaScript has a twin of this module, and both are held
to what Keras and Pillow give, by the vectors in ``tests/vectors/picture-inputs.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError

_Floats = npt.NDArray[np.float32]
_Raster = npt.NDArray[Any]

# ImageNet's, red first (torch) and blue first (caffe): keras.applications.imagenet_utils.
_TORCH_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_TORCH_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_CAFFE_MEAN = np.array([103.939, 116.779, 123.68], np.float32)


def prepare_picture(pixels: _Raster, preprocessing: Mapping[str, Any]) -> _Floats:
    """Prepare a picture as its artifact's metadata declares, and as JavaScript does it.

    Args:
        pixels: uint8, shape (height, width, 4): red, green, blue and opacity; or
            (height, width, 3), or (height, width) for grey.
        preprocessing: Of metadata.json, of the kind ``picture``: see docs/artifact-format.md.

    Returns:
        float32, of the shape (height, width, channels) of the model's input.

    Raises:
        DataError: The pixels have another shape or dtype, or are none.
    """
    raster = _channels(_with_opacity(pixels), preprocessing["channels"])
    if _is_inverted(raster, preprocessing["invert"]):
        raster[..., :3] = 255 - raster[..., :3]
    size = preprocessing["height"], preprocessing["width"]
    framed = _framed(raster, size, preprocessing["fit"])
    return _scaled(_resized(framed, size, preprocessing["method"]), preprocessing["scale"])


def _with_opacity(pixels: _Raster) -> _Raster:
    grey = pixels[..., np.newaxis] if pixels.ndim == 2 else pixels
    is_picture = grey.ndim == 3 and grey.shape[2] in (1, 3, 4) and grey.size > 0
    if not is_picture or pixels.dtype != np.uint8:
        raise DataError(
            f"pixels: not a picture; expected uint8 of the shape (height, width, 3 or 4), or "
            f"(height, width), got {pixels.dtype} of the shape {pixels.shape}. "
            f"Pass the picture as numpy.asarray(PIL.Image.open(path)) gives it."
        )
    if grey.shape[2] == 4:
        return grey
    colours = np.broadcast_to(grey, (*grey.shape[:2], 3))
    return np.concatenate([colours, np.full_like(colours[..., :1], 255)], axis=2)


def _channels(pixels: _Raster, count: int) -> _Raster:
    """Lay colours on white and mix them, in whole numbers as Pillow does."""
    values: _Raster = pixels.astype(np.float64)
    if count == 4:
        return values
    opacity = values[..., 3:] / 255
    # Half up, as JavaScript rounds; Python rounds halves to even numbers.
    colours: _Raster = np.floor(values[..., :3] * opacity + 255 * (1 - opacity) + 0.5)
    if count == 3:
        return colours
    # Pillow's weights of ITU-R 601 in 1/65536 (libImaging/Convert.c, L24).
    mixed = colours.astype(np.int64) @ np.array([19595, 38470, 7471])
    grey: _Raster = ((mixed + 0x8000) >> 16).astype(np.float64)
    return grey[..., np.newaxis]


def _is_inverted(raster: _Raster, invert: str) -> bool:
    if invert != "light-ground":
        return invert == "always"
    first = raster[..., 0]
    border = np.sort(np.concatenate([first[0], first[-1], first[:, 0], first[:, -1]]))
    return bool(border[len(border) // 2] > 127.5)


def _framed(raster: _Raster, size: tuple[int, int], fit: str) -> _Raster:
    """Cut or pad a picture to the proportions that are wanted, as Keras's Resizing does."""
    height, width = raster.shape[:2]
    other_width = _side(height, size[1], size[0])
    other_height = _side(width, size[0], size[1])
    if fit == "crop":
        across, down = max(min(width, other_width), 1), max(min(height, other_height), 1)
        left, top = (width - across) // 2, (height - down) // 2
        inside: _Raster = raster[top : top + down, left : left + across]
        return inside
    if fit == "pad":
        left, top = max(other_width - width, 0) // 2, max(other_height - height, 0) // 2
        return np.pad(raster, ((top, top), (left, left), (0, 0)))
    return raster


def _side(other: int, share: int, other_share: int) -> int:
    """Return a side in proportion to the other one, cut to whole pixels, in float32 as in Keras."""
    return int(np.float32(np.float32(other * share) / np.float32(other_share)))


def _resized(raster: _Raster, size: tuple[int, int], method: str) -> _Floats:
    down = _weights(raster.shape[0], size[0], method)
    across = _weights(raster.shape[1], size[1], method)
    narrow = np.einsum("hwc,xw->hxc", raster, across, optimize=True)
    values: _Floats = np.einsum("hxc,yh->yxc", narrow, down, optimize=True).astype(np.float32)
    return values


def _weights(source: int, target: int, method: str) -> _Raster:
    """Return the weight of each source pixel of a line for each target pixel.

    Half-pixel centres, computed in float32 as TensorFlow does it (core/util/image_resizer_state.h).
    """
    scale = np.float32(np.float32(source) / np.float32(target))
    centres = ((np.arange(target) + 0.5) * np.float64(scale)).astype(np.float32)
    places = np.arange(source)
    if method == "nearest":
        nearest = np.minimum(np.floor(centres), source - 1)
        chosen: _Raster = (places == nearest[:, np.newaxis]).astype(np.float64)
        return chosen
    reach = max(float(scale), 1.0) if method == "bilinear-antialias" else 1.0
    middles = (centres - np.float32(0.5)).astype(np.float32).astype(np.float64)
    weights = np.maximum(0.0, 1.0 - np.abs(places - middles[:, np.newaxis]) / reach)
    total: _Raster = weights / weights.sum(axis=1, keepdims=True)
    return total


def _scaled(values: _Floats, scale: str) -> _Floats:
    """Bring values from [0, 255] into the range that `keras.applications` gives."""
    if scale == "unit":
        return values / np.float32(255)
    if scale == "tf":
        return values / np.float32(127.5) - np.float32(1)
    if scale == "torch":
        return (values / np.float32(255) - _TORCH_MEAN) / _TORCH_DEVIATION
    if scale == "caffe":
        return np.ascontiguousarray(values[..., ::-1]) - _CAFFE_MEAN
    return values
