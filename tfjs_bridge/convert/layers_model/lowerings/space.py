"""Layers over space in TensorFlow.js's form: channels last, mostly two spatial axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activation_name, fused_activation
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.primitives import (
    as_float,
    known_product,
    merge,
    permute,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Sides = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """How a kernel moves: one stride and one dilation for each spatial axis, and the padding."""

    strides: tuple[int, ...]
    padding: str
    dilation: tuple[int, ...]

    @classmethod
    def take(cls, config: ConfigReader, *paddings: str) -> Window:
        """Take `strides`, `padding` and `dilation_rate`."""
        return cls(
            tuple(config.take("strides")),
            config.require("padding", ("valid", "same", *paddings), "Use one of these."),
            tuple(config.take("dilation_rate")),
        )


def takes_channels_first(config: ConfigReader) -> bool:
    """Take `data_format`; return whether the channels come first."""
    formats = ("channels_last", "channels_first")
    return bool(config.require("data_format", formats, "Use one of these.") == "channels_first")


def to_channels_last(ctx: LayerContext, config: ConfigReader) -> tuple[Tensor, bool]:
    """Take `data_format`; return the input, channels last, and whether they were first."""
    first = takes_channels_first(config)
    x = as_float(ctx, ctx.input)
    return (permute(ctx, x, [*range(2, x.rank), 1]) if first else x), first


def restore_channels(ctx: LayerContext, x: Tensor, first: bool) -> Tensor:
    """Undo `to_channels_last`."""
    return permute(ctx, x, [x.rank - 1, *range(1, x.rank - 1)]) if first else x


def take_activation(ctx: LayerContext, config: ConfigReader, *, fuses: bool) -> tuple[str, str]:
    """Take `activation`; return TensorFlow.js's name for the fused part, Keras's for the rest.

    Args:
        ctx: Of the layer that this is for.
        config: Its settings.
        fuses: Whether the layer may do it by itself; not if its last axis is not yet the one that
            Keras applies softmax to.
    """
    value = config.take("activation")
    return fused_activation(ctx, value) if fuses else ("linear", activation_name(ctx, value))


def channels_last_shape(ctx: LayerContext, first: bool) -> Shape:
    """Return the shape of the layer's output with the channels last."""
    shape = ctx.output.shape
    return (shape[0], *shape[2:], shape[1]) if first else shape


def add_width_axis(ctx: LayerContext, x: Tensor) -> Tensor:
    """Make steps the rows of a picture that is one column wide."""
    return reshape(ctx, x, (x.shape[1], 1, x.shape[2]))


def drop_width_axis(ctx: LayerContext, x: Tensor) -> Tensor:
    """Undo `add_width_axis`."""
    return reshape(ctx, x, (x.shape[1], x.shape[3]))


