"""Operations that change a tensor's axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import truth
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import (
    number,
    operand,
    spread,
    together,
)
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import one_axis, setting, typed
from tfjs_bridge.convert.layers_model.primitives import concatenate, known_product, permute, reshape


@handles("ops.Reshape", treatment="rewritten", note="the batch has to stay")
def reshaped(use: Use, config: ConfigReader) -> Result:
    """Other sizes of the axes after the batch."""
    x, target = number(use, use.args[0]), config.take("newshape")
    target = [target] if isinstance(target, int) else list(target)
    sizes = use.output.shape[1:]
    keeps = target[:1] in ([None], [x.shape[0]])
    if not keeps:
        # -1, or a number: the batch only if the other sizes multiply to those of one sample.
        before, after = known_product(x.shape[1:]), known_product(sizes)
        if before is None or after is None:
            use.require_sizes(x.shape[1:], "the shape that is reshaped")
        keeps = before == after
    if not keeps:
        raise use.refuse(
            f"reshapes {list(x.shape)} to {target}, which moves values between samples; expected "
            f"the first axis to stay the batch",
            "Reshape the axes after the batch only.",
        )
    return typed(use, reshape(use, x, sizes))


@handles("ops.Transpose", treatment="rewritten", note="the batch has to stay first")
def transposed(use: Use, config: ConfigReader) -> Result:
    """Another order of the axes."""
    x, axes = number(use, use.args[0]), setting(use, config, "axes")
    return typed(use, _ordered(use, x, list(range(x.rank))[::-1] if axes is None else axes))


@handles("ops.Swapaxes", treatment="rewritten", note="the batch has to stay first")
def swapped(use: Use, config: ConfigReader) -> Result:
    """Two axes change places."""
    x = number(use, use.args[0])
    one, other = (config.take(key) % x.rank for key in ("axis1", "axis2"))
    order = list(range(x.rank))
    order[one], order[other] = other, one
    return typed(use, _ordered(use, x, order))


@handles("ops.Moveaxis", treatment="rewritten", note="the batch has to stay first")
def moved(use: Use, config: ConfigReader) -> Result:
    """Axes go to other places, the others keep their order."""
    x = number(use, use.args[0])
    source, target = (_several(config.take(key)) for key in ("source", "destination"))
    places = {t % x.rank: s % x.rank for s, t in zip(source, target, strict=True)}
    rest = iter(axis for axis in range(x.rank) if axis not in places.values())
    order = [places[k] if k in places else next(rest) for k in range(x.rank)]
    return typed(use, _ordered(use, x, order))


def _several(value: Any) -> Sequence[int]:
    return value if isinstance(value, list | tuple) else [value]


def _ordered(use: Use, x: Tensor, order: Sequence[int]) -> Tensor:
    order = [axis % x.rank for axis in order]
    if order[0] != 0:
        raise use.refuse(
            f"puts axis {order[0]} in the place of the batch; expected the batch to stay first",
            "Move the axes after the batch only.",
        )
    return permute(use, x, order[1:])


@handles("ops.ExpandDims", treatment="rewritten")
def expanded(use: Use, config: ConfigReader) -> Result:
    """New axes of size 1."""
    x = number(use, use.args[0])
    axes = _several(config.take("axis"))
    rank = x.rank + len(axes)
    places = [one_axis(use, axis, rank) for axis in axes]
    sizes = iter(x.shape)
    return typed(use, reshape(use, x, [1 if k in places else next(sizes) for k in range(rank)][1:]))


@handles("ops.Squeeze", treatment="rewritten")
def squeezed(use: Use, config: ConfigReader) -> Result:
    """Without axes of size 1."""
    x, axis = number(use, use.args[0]), setting(use, config, "axis")
    gone = [k for k, size in enumerate(x.shape) if size == 1] if axis is None else _several(axis)
    places = [one_axis(use, k, x.rank) for k in gone]
    return typed(use, reshape(use, x, [n for k, n in enumerate(x.shape) if k and k not in places]))


@handles("ops.Concatenate", "ops.Append", treatment="rewritten")
def concatenated(use: Use, config: ConfigReader) -> Result:
    """Tensors and constants after each other along one axis."""
    given = use.args[0] if isinstance(use.args[0], list | tuple) else use.args
    return typed(use, _joined(use, given, setting(use, config, "axis", 0)))


@handles("ops.Hstack", "ops.Dstack", treatment="rewritten")
def stacked_sideways(use: Use, config: ConfigReader) -> Result:
    """Concatenate along axis 1 or 2."""
    axis = 1 if use.layer.class_name == "ops.Hstack" else 2
    if use.output.shape and len(use.output.shape) < 3 and axis == 2:
        raise use.refuse("stacks along a new axis", "Use keras.ops.stack.")
    return typed(use, _joined(use, use.args[0], axis))


@handles("ops.Stack", treatment="rewritten")
def stacked(use: Use, config: ConfigReader) -> Result:
    """Tensors of one shape along a new axis."""
    given = [number(use, value) for value in use.args[0]]
    axis = one_axis(use, setting(use, config, "axis", 0), given[0].rank + 1)
    columns = [
        reshape(use, x, (*x.shape[1:axis], 1, *x.shape[axis:])) for x in together(use, given)
    ]
    return typed(use, concatenate(use, columns, axis))


def _joined(use: Use, given: Sequence[Any], axis: int | None) -> Tensor:
    if any(not isinstance(operand(use, value), Tensor) for value in given):
        raise use.refuse("joins a tensor with a constant", "Join tensors only.")
    values = [number(use, value) for value in given]
    if axis is None:
        raise use.refuse("joins whole batches (axis=None)", "Name an axis after the batch.")
    return concatenate(use, values, one_axis(use, axis, values[0].rank))


@handles("ops.BroadcastTo", treatment="rewritten", note="the batch has to stay")
def broadcasted(use: Use, config: ConfigReader) -> Result:
    """Axes of size 1 repeated."""
    x, shape = number(use, use.args[0]), tuple(config.take("shape"))
    batch_stays = len(shape) == x.rank and shape[0] in (None, x.shape[0])
    if not batch_stays:
        raise use.refuse(
            f"broadcasts {list(x.shape)} to {list(shape)}; expected the same count of axes, and "
            f"the batch to stay",
            "Rely on the broadcasting of +, * and the like instead.",
        )
    return typed(use, spread(use, x, shape))


@handles("ops.ZerosLike", "ops.OnesLike", "ops.FullLike", treatment="rewritten")
def constant(use: Use, config: ConfigReader) -> Result:
    """One value in the shape of a tensor."""
    config.ignore("dtype")
    x = number(use, use.args[0])
    values = {"ops.ZerosLike": 0.0, "ops.OnesLike": 1.0}
    value = values.get(use.layer.class_name)
    if value is None:
        given = use.args[1] if len(use.args) > 1 else use.kwarg("fill_value")
        value = float(operand(use, given))  # type: ignore[arg-type]
    zeros: Shape = x.shape
    filled = use.emit("Rescaling", {"scale": 0.0, "offset": value}, [x], zeros)
    return truth(use, filled) if use.output.dtype == "bool" else filled
