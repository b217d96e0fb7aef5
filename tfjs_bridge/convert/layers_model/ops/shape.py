"""Operations that change a tensor's axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    as_tensor,
    broadcast_to,
    operand,
    same_rank_tensors,
)
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import (
    resolve_axis,
    take_optional,
    with_keras_dtype,
)
from tfjs_bridge.convert.layers_model.primitives import concatenate, known_product, permute, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("ops.Reshape", treatment="rewritten", note="the batch has to stay")
def reshaped(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate other sizes of the axes after the batch.

    Keras: keras.ops.reshape(x, newshape).
    TensorFlow.js: reshape({targetShape}), which keeps the batch.
    """
    x, target = as_tensor(ctx, ctx.args[0]), config.take("newshape")
    target = [target] if isinstance(target, int) else list(target)
    sizes = ctx.output.shape[1:]
    # A batch that is named stays the batch.
    keeps = target[:1] in ([None], [x.shape[0]])
    if not keeps:
        # -1, or a number: the batch only if the other sizes multiply to those of one sample.
        before, after = known_product(x.shape[1:]), known_product(sizes)
        if before is None or after is None:
            ctx.require_sizes(x.shape[1:], "the shape that is reshaped")
        keeps = before == after
    if not keeps:
        raise ctx.refuse(
            f"reshapes {list(x.shape)} to {target}, which moves values between samples; expected "
            f"the first axis to stay the batch",
            "Reshape the axes after the batch only.",
        )
    return with_keras_dtype(ctx, reshape(ctx, x, sizes))


