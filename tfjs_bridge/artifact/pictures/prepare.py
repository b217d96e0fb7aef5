"""Makes a model's input of a picture, as an artifact's metadata declares it.

The steps are those of ``docs/pictures.md``. JavaScript has a twin of this module, and both are held
to what Keras, TensorFlow and Pillow give, by ``tests/vectors/picture-inputs.json`` and
``picture-methods.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.pictures.framing import framed
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
    raster = _channels(_checked(pixels), preprocessing["channels"])
    if _is_inverted(raster, preprocessing["invert"]):
        raster[..., :3] = 255 - raster[..., :3]
    return _scaled(framed(raster, preprocessing), preprocessing["scale"])


def _checked(pixels: _Raster) -> _Raster:
    """Return it with an axis of channels, of which there are 1, 3 or 4."""
    grey = pixels[..., np.newaxis] if pixels.ndim == 2 else pixels
    is_picture = grey.ndim == 3 and grey.shape[2] in (1, 3, 4) and grey.size > 0
    if not is_picture or pixels.dtype != np.uint8:
        raise DataError(
            f"pixels: not a picture; expected uint8 of the shape (height, width, 3 or 4), or "
            f"(height, width), got {pixels.dtype} of the shape {pixels.shape}. "
            f"Pass the picture as numpy.asarray(PIL.Image.open(path)) gives it."
        )
    return grey


def _channels(pixels: _Raster, count: int) -> _Raster:
    """Lay colours on white and mix them, in whole numbers as Pillow does."""
    if count == 4:
        return _with_opacity(pixels).astype(np.float64)
    colours = _on_white(pixels)
    if count == 3:
        return colours
    # Pillow's weights of ITU-R 601 in 1/65536 (libImaging/Convert.c, L24).
    mixed = colours.astype(np.int64) @ np.array([19595, 38470, 7471])
    grey: _Raster = ((mixed + 0x8000) >> 16).astype(np.float64)
    return grey[..., np.newaxis]


def _with_opacity(pixels: _Raster) -> _Raster:
    if pixels.shape[2] == 4:
        return pixels
    colours = np.broadcast_to(pixels, (*pixels.shape[:2], 3))
    return np.concatenate([colours, np.full_like(colours[..., :1], 255)], axis=2)


def _on_white(pixels: _Raster) -> _Raster:
    if pixels.shape[2] < 4 or pixels[..., 3].min() == 255:
        # The same numbers, in half the memory: a phone's photo has 12 million pixels.
        colours = np.broadcast_to(pixels[..., :3], (*pixels.shape[:2], 3))
        return colours.astype(np.float64, order="C")
    values: _Raster = pixels.astype(np.float64)
    opacity = values[..., 3:] / 255
    # Half up, as JavaScript rounds; Python rounds halves to even numbers.
    laid: _Raster = np.floor(values[..., :3] * opacity + 255 * (1 - opacity) + 0.5)
    return laid


def _is_inverted(raster: _Raster, invert: str) -> bool:
    if invert != "light-ground":
        return invert == "always"
    first = raster[..., 0]
    border = np.sort(np.concatenate([first[0], first[-1], first[:, 0], first[:, -1]]))
    return bool(border[len(border) // 2] > 127.5)


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
