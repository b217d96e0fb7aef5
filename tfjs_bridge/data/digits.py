"""Makes a picture of one digit look the way MNIST's digits were made.

The steps are those of ``docs/artifact-format.md``, section `preprocessing`. The page has a twin of
this module in JavaScript; both are held to the vectors in ``tests/vectors/digits.json``.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError

CANVAS_SIZE: Final = 28
BOX_SIZE: Final = 20
INK_THRESHOLD: Final = 0.1

PREPROCESSING: Final[dict[str, Any]] = {
    "kind": "mnist-digit",
    "canvas_size": CANVAS_SIZE,
    "box_size": BOX_SIZE,
    "value_range": [0, 1],
}
"""How an artifact's metadata names the steps of `normalize_digit`."""

# Symmetric ink often has its centre exactly between two pixels. Summing in another order moves such
# a centre by about 1e-15, which must not decide where the digit goes.
_TIE_TOLERANCE: Final = 1e-9

_FloatArray = npt.NDArray[np.float64]


def normalize_digit(ink: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float32] | None:
    """Scale and centre a picture of one digit, as MNIST's digits were.

    Args:
        ink: floating point, shape (height, width), values in [0, 1], light ink (1) on dark (0).

    Returns:
        float32, shape (28, 28, 1), values in [0, 1]; ``None`` where no ink reaches 0.1.

    Raises:
        DataError: The picture does not have two axes, holds whole numbers, or is not finite.

    Source: http://yann.lecun.com/exdb/mnist/ ("size normalized to fit in a 20x20 pixel box",
    "centered by computing the center of mass"), made exact in ``docs/artifact-format.md``.
    """
    _check_picture(ink)
    picture = ink.astype(np.float64)
    # Faint grey, such as that of scanned paper, would widen the box around the digit.
    picture[picture < INK_THRESHOLD] = 0.0
    if not picture.any():
        return None
    scaled = _fit_box(_crop(picture))
    # Weights of a row add up to 1 but for rounding, so a value may be a little above it.
    canvas = np.clip(_centre(scaled), 0.0, 1.0)
    return canvas.astype(np.float32)[..., np.newaxis]


def _check_picture(ink: npt.NDArray[np.floating[Any]]) -> None:
    if ink.ndim != 2:
        raise DataError(
            f"Digit picture: wrong number of axes; expected shape (height, width), "
            f"got {ink.shape}. Pass one grey picture at a time."
        )
    if not np.issubdtype(ink.dtype, np.floating):
        raise DataError(
            f"Digit picture: wrong dtype; expected floats in [0, 1], got {ink.dtype}. "
            "Divide bytes by 255 first."
        )
    if not np.isfinite(ink).all():
        raise DataError(
            "Digit picture: not finite; expected floats in [0, 1], got NaN or infinity. "
            "Check how the picture was made."
        )


def _crop(picture: _FloatArray) -> _FloatArray:
    rows = np.flatnonzero(picture.any(axis=1))
    columns = np.flatnonzero(picture.any(axis=0))
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fit_box(picture: _FloatArray) -> _FloatArray:
    height, width = picture.shape
    longer = max(height, width)
    down = overlap_weights(height, _box_side(height, longer))
    across = overlap_weights(width, _box_side(width, longer))
    scaled: _FloatArray = down @ picture @ across.T
    return scaled


def _box_side(side: int, longer: int) -> int:
    # Not round(), which takes halves to the even number; JavaScript's Math.round takes them up.
    return max(1, math.floor(side * BOX_SIZE / longer + 0.5))


def overlap_weights(source: int, target: int) -> _FloatArray:
    """Return the matrix that averages ``source`` pixels of a line into ``target`` pixels, by area.

    Args:
        source: number of pixels of the line, at least 1.
        target: number of pixels wanted, at least 1.

    Returns:
        float64, shape (target, source). Row t holds how much of target pixel t each source pixel
        covers; each row sums to 1.
    """
    edges = np.arange(target + 1, dtype=np.float64) * source / target
    starts = np.arange(source, dtype=np.float64)
    left = np.maximum(edges[:-1, np.newaxis], starts)
    right = np.minimum(edges[1:, np.newaxis], starts + 1.0)
    weights: _FloatArray = np.maximum(right - left, 0.0) * target / source
    return weights


def _centre(scaled: _FloatArray) -> _FloatArray:
    top = _offset(scaled.sum(axis=1))
    left = _offset(scaled.sum(axis=0))
    height, width = scaled.shape
    canvas = np.zeros((CANVAS_SIZE, CANVAS_SIZE))
    canvas[top : top + height, left : left + width] = scaled
    return canvas


def _offset(ink_by_pixel: _FloatArray) -> int:
    positions = np.arange(ink_by_pixel.size) + 0.5
    centre = float(ink_by_pixel @ positions / ink_by_pixel.sum())
    wanted = math.ceil(CANVAS_SIZE / 2 - centre - _TIE_TOLERANCE)
    # Ink may be so much to one side that the box would leave the canvas.
    return min(max(wanted, 0), CANVAS_SIZE - ink_by_pixel.size)