@handles("ops.Transpose", treatment="rewritten", note="the batch has to stay first")
def transposed(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate another order of the axes.

    Keras: keras.ops.transpose(x, axes=None).
    TensorFlow.js: permute({dims}), which keeps the batch first.
    """
    x, axes = as_tensor(ctx, ctx.args[0]), take_optional(ctx, config, "axes")
    return with_keras_dtype(
        ctx, _ordered(ctx, x, list(range(x.rank))[::-1] if axes is None else axes)
    )


@handles("ops.Swapaxes", treatment="rewritten", note="the batch has to stay first")
def swapped(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate two axes that change places.

    Keras: keras.ops.swapaxes(x, axis1, axis2).
    TensorFlow.js: permute({dims}).
    """
    x = as_tensor(ctx, ctx.args[0])
    one, other = (config.take(key) % x.rank for key in ("axis1", "axis2"))
    order = list(range(x.rank))
    order[one], order[other] = other, one
    return with_keras_dtype(ctx, _ordered(ctx, x, order))


@handles("ops.Moveaxis", treatment="rewritten", note="the batch has to stay first")
def moved(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate axes that move; the others keep their order.

    Keras: keras.ops.moveaxis(x, source, destination).
    TensorFlow.js: permute({dims}).
    """
    x = as_tensor(ctx, ctx.args[0])
    source, target = (_several(config.take(key)) for key in ("source", "destination"))
    places = {t % x.rank: s % x.rank for s, t in zip(source, target, strict=True)}
    rest = iter(axis for axis in range(x.rank) if axis not in places.values())
    order = [places[k] if k in places else next(rest) for k in range(x.rank)]
    return with_keras_dtype(ctx, _ordered(ctx, x, order))


def _several(value: Any) -> Sequence[int]:
    return value if isinstance(value, list | tuple) else [value]


def _ordered(ctx: LayerContext, x: Tensor, order: Sequence[int]) -> Tensor:
    order = [axis % x.rank for axis in order]
    if order[0] != 0:
        raise ctx.refuse(
            f"puts axis {order[0]} in the place of the batch; expected the batch to stay first",
            "Move the axes after the batch only.",
        )
    return permute(ctx, x, order[1:])


@handles("ops.ExpandDims", treatment="rewritten")
def expanded(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate new axes of size 1.

    Keras: keras.ops.expand_dims(x, axis).
    TensorFlow.js: reshape({targetShape}).
    """
    x = as_tensor(ctx, ctx.args[0])
    axes = _several(config.take("axis"))
    rank = x.rank + len(axes)
    places = [resolve_axis(ctx, axis, rank) for axis in axes]
    sizes = iter(x.shape)
    return with_keras_dtype(
        ctx, reshape(ctx, x, [1 if k in places else next(sizes) for k in range(rank)][1:])
    )


@handles("ops.Squeeze", treatment="rewritten")
def squeezed(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the removal of axes of size 1.

    Keras: keras.ops.squeeze(x, axis=None).
    TensorFlow.js: reshape({targetShape}).
    """
    x, axis = as_tensor(ctx, ctx.args[0]), take_optional(ctx, config, "axis")
    gone = [k for k, size in enumerate(x.shape) if size == 1] if axis is None else _several(axis)
    places = [resolve_axis(ctx, k, x.rank) for k in gone]
    return with_keras_dtype(
        ctx, reshape(ctx, x, [n for k, n in enumerate(x.shape) if k and k not in places])
    )


@handles("ops.Concatenate", "ops.Append", treatment="rewritten")
def concatenated(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate tensors after each other along one axis.

    Keras: keras.ops.concatenate(xs, axis=0), append.
    TensorFlow.js: concatenate({axis}).
    """
    # `append` takes two arguments, `concatenate` a list.
    given = ctx.args[0] if isinstance(ctx.args[0], list | tuple) else ctx.args
    return with_keras_dtype(ctx, _joined(ctx, given, take_optional(ctx, config, "axis", 0)))


@handles("ops.Hstack", "ops.Dstack", treatment="rewritten")
def stacked_sideways(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate tensors after each other along axis 1 or 2.

    Keras: keras.ops.hstack(xs), dstack.
    TensorFlow.js: concatenate({axis}).
    """
    axis = 1 if ctx.layer.class_name == "ops.Hstack" else 2
    if ctx.output.shape and len(ctx.output.shape) < 3 and axis == 2:
        raise ctx.refuse("stacks along a new axis", "Use keras.ops.stack.")
    return with_keras_dtype(ctx, _joined(ctx, ctx.args[0], axis))


@handles("ops.Stack", treatment="rewritten")
def stacked(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate tensors of one shape along a new axis.

    Keras: keras.ops.stack(x, axis=0).
    TensorFlow.js: reshape({targetShape}) of each, and concatenate({axis}).
    """
    given = [as_tensor(ctx, value) for value in ctx.args[0]]
    axis = resolve_axis(ctx, take_optional(ctx, config, "axis", 0), given[0].rank + 1)
    columns = [
        reshape(ctx, x, (*x.shape[1:axis], 1, *x.shape[axis:]))
        for x in same_rank_tensors(ctx, given)
    ]
    return with_keras_dtype(ctx, concatenate(ctx, columns, axis))


def _joined(ctx: LayerContext, given: Sequence[Any], axis: int | None) -> Tensor:
    if any(not isinstance(operand(ctx, value), Tensor) for value in given):
        raise ctx.refuse("joins a tensor with a constant", "Join tensors only.")
    values = [as_tensor(ctx, value) for value in given]
    if axis is None:
        raise ctx.refuse("joins whole batches (axis=None)", "Name an axis after the batch.")
    return concatenate(ctx, values, resolve_axis(ctx, axis, values[0].rank))


@handles("ops.BroadcastTo", treatment="rewritten", note="the batch has to stay")
def broadcasted(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate axes of size 1 repeated.

    Keras: keras.ops.broadcast_to(x, shape).
    TensorFlow.js: dense with ones as its kernel.
    """
    x, shape = as_tensor(ctx, ctx.args[0]), tuple(config.take("shape"))
    batch_stays = len(shape) == x.rank and shape[0] in (None, x.shape[0])
    if not batch_stays:
        raise ctx.refuse(
            f"broadcasts {list(x.shape)} to {list(shape)}; expected the same count of axes, and "
            f"the batch to stay",
            "Rely on the broadcasting of +, * and the like instead.",
        )
    return with_keras_dtype(ctx, broadcast_to(ctx, x, shape))


@handles("ops.ZerosLike", "ops.OnesLike", "ops.FullLike", treatment="rewritten")
def constant(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate one value in the shape of a tensor.

    Keras: keras.ops.zeros_like(x), ones_like, full_like(x, fill_value).
    TensorFlow.js: rescaling({scale: 0, offset}).
    """
    config.ignore("dtype")
    x = as_tensor(ctx, ctx.args[0])
    values = {"ops.ZerosLike": 0.0, "ops.OnesLike": 1.0}
    value = values.get(ctx.layer.class_name)
    if value is None:
        given = ctx.args[1] if len(ctx.args) > 1 else ctx.take_kwarg("fill_value")
        value = float(operand(ctx, given))  # type: ignore[arg-type]
    zeros: Shape = x.shape
    filled = ctx.emit("Rescaling", {"scale": 0.0, "offset": value}, [x], zeros)
    return with_keras_dtype(ctx, filled)
