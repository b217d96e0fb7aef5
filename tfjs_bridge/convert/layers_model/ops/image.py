"""Operations on pictures, most of which are layers as well."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import translate_as_layer
from tfjs_bridge.convert.layers_model.lowerings.space import restore_channels, to_channels_last
from tfjs_bridge.convert.layers_model.primitives import dense, permute, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor
from tfjs_bridge.keras_backend import load_keras

# What Keras weighs red, green and blue with.
_GRAY = np.array([[0.2989], [0.5870], [0.1140]])


def _settings(ctx: LayerContext, config: ConfigReader) -> dict[str, Any]:
    """Return all settings, with Keras's own default in place of no data_format."""
    settings = {key: value for key, value in ctx.layer.config.items() if key != "name"}
    config.ignore(*settings)
    if settings.get("data_format") is None:
        # What is not said follows Keras's configuration where the model is exported.
        settings["data_format"] = load_keras().config.image_data_format()
    return settings


def _pictures(ctx: LayerContext, settings: dict[str, Any]) -> tuple[Tensor, bool]:
    """Return a batch of pictures with channels last, and whether these were first."""
    if as_tensor(ctx, ctx.args[0]).rank != 4:
        raise ctx.refuse("takes one picture; expected a batch of them", "Give it four axes.")
    formats = ConfigReader(ctx.label, {"data_format": settings["data_format"]})
    return to_channels_last(ctx, formats)


@handles("ops.Resize", treatment="rewritten", note="as Resizing")
def resize(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate pictures of another size.

    Keras: keras.ops.image.resize(images, size, interpolation, antialias, ...).
    TensorFlow.js: as the layer Resizing.
    """
    settings = _settings(ctx, config)
    _pictures(ctx, settings)
    height, width = settings.pop("size")
    return translate_as_layer(ctx, "Resizing", {**settings, "height": height, "width": width})


@handles("ops.MaxPool", "ops.AveragePool", treatment="rewritten", note="as the layer")
def pool(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the maximum or mean of windows.

    Keras: keras.ops.max_pool(inputs, pool_size, strides, padding), average_pool.
    TensorFlow.js: maxPooling2d({poolSize, strides, padding}), averagePooling2d.
    """
    settings = _settings(ctx, config)
    count = as_tensor(ctx, ctx.args[0]).rank - 2
    for key in ("pool_size", "strides"):
        # Keras's rule: without strides, windows lie side by side.
        given = settings["pool_size"] if settings[key] is None else settings[key]
        settings[key] = [given] * count if isinstance(given, int) else list(given)
    # ops.MaxPool over two axes is the layer MaxPooling2D.
    return translate_as_layer(ctx, f"{ctx.layer.class_name[4:]}ing{count}D", settings)


@handles("ops.RGBToGrayscale", treatment="rewritten", note="a Dense")
def gray(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the brightness of red, green and blue.

    Keras: keras.ops.image.rgb_to_grayscale(images).
    TensorFlow.js: dense({units: 1}).
    """
    x, first = _pictures(ctx, _settings(ctx, config))
    return restore_channels(ctx, dense(ctx, x, _GRAY), first)


@handles("ops.CropImages", "ops.PadImages", treatment="rewritten", note="fixed sizes")
def cropped_or_padded(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate pictures without some of their border, or with more of it.

    Keras: keras.ops.image.crop_images(images, top_cropping, ...), pad_images(images, top_padding,
        ...).
    TensorFlow.js: cropping2D({cropping}), zeroPadding2d({padding}).
    """
    settings = _settings(ctx, config)
    x, first = _pictures(ctx, settings)
    sizes = ctx.require_sizes(x.shape[1:3], "the size of the pictures")
    shape = ctx.output.shape
    target = ctx.require_sizes(shape[2:] if first else shape[1:3], "the size of the result")
    kind = "padding" if ctx.layer.class_name == "ops.PadImages" else "cropping"
    sign = 1 if kind == "padding" else -1
    sides = []
    for ends, size, new in zip((("top", "bottom"), ("left", "right")), sizes, target, strict=True):
        before, after = (settings[f"{end}_{kind}"] for end in ends)
        # Keras lets a caller leave out one end, which follows from the sizes.
        total = sign * (new - size)
        before = total - after if before is None else before
        sides.append((before, total - before))
    layer = "ZeroPadding2D" if kind == "padding" else "Cropping2D"
    return translate_as_layer(ctx, layer, {kind: sides, "data_format": settings["data_format"]})


@handles("ops.DepthToSpace", "ops.SpaceToDepth", treatment="rewritten", note="Reshape and Permute")
def depth_and_space(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate channels to blocks of neighbouring values, or back.

    Keras: keras.ops.depth_to_space(x, block_size), space_to_depth.
    TensorFlow.js: reshape({targetShape}) and permute({dims}).
    """
    settings = _settings(ctx, config)
    x, first = _pictures(ctx, settings)
    if first:
        raise ctx.refuse("expected data_format='channels_last'", "Permute before and behind it.")
    block = int(settings["block_size"])
    height, width, channels = ctx.require_sizes(x.shape[1:], "the shape of the pictures")
    if ctx.layer.class_name == "ops.DepthToSpace":
        # Within a block rows come before columns, and both before channels.
        depth = channels // block**2
        x = permute(ctx, reshape(ctx, x, (height, width, block, block, depth)), (1, 3, 2, 4, 5))
        x = reshape(ctx, x, (height * block, width * block, depth))
    else:
        rows, columns = height // block, width // block
        x = reshape(ctx, x, (rows, block, columns, block, channels))
        x = reshape(ctx, permute(ctx, x, (1, 3, 2, 4, 5)), (rows, columns, block**2 * channels))
    return x