def pad_explicitly(
    ctx: LayerContext, x: Tensor, size: Sequence[int], window: Window
) -> tuple[Tensor, Window]:
    """Pad where TensorFlow.js gets "same" wrong; return the input and the window that is left.

    With a stride that is larger than the kernel along one axis, the padding there may come out
    negative: in three dimensions on any backend (conv_util.ts, `get3DPadAndOutInfo`), otherwise on
    wasm.
    """
    pairs = list(zip(size, window.strides, strict=True))
    if window.padding != "same" or all(reach >= stride for reach, stride in pairs):
        return x, window
    sides = []
    for count, (reach, stride) in zip(x.shape[1:-1], pairs, strict=True):
        if reach < 3:
            sides.append((0, reach - 1))  # whatever the size: there is none to share out in front
            continue
        (count,) = ctx.require_sizes((count,), "a size with strides larger than the kernel")
        # As TensorFlow pads: as much as makes the result ``ceil(count / stride)`` long, the odd one
        # behind.
        total = max(0, (-(-count // stride) - 1) * stride + reach - count)
        sides.append((total // 2, total - total // 2))
    return pad_space(ctx, x, sides), replace(window, padding="valid")


def pad_space(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    """Put zeros before and after each spatial axis; channels last, 1 to 3 spatial axes."""
    return two_axes_at_a_time(ctx, x, sides, (0, 0), _pad2)


def crop_space(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    """Leave out the beginning and end of each spatial axis; channels last, 1 to 3 of them."""
    return two_axes_at_a_time(ctx, x, sides, (0, 0), _cut2)


def repeat_space(ctx: LayerContext, x: Tensor, times: Sequence[int]) -> Tensor:
    """Repeat each value along each spatial axis; channels last, 1 to 3 of them."""
    return two_axes_at_a_time(ctx, x, [(count, 1) for count in times], (1, 1), _repeat2)


Step = Callable[[LayerContext, Tensor, Sequence[Sides]], Tensor]


def two_axes_at_a_time(
    ctx: LayerContext, x: Tensor, pairs: Sequence[Sides], none: Sides, step: Step
) -> Tensor:
    """Run a step for two spatial axes over 1 to 3 of them.

    Args:
        ctx: Of the layer that this is for.
        x: Channels last.
        pairs: What the step needs to know of each spatial axis.
        none: The same of an axis that it leaves as it is.
        step: Takes a tensor with two spatial axes and their pairs.
    """
    if all(pair == none for pair in pairs):
        return x
    # TensorFlow.js pads, crops and repeats pictures alone, not sequences.
    if x.rank == 3:
        return drop_width_axis(ctx, step(ctx, add_width_axis(ctx, x), [pairs[0], none]))
    if x.rank == 4:
        return step(ctx, x, pairs)
    # Three spatial axes: depth and height first, with width and channels as one axis; then width,
    # with depth and height as one.
    width, channels = x.shape[3:]
    flat = reshape(ctx, x, (*x.shape[1:3], known_product((width, channels))))
    flat = step(ctx, flat, pairs[:2])
    depth, height = flat.shape[1:3]
    flat = reshape(ctx, flat, (known_product((depth, height)), width, channels))
    flat = step(ctx, flat, [none, pairs[2]])
    return reshape(ctx, flat, (depth, height, *flat.shape[2:]))


def _pad2(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    if all(item == (0, 0) for item in sides):
        return x
    config = {"padding": [list(item) for item in sides], "data_format": "channels_last"}
    sizes = [_sum(size, *item) for size, item in zip(x.shape[1:3], sides, strict=True)]
    return ctx.emit("ZeroPadding2D", config, [x], (x.shape[0], *sizes, x.shape[3]))


def _cut2(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    if all(item == (0, 0) for item in sides):
        return x
    if None in x.shape[1:3]:
        return _cut_unknown(ctx, x, sides)
    return _cropping2d(ctx, x, sides)


def _cropping2d(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    config = {"cropping": [list(item) for item in sides], "data_format": "channels_last"}
    sizes = [_sum(size, -a, -b) for size, (a, b) in zip(x.shape[1:3], sides, strict=True)]
    return ctx.emit("Cropping2D", config, [x], (x.shape[0], *sizes, x.shape[3]))


def _cut_unknown(ctx: LayerContext, x: Tensor, sides: Sequence[Sides]) -> Tensor:
    """Crop sizes that are not fixed, so that TensorFlow.js's inferred shape stays unknown.

    There `null - 1` is the size -1, and `null - 0` is 0 (layers/convolutional.ts, Cropping2D),
    which Add and Concatenate refuse to join with other shapes. Merges make unknown sizes of
    negative ones, so a side is cropped by 1 at least.
    """
    # Cropped by 1 after it was padded by 1, such a side stays as it is.
    extra = [
        (0, 1) if size is None and item == (0, 0) else (0, 0)
        for size, item in zip(x.shape[1:3], sides, strict=True)
    ]
    sides = [(a, b + more) for (a, b), (_, more) in zip(sides, extra, strict=True)]
    part = _cropping2d(ctx, _pad2(ctx, x, extra), sides)
    return merge(ctx, "Maximum", [part, part])


def _repeat2(ctx: LayerContext, x: Tensor, times: Sequence[Sides]) -> Tensor:
    size = [count for count, _ in times]
    if size == [1, 1]:
        return x
    config = {"size": size, "data_format": "channels_last", "interpolation": "nearest"}
    sizes = [None if n is None else n * k for n, k in zip(x.shape[1:3], size, strict=True)]
    return ctx.emit("UpSampling2D", config, [x], (x.shape[0], *sizes, x.shape[3]))


def _sum(size: int | None, before: int, after: int) -> int | None:
    return None if size is None else size + before + after
