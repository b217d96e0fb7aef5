"""Operations that choose values along an axis, or put some beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
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
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor


@handles("ops.GetItem", treatment="rewritten", note="numbers and slices; never of the batch")
def item(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate numbers and slices in brackets.

    Keras: x[:, 1:3, ..., -1, None].
    TensorFlow.js: cropping2D({cropping}), or dense with a selecting kernel.
    """
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
    # `None` makes a new axis, so it uses up none of the tensor's.
    used = sum(key is not None and key is not Ellipsis for key in keys)
    return [*keys[: places[0]], *[slice(None)] * (rank - used), *keys[places[0] + 1 :]]


def _text(keys: Sequence[Any]) -> str:
    return ", ".join(str(key) for key in keys)


def _picked_by(ctx: LayerContext, x: Tensor, axis: int, key: Any) -> Tensor:
    """Take what one key names; the axis stays, of size 1 where the key is a number."""
    size = x.shape[axis]
    if isinstance(key, slice):
        if size is None and key.step in (None, 1):
            return slice_dynamic(ctx, x, axis, key.start or 0, key.stop)
        (size,) = ctx.require_sizes((size,), f"axis {axis}, which is sliced,")
        return gather(ctx, x, axis, list(range(*key.indices(size))))
    if isinstance(key, int | np.integer):
        if size is None and key == 0:
            return first_of_dynamic(ctx, x, axis)
        # The last step of sequences of any length, as a recurrent layer returns it.
        if size is None and axis == 1 and key == -1:
            return reshape(ctx, last_step(ctx, x), (1, *x.shape[2:]))
        (size,) = ctx.require_sizes((size,), f"axis {axis}, of which one is picked,")
        return gather(ctx, x, axis, [int(key) % size])
    raise ctx.refuse(f"picks by {key!r}; expected numbers and slices", "Use keras.ops.take.")


@handles("ops.Slice", treatment="rewritten", note="constant starts; never of the batch")
def part(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a part of each axis, by its start and size.

    Keras: keras.ops.slice(inputs, start_indices, shape).
    TensorFlow.js: cropping2D({cropping}).
    """
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
    """Translate several tensors, one after the other along an axis.

    Keras: keras.ops.split(x, indices_or_sections, axis=0).
    TensorFlow.js: cropping2D({cropping}) for each.
    """
    x = as_tensor(ctx, ctx.args[0])
    where = config.take("indices_or_sections")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis", 1), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is split,")
    if isinstance(where, int):
        # ArraySplit allows parts of unequal size, and numpy says which ones are larger.
        bounds = [int(piece[0]) for piece in np.array_split(np.arange(size), where)]
    else:
        # Negative positions count from the end.
        bounds = [0, *(range(size)[:cut].stop for cut in where)]
    ends = [*bounds[1:], size]
    return [crop(ctx, x, axis, a, b) for a, b in zip(bounds, ends, strict=True)]


@handles("ops.Unstack", treatment="rewritten")
def unstack(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate one tensor for each position along an axis, without the axis.

    Keras: keras.ops.unstack(x, axis=0).
    TensorFlow.js: cropping2D({cropping}) and reshape for each.
    """
    x = as_tensor(ctx, ctx.args[0])
    config.ignore("num")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis", 0), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, which is unstacked,")
    sizes = (*x.shape[1:axis], *x.shape[axis + 1 :])
    return [reshape(ctx, crop(ctx, x, axis, k, k + 1), sizes) for k in range(size)]


@handles("ops.Take", treatment="rewritten", note="constant indices")
def take(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the values at constant positions along an axis.

    Keras: keras.ops.take(x, indices, axis).
    TensorFlow.js: cropping2D({cropping}), or dense with a selecting kernel.
    """
    x, places = as_tensor(ctx, ctx.args[0]), ctx.args[1]
    if isinstance(places, Tensor):
        raise ctx.refuse("takes values at computed positions", "Use constant indices.")
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis"), x.rank)
    (size,) = ctx.require_sizes(x.shape[axis : axis + 1], f"axis {axis}, from which is taken,")
    places = np.asarray(places)
    result = gather(ctx, x, axis, [int(k) % size for k in places.ravel()])
    sizes = (*x.shape[1:axis], *places.shape, *x.shape[axis + 1 :])
    return with_keras_dtype(ctx, reshape(ctx, result, sizes))


@handles("ops.Pad", treatment="rewritten", note="with a constant, or of what is there")
def pad(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate values before and after along axes.

    Keras: keras.ops.pad(x, pad_width, mode='constant', constant_values=None).
    TensorFlow.js: dense, with the filling as bias.
    """
    x = as_tensor(ctx, ctx.args[0])
    widths = np.broadcast_to(np.asarray(config.take("pad_width")), (x.rank, 2)).tolist()
    mode = take_optional(ctx, config, "mode", "constant")
    # Keras passes it by name or by position, depending on how the user called it.
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
    # -1 is no position, so its column of the matrix is 0 and the bias alone fills it.
    new = np.pad(places, sides, constant_values=-1)
    matrix = (np.arange(len(places))[:, None] == new).astype(np.float32)
    return multiply_axes(ctx, x, {axis: (matrix, np.where(new < 0, fill, 0) if fill else None)})


@handles("ops.OneHot", treatment="rewritten", note="an Embedding with the identity as its table")
def one_hot(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate 1 at the position that a whole number names, else 0.

    Keras: keras.ops.one_hot(x, num_classes, axis=-1).
    TensorFlow.js: embedding({inputDim, outputDim}) with the identity as its table.
    """
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
