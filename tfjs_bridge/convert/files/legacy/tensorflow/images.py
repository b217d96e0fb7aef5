"""Functions of `tf.image`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, function
from tfjs_bridge.convert.files.legacy.tensorflow.resizing import height_and_width, resize
from tfjs_bridge.convert.files.legacy.tensorflow.values import require_float, whole

# From red, green and blue, with TensorFlow's own digits (python/ops/image_ops_impl.py).
_YUV = np.array(
    [
        [0.299, -0.14714119, 0.61497538],
        [0.587, -0.28886916, -0.51496512],
        [0.114, 0.43601035, -0.10001026],
    ],
    np.float32,
)
_YIQ = np.array(
    [
        [0.299, 0.59590059, 0.2115],
        [0.587, -0.27455667, -0.52273617],
        [0.114, -0.32134392, 0.31119955],
    ],
    np.float32,
)
_FROM_YUV = np.array(
    [[1, 1, 1], [0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0]], np.float32
)
_FROM_YIQ = np.array(
    [[1, 1, 1], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]],
    np.float32,
)


@function("image.resize_with_pad")
def resize_with_pad(
    call: FunctionCall,
    image: Any,
    target_height: Any,
    target_width: Any,
    method: Any = "bilinear",
    antialias: bool = False,
) -> Any:
    """Resize in the same proportions, and fill both sides up with zeros."""
    own = height_and_width(call, image)
    targets = [whole(call, n, "a size") for n in (target_height, target_width)]
    # In float64, as TensorFlow computes the new sizes: they are rounded down.
    ratio = max(np.float64(n) / new for n, new in zip(own, targets, strict=True))
    sizes = [max(int(n / ratio), 1) for n in own]
    resized = resize(call, image, sizes, method, antialias=antialias)
    return crop_or_pad(call, resized, *targets)


@function("image.flip_left_right", "image.flip_up_down")
def flip(call: FunctionCall, image: Any) -> Any:
    """Mirror pictures."""
    across = len(image.shape) - 2
    return call.ops.flip(image, axis=across if "left" in call.function else across - 1)


@function("image.transpose", "image.transpose_image")
def transpose(call: FunctionCall, image: Any) -> Any:
    """Exchange rows and columns."""
    height_and_width(call, image)
    return call.ops.transpose(image, axes=(0, 2, 1, 3))


@function("image.rot90")
def turn(call: FunctionCall, image: Any, k: Any = 1) -> Any:
    """Rotate counter-clockwise, k times by 90 degrees."""
    quarter = whole(call, k, "k") % 4
    if quarter == 2:
        return call.ops.flip(image, axis=(1, 2))
    if quarter == 0:
        return call.ops.copy(image)
    turned = call.ops.transpose(image, axes=(0, 2, 1, 3))
    return call.ops.flip(turned, axis=1 if quarter == 1 else 2)


@function("image.central_crop")
def central_crop(call: FunctionCall, image: Any, central_fraction: float) -> Any:
    """Keep the middle of pictures."""
    sizes = height_and_width(call, image)
    starts = [int((n - n * float(central_fraction)) / 2) for n in sizes]  # rounded down, as there
    rows, columns = (slice(a, n - a) for a, n in zip(starts, sizes, strict=True))
    return image[:, rows, columns]


@function("image.crop_to_bounding_box")
def crop(
    call: FunctionCall,
    image: Any,
    offset_height: Any,
    offset_width: Any,
    target_height: Any,
    target_width: Any,
) -> Any:
    """Keep a rectangle of pictures."""
    given = [offset_height, offset_width, target_height, target_width]
    top, left, height, width = (whole(call, n, "a size") for n in given)
    return image[:, top : top + height, left : left + width]


@function("image.pad_to_bounding_box")
def pad(
    call: FunctionCall,
    image: Any,
    offset_height: Any,
    offset_width: Any,
    target_height: Any,
    target_width: Any,
) -> Any:
    """Put zeros around pictures."""
    own = height_and_width(call, image)
    starts = [whole(call, n, "an offset") for n in (offset_height, offset_width)]
    targets = [whole(call, n, "a size") for n in (target_height, target_width)]
    sides = [(a, new - a - n) for a, new, n in zip(starts, targets, own, strict=True)]
    return call.ops.pad(image, ((0, 0), *sides, (0, 0)))


@function("image.resize_with_crop_or_pad", "image.resize_image_with_crop_or_pad")
def crop_or_pad(call: FunctionCall, image: Any, target_height: Any, target_width: Any) -> Any:
    """Crop both sides, or fill them up with zeros."""
    targets = [whole(call, n, "a size") for n in (target_height, target_width)]
    keys, sides = [slice(None)], [(0, 0)]
    for own, new in zip(height_and_width(call, image), targets, strict=True):
        cut, missing = max(own - new, 0) // 2, max(new - own, 0)
        keys.append(slice(cut, cut + min(own, new)))
        sides.append((missing // 2, missing - missing // 2))
    x = image[tuple(keys)]
    return call.ops.pad(x, (*sides, (0, 0))) if any(map(any, sides)) else x


@function("image.rgb_to_grayscale")
def gray(call: FunctionCall, images: Any) -> Any:
    """Return the brightness of red, green and blue."""
    require_float(call, images)
    return call.ops.image.rgb_to_grayscale(images, data_format="channels_last")


@function("image.grayscale_to_rgb")
def from_gray(call: FunctionCall, images: Any) -> Any:
    """Repeat the one channel three times."""
    return call.ops.concatenate([images] * 3, axis=-1)


def _by(matrix: Any) -> Any:
    def work(call: FunctionCall, images: Any) -> Any:
        require_float(call, images)
        return call.ops.tensordot(images, matrix, axes=1)

    return work


function("image.rgb_to_yuv")(_by(_YUV))
function("image.yuv_to_rgb")(_by(_FROM_YUV))
function("image.rgb_to_yiq")(_by(_YIQ))
function("image.yiq_to_rgb")(_by(_FROM_YIQ))


@function("image.adjust_brightness")
def brighter(call: FunctionCall, image: Any, delta: Any) -> Any:
    """Add a number."""
    require_float(call, image)
    return call.ops.add(image, float(delta))


@function("image.adjust_contrast")
def contrast(call: FunctionCall, images: Any, contrast_factor: Any) -> Any:
    """Scale the distance from each channel's mean."""
    require_float(call, images)
    mean = call.ops.mean(images, axis=(1, 2), keepdims=True)
    return call.ops.add(
        call.ops.multiply(call.ops.subtract(images, mean), float(contrast_factor)), mean
    )


