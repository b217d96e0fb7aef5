"""Functions of TensorFlow 1 and 2 that resize pictures."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.values import Array, require_float, wholes

# TensorFlow looks the cubic up in a table of so many steps (kTableSize in
# core/kernels/image/resize_bicubic_op.cc).
_CUBIC_STEPS = 1024
_METHODS = ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")


def height_and_width(call: FunctionCall, images: Any) -> tuple[int, int]:
    """Return the fixed size of a batch of pictures.

    Raises:
        UnsupportedModelError: It is not fixed, or they are not a batch.
    """
    if len(images.shape) != 4:
        raise call.refuse(f"of {len(images.shape)} axes; expected a batch of pictures, 4 axes")
    height, width = images.shape[1:3]
    if height is None or width is None:
        raise call.refuse(
            "of pictures whose size is not fixed; expected a fixed one",
            "Build the model with fixed sizes: keras.Input(shape=...).",
        )
    return int(height), int(width)


@function("image.resize", "image.resize_images")
def resize(
    call: FunctionCall,
    images: Any,
    size: Any,
    method: Any = "bilinear",
    preserve_aspect_ratio: bool = False,
    antialias: bool = False,
    align_corners: bool = False,
) -> Any:
    """Resize pictures, as TensorFlow 2 does."""
    kind = str(method).lower().rpartition(".")[2]
    if call.function.startswith("compat.v1."):
        return _older_resize(
            call,
            images,
            size,
            {"0": "bilinear", "1": "nearest"}.get(kind, kind),
            align_corners,
            False,
        )
    if kind not in _METHODS:
        raise call.refuse(f"with method={method!r}; expected one of {', '.join(_METHODS)}")
    if align_corners:
        raise call.refuse("with align_corners=True; expected False")
    height, width = height_and_width(call, images)
    rows, columns = wholes(call, size, "a size")
    if preserve_aspect_ratio:
        # In float32, as TensorFlow: the sizes are rounded.
        ratio = min(np.float32(rows) / np.float32(height), np.float32(columns) / np.float32(width))
        rows, columns = (int(np.round(np.float32(n) * ratio)) for n in (height, width))
    if (rows, columns) == (height, width):
        return call.ops.copy(images)
    if kind != "nearest":
        images = call.ops.cast(images, "float32") if _is_whole(images) else images
    if kind == "bicubic" and not antialias:
        return _by_matrices(
            call, images, [_cubic(own, new) for own, new in ((height, rows), (width, columns))]
        )
    return call.ops.image.resize(
        images,
        (rows, columns),
        interpolation=kind,
        antialias=bool(antialias) and kind != "nearest",
        data_format="channels_last",
    )


def _is_whole(x: Any) -> bool:
    return not str(x.dtype).startswith("float")


@function("image.resize_bilinear", "image.resize_nearest_neighbor")
def older_resize(
    call: FunctionCall,
    images: Any,
    size: Any,
    align_corners: bool = False,
    half_pixel_centers: bool = False,
) -> Any:
    """Resize pictures, as TensorFlow 1 does."""
    kind = "nearest" if "nearest" in call.function else "bilinear"
    return _older_resize(call, images, size, kind, align_corners, half_pixel_centers)


def _older_resize(
    call: FunctionCall, images: Any, size: Any, method: str, align: bool, is_centred: bool
) -> Any:
    if method not in ("bilinear", "nearest"):
        raise call.refuse(f"with method={method!r}; expected bilinear or nearest")
    require_float(call, images)
    sizes = height_and_width(call, images)
    targets = wholes(call, size, "a size")
    pairs = zip(sizes, targets, strict=True)
    matrices = [_matrix(own, new, method, align, is_centred) for own, new in pairs]
    return _by_matrices(call, images, matrices)


def _by_matrices(call: FunctionCall, images: Any, matrices: list[Array]) -> Any:
    down, across = matrices
    rows = call.ops.einsum("bhwc,hy->bywc", images, down)
    return call.ops.einsum("bywc,wx->byxc", rows, across)


def _cubic(own: int, new: int) -> Array:
    """Return Keys's cubic, which TensorFlow looks up in a table."""
    matrix, scale = np.zeros((own, new), np.float32), np.float32(own / new)
    for place in range(new):
        at = (np.float32(place) + np.float32(0.5)) * scale - np.float32(0.5)
        low = math.floor(at)
        step = round(float(at - np.float32(low)) * _CUBIC_STEPS) / _CUBIC_STEPS
        for k, distance in enumerate((1 + step, step, 1 - step, 2 - step), start=low - 1):
            if 0 <= k < own:  # beyond the border nothing counts
                matrix[k, place] = _keys(distance)
    return np.asarray(matrix / matrix.sum(axis=0), np.float32)


def _keys(x: float) -> float:
    if x <= 1:
        return (1.5 * x - 2.5) * x * x + 1
    return ((-0.5 * x + 2.5) * x - 4) * x + 2


def _matrix(own: int, new: int, method: str, align: bool, is_centred: bool) -> Array:
    """Return how much each new pixel takes of each old one.

    As core/util/image_resizer_state.h and core/kernels/image/resize_nearest_neighbor_op.cc compute
    it, in float32: at the border between two pixels another precision takes the other one.

    Args:
        own: The size before.
        new: The size after.
        method: ``"bilinear"`` or ``"nearest"``.
        align: Whether the corners' pixels stay what they are (``align_corners``).
        is_centred: Whether a pixel is at its centre (``half_pixel_centers``), not its corner.

    Returns:
        Shape (own, new).
    """
    scale = np.float32((own - 1) / (new - 1) if align and new > 1 else own / new)
    places = np.arange(new, dtype=np.float32)
    at = (places + np.float32(0.5)) * scale - np.float32(0.5) if is_centred else places * scale
    matrix = np.zeros((own, new), np.float32)
    for k, place in enumerate(at):
        if method == "nearest":
            place = (places[k] + np.float32(0.5)) * scale if is_centred else place
            near = math.floor(place + 0.5) if align else math.floor(place)
            matrix[min(max(near, 0), own - 1), k] = 1
        else:
            low = math.floor(place)
            rest = place - np.float32(low)
            matrix[min(max(low, 0), own - 1), k] += 1 - rest
            matrix[min(max(math.ceil(place), 0), own - 1), k] += rest
    return matrix
