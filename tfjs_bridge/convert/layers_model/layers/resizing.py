"""Pictures in another size."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.lowerings.resampling import (
    INTERPOLATIONS,
    AxisResize,
    resample,
)
from tfjs_bridge.convert.layers_model.lowerings.space import (
    crop_space,
    repeat_space,
    restore_channels,
    to_channels_last,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Up to here TensorFlow.js finds the right value in float32 and in float64; at 41 it does not
# (ResizeNearestNeighbor multiplies by the rounded ratio of the sizes).
_EXACT_TIMES = 40


@handles(
    "UpSampling1D",
    "UpSampling2D",
    "UpSampling3D",
    note="1D and 3D as 2D; interpolation other than nearest as a Dense over each axis",
)
def up_sampling(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate more values along each spatial axis: repeated, or interpolated.

    Keras: UpSampling2D(size, data_format, interpolation='nearest').
    TensorFlow.js: upSampling2d({size, interpolation: 'nearest'}); its bilinear has no half-pixel
        centres.
    """
    x, first = to_channels_last(ctx, config)
    size = config.take("size")
    times = [size] if isinstance(size, int) else list(size)
    interpolation = config.require("interpolation", ("nearest", *INTERPOLATIONS), "Use one.")
    if interpolation == "nearest" and max(times) <= _EXACT_TIMES:
        return restore_channels(ctx, repeat_space(ctx, x, times), first)
    # TensorFlow.js resizes without half-pixel centres, which is silently another picture: the
    # matrices are those of Keras.
    _refuse_rounding(ctx, interpolation)
    axes = {}
    for axis, count in enumerate(times, start=1):
        # An axis that keeps its size may be of any size.
        if count > 1:
            (own,) = ctx.require_sizes((x.shape[axis],), "the size of what is resized")
            axes[axis] = AxisResize.whole(own, own * count)
    return restore_channels(ctx, resample(ctx, x, axes, interpolation), first)


@handles("Resizing", treatment="rewritten", note="a Dense over each axis; fixed sizes only")
def resizing(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate pictures of a given height and width.

    Keras: Resizing(height, width, interpolation, crop_to_aspect_ratio, pad_to_aspect_ratio,
        antialias).
    TensorFlow.js: dense over each axis; its own drops the batch.
    """
    x, first = to_channels_last(ctx, config)
    interpolation = config.require("interpolation", INTERPOLATIONS, "Use one of these.")
    config.require("fill_mode", ("constant",), "Use it.")
    _refuse_rounding(ctx, interpolation)
    target = (config.take("height"), config.take("width"))
    crops, pads = config.take("crop_to_aspect_ratio"), config.take("pad_to_aspect_ratio")
    height, width = ctx.require_sizes(x.shape[1:3], "the size of what is resized")
    if crops:
        axes = _cropped((height, width), target)
    elif pads:
        axes = _padded((height, width), target)
    else:
        axes = {1: AxisResize.whole(height, target[0]), 2: AxisResize.whole(width, target[1])}
    x = resample(
        ctx,
        x,
        axes,
        interpolation,
        antialias=config.take("antialias"),
        fill=float(config.take("fill_value")),
    )
    return restore_channels(ctx, x, first)


@handles(
    "CenterCrop", treatment="rewritten", note="Cropping2D; a Dense over each axis if too small"
)
def center_crop(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the middle of pictures; too small ones are enlarged in the right proportions.

    Keras: CenterCrop(height, width).
    TensorFlow.js: cropping2D({cropping}), or dense over each axis where it enlarges.
    """
    x, first = to_channels_last(ctx, config)
    target = (config.take("height"), config.take("width"))
    height, width = ctx.require_sizes(x.shape[1:3], "the size of what is cropped")
    rest = (height - target[0], width - target[1])
    if min(rest) < 0:
        return restore_channels(ctx, resample(ctx, x, _cropped((height, width), target)), first)
    # An odd rest goes behind, as Keras rounds (center_crop.py).
    return restore_channels(
        ctx, crop_space(ctx, x, [(each // 2, each - each // 2) for each in rest]), first
    )


@handles("RandomCrop", treatment="dropped", note="only where it changes no size")
def random_crop(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Drop a layer that does not crop at inference."""
    config.ignore("seed", "data_format", "height", "width")
    if ctx.input.shape != ctx.output.shape:
        raise ctx.refuse(
            f"Keras declares {list(ctx.output.shape)}, but leaves its input as it is at inference, "
            f"{list(ctx.input.shape)}",
            "Crop before the model, or use CenterCrop.",
        )
    return ctx.input


def _cropped(sizes: tuple[int, int], target: tuple[int, int]) -> dict[int, AxisResize]:
    """Return the largest middle part that has the target's proportions."""
    counts = [max(min(own, fit), 1) for own, fit in zip(sizes, _fit(sizes, target), strict=True)]
    return {
        axis: AxisResize(size, (size - count) // 2, count, new)
        for axis, (size, count, new) in enumerate(zip(sizes, counts, target, strict=True), start=1)
    }


def _padded(sizes: tuple[int, int], target: tuple[int, int]) -> dict[int, AxisResize]:
    """Return all of the picture, with borders that give it the target's proportions."""
    borders = [max(fit - own, 0) // 2 for own, fit in zip(sizes, _fit(sizes, target), strict=True)]
    return {
        axis: AxisResize(size, -border, size + 2 * border, new)
        for axis, (size, border, new) in enumerate(
            zip(sizes, borders, target, strict=True), start=1
        )
    }


def _fit(sizes: tuple[int, int], target: tuple[int, int]) -> tuple[int, int]:
    """Return the height for the width and the reverse, in the target's proportions."""
    # Truncated, as Keras does it (keras/src/backend, `resize`).
    (height, width), (rows, columns) = sizes, target
    return int(width * rows / columns), int(height * columns / rows)


def _refuse_rounding(ctx: LayerContext, interpolation: str) -> None:
    """Refuse whole numbers, which Keras rounds after resizing."""
    if interpolation != "nearest" and not ctx.input.dtype.startswith("float"):
        raise ctx.refuse(
            f"resizes {ctx.input.dtype} values, which Keras rounds and TensorFlow.js cannot; "
            f"expected float32, got {ctx.input.dtype}",
            "Give the model a float32 input.",
        )