@function("image.adjust_gamma")
def gamma(call: FunctionCall, image: Any, gamma: Any = 1, gain: Any = 1) -> Any:
    """Return ``gain * x ** gamma``."""
    require_float(call, image)
    return call.ops.multiply(call.ops.power(image, float(gamma)), float(gain))


@function("image.per_image_standardization")
def standardized(call: FunctionCall, image: Any) -> Any:
    """Scale to mean 0 and deviation 1; deviations below ``1 / sqrt(count)`` count as that."""
    require_float(call, image)
    height_and_width(call, image)
    ops, places = call.ops, (1, 2, 3)
    count = math.prod(int(n) for n in image.shape[1:])
    mean = ops.mean(image, axis=places, keepdims=True)
    deviation = ops.std(image, axis=places, keepdims=True)
    return ops.divide(ops.subtract(image, mean), ops.maximum(deviation, 1 / math.sqrt(count)))


@function("image.convert_image_dtype")
def converted(call: FunctionCall, image: Any, dtype: Any, saturate: bool = False) -> Any:
    """Convert whole numbers to the range 0 to 1."""
    if not str(dtype).startswith("float"):
        raise call.refuse(f"to {dtype}; expected float32")
    own = str(image.dtype)
    if own.startswith("float"):
        return call.ops.cast(image, str(dtype))
    # TensorFlow scales by the largest number of the dtype: 1 / 255 for uint8.
    return call.ops.multiply(call.ops.cast(image, str(dtype)), 1 / np.iinfo(own).max)
