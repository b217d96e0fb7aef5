"""Operations that choose, repeat or reorder the values along an axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import ZEROS, Tensor
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import Array, as_tensor
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    resolve_axis,
    take_optional,
    with_keras_dtype,
)
from tfjs_bridge.convert.layers_model.lowerings.resampling import multiply_axes
from tfjs_bridge.convert.layers_model.lowerings.selection import (
    first_of_dynamic,
    gather,
    slice_dynamic,
)
from tfjs_bridge.convert.layers_model.lowerings.sequences import last_step
from tfjs_bridge.convert.layers_model.primitives import crop, permute, reshape


@handles("ops.GetItem", treatment="rewritten", note="numbers and slices; never of the batch")
def item(ctx: LayerContext, config: ConfigReader) -> Result:
    """``x[:, 1:3, ..., -1, None]``."""
    x, keys = as_tensor(ctx, ctx.args[0]), ctx.args[1]
    keys = list(keys) if isinstance(keys, list | tuple) else [keys]
    keys = _without_ellipsis(keys, x.rank)
    if not keys or keys[0] != slice(None):
        raise ctx.refuse(
            f"picks samples of a batch ([{_text(keys[:1])}, ...]); expected [:, ...]",
            "TensorFlow.js layers treat each sample by itself: pick after the batch.",
        )
    sizes: list[int | None] = []
    axis = 1
    for key in keys[1:]:
        if key is None:
            sizes.append(1)
            continue
        x = _picked_by(ctx, x, axis, key)
        if not isinstance(key, int):
            sizes.append(x.shape[axis])
        axis += 1
    return with_keras_dtype(ctx, reshape(ctx, x, [*sizes, *x.shape[axis:]]))


def _without_ellipsis(keys: list[Any], rank: int) -> list[Any]:
    places = [k for k, key in enumerate(keys) if key is Ellipsis]
    if not places:
        return keys
    used = sum(key is not None and key is not Ellipsis for key in keys)
    return [*keys[: places[0]], *[slice(None)] * (rank - used), *keys[places[0] + 1 :]]


def _text(keys: Sequence[Any]) -> str:
    return ", ".join(str(key) for key in keys)


def _picked_by(ctx: LayerContext, x: Tensor, axis: int, key: Any) -> Tensor:
    """Axis stays, of size 1 where the key is a number."""
    size = x.shape[axis]
    if isinstance(key, slice):
        if size is None and key.step in (None, 1):
            return slice_dynamic(ctx, x, axis, key.start or 0, key.stop)
        (size,) = ctx.require_sizes((size,), f"axis {axis}, which is sliced,")
        return gather(ctx, x, axis, list(range(*key.indices(size))))
    if isinstance(key, int | np.integer):
        if size is None and key == 0:
            return first_of_dynamic(ctx, x, axis)
        if size is None and axis == 1 and key == -1:
            return reshape(ctx, last_step(ctx, x), (1, *x.shape[2:]))
        (size,) = ctx.require_sizes((size,), f"axis {axis}, of which one is picked,")
        return gather(ctx, x, axis, [int(key) % size])
    raise ctx.refuse(f"picks by {key!r}; expected numbers and slices", "Use keras.ops.take.")


@handles("ops.Slice", treatment="rewritten", note="constant starts; never of the batch")
def part(ctx: LayerContext, config: ConfigReader) -> Result:
    """A part of each axis, by its start and size."""
    x, starts = as_tensor(ctx, ctx.args[0]), np.asarray(ctx.args[1]).tolist()
    sizes = list(config.take("shape"))
    if starts[0] != 0 or sizes[0] not in (-1, None, x.shape[0]):
        raise ctx.refuse("slices the batch", "Slice the axes after the batch only.")
    for axis in range(1, x.rank):
        (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is sliced,")
        stop = size if sizes[axis] == -1 else starts[axis] + sizes[axis]
        x = crop(ctx, x, axis, starts[axis], stop)
    return with_keras_dtype(ctx, x)


@handles("ops.Split", "ops.ArraySplit", "ops.Hsplit", treatment="rewritten")
def split(ctx: LayerContext, config: ConfigReader) -> Result:
    """Several tensors, one after the other along an axis."""
    x = as_tensor(ctx, ctx.args[0])
    where = config.take("indices_or_sections")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis", 1), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is split,")
    if isinstance(where, int):
        bounds = [int(piece[0]) for piece in np.array_split(np.arange(size), where)]
    else:
        bounds = [0, *(range(size)[:cut].stop for cut in where)]
    ends = [*bounds[1:], size]
    return [crop(ctx, x, axis, a, b) for a, b in zip(bounds, ends, strict=True)]


@handles("ops.Unstack", treatment="rewritten")
def unstack(ctx: LayerContext, config: ConfigReader) -> Result:
    """One tensor for each place along an axis, without the axis."""
    x = as_tensor(ctx, ctx.args[0])
    config.ignore("num")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis", 0), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is unstacked,")
    sizes = (*x.shape[1:axis], *x.shape[axis + 1 :])
    return [reshape(ctx, crop(ctx, x, axis, k, k + 1), sizes) for k in range(size)]


@handles("ops.Take", treatment="rewritten", note="constant indices")
def take(ctx: LayerContext, config: ConfigReader) -> Result:
    """The values at constant places along an axis."""
    x, places = as_tensor(ctx, ctx.args[0]), ctx.args[1]
    if isinstance(places, Tensor):
        raise ctx.refuse("takes values at places that are computed", "Use constant places.")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis"), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, from which is taken,")
    places = np.asarray(places)
    result = gather(ctx, x, axis, [int(k) % size for k in places.ravel()])
    sizes = (*x.shape[1:axis], *places.shape, *x.shape[axis + 1 :])
    return with_keras_dtype(ctx, reshape(ctx, result, sizes))


@handles("ops.Flip", treatment="rewritten")
def flip(ctx: LayerContext, config: ConfigReader) -> Result:
    """The other way round along axes."""
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: k[::-1])
    )


@handles("ops.Fliplr", treatment="rewritten")
def flip_left_right(ctx: LayerContext, config: ConfigReader) -> Result:
    """The other way round along the axis after the batch."""
    return with_keras_dtype(ctx, _reordered(ctx, 1, lambda k: k[::-1]))


@handles("ops.Roll", treatment="rewritten")
def roll(ctx: LayerContext, config: ConfigReader) -> Result:
    """Moved along an axis, with what leaves at one end put in at the other."""
    shift = config.take("shift")
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: np.roll(k, shift))
    )


@handles("ops.Repeat", treatment="rewritten")
def repeat(ctx: LayerContext, config: ConfigReader) -> Result:
    """Each value several times along an axis."""
    times = config.take("repeats")
    return with_keras_dtype(
        ctx, _reordered(ctx, take_optional(ctx, config, "axis"), lambda k: np.repeat(k, times))
    )


@handles("ops.Tile", treatment="rewritten", note="the batch has to stay")
def tile(ctx: LayerContext, config: ConfigReader) -> Result:
    """The whole tensor several times along its axes."""
    x, times = as_tensor(ctx, ctx.args[0]), config.take("repeats")
    times = [times] if isinstance(times, int) else list(times)
    times = [1] * (x.rank - len(times)) + times
    if len(times) > x.rank or times[0] != 1:
        raise ctx.refuse(f"repeats the batch (repeats={times})", "Repeat the other axes only.")
    for axis in range(1, x.rank):
        if times[axis] != 1:
            (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, to repeat,")
            x = gather(ctx, x, axis, list(range(size)) * times[axis])
    return with_keras_dtype(ctx, x)


def _reordered(ctx: LayerContext, axis: Any, places: Any) -> Tensor:
    """For each axis, the values at `places` of all its places."""
    x = as_tensor(ctx, ctx.args[0])
    for number_ in axis if isinstance(axis, list | tuple) else [axis]:
        place = resolve_axis(ctx, number_, x.rank)
        (size,) = ctx.require_sizes(x.shape[place : place + 1], f"axis {place}")
        x = gather(ctx, x, place, [int(k) for k in places(np.arange(size))])
    return x


@handles("ops.Pad", treatment="rewritten", note="with a constant, or of what is there")
def pad(ctx: LayerContext, config: ConfigReader) -> Result:
    """Values before and after along axes."""
    x = as_tensor(ctx, ctx.args[0])
    widths = np.broadcast_to(np.asarray(config.take("pad_width")), (x.rank, 2)).tolist()
    mode = take_optional(ctx, config, "mode", "constant")
    fill = float(
        ctx.take_kwarg("constant_values") or (ctx.args[1] if len(ctx.args) > 1 else 0) or 0
    )
    if widths[0] != [0, 0]:
        raise ctx.refuse("pads the batch", "Pad the axes after the batch only.")
    for axis, (before, after) in enumerate(widths):
        if before or after:
            (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, to pad,")
            x = _padded(ctx, x, axis, np.arange(size), (before, after), mode, fill)
    return with_keras_dtype(ctx, x)


def _padded(
    ctx: LayerContext,
    x: Tensor,
    axis: int,
    places: Array,
    sides: tuple[int, int],
    mode: str,
    fill: float,
) -> Tensor:
    if mode != "constant":
        return gather(ctx, x, axis, np.pad(places, sides, mode=mode).tolist())  # type: ignore[call-overload]
    new = np.pad(places, sides, constant_values=-1)
    matrix = (np.arange(len(places))[:, None] == new).astype(np.float32)
    return multiply_axes(ctx, x, {axis: (matrix, np.where(new < 0, fill, 0) if fill else None)})


@handles("ops.OneHot", treatment="rewritten", note="an Embedding with the identity as its table")
def one_hot(ctx: LayerContext, config: ConfigReader) -> Result:
    """1 at the place that a whole number names, else 0."""
    config.ignore("dtype")
    config.require("sparse", (False,), "Use sparse=False.")
    x, count = ctx.args[0], int(config.take("num_classes"))
    if not isinstance(x, Tensor):
        raise ctx.refuse("takes a mask or constant", "Pass a tensor of whole numbers.")
    table = {"input_dim": count, "output_dim": count, "embeddings_initializer": ZEROS}
    weights = {"embeddings": np.eye(count, dtype=np.float32)}
    result = ctx.emit("Embedding", table, [x], (*x.shape, count), weights)
    axis = take_optional(ctx, config, "axis", -1) % result.rank
    if axis == 0:
        raise ctx.refuse("puts the classes before the batch", "Use axis=-1.")
    order = list(range(1, result.rank - 1))
    order.insert(axis - 1, result.rank - 1)
    return with_keras_dtype(ctx, permute(ctx, result, order))
