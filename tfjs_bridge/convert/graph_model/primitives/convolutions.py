"""Convolutions of one, two and three axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.elementwise import cast
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.primitives.padding import Border, border
from tfjs_bridge.convert.graph_model.primitives.shapes import interleaved
from tfjs_bridge.convert.graph_model.primitives.transposed import transposed
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers


@dataclass(frozen=True, slots=True, eq=False)
class _Convolution:
    """One convolution, its tensors in TensorFlow's order.

    Attributes:
        x: Shape (batch, space..., channels).
        kernel: Shape (space..., channels of a group, outputs).
        shape: Of the result, (batch, space..., outputs).
        strides: Along each axis of space.
        dilations: Likewise.
        border: What is put around x.
        groups: Into which the channels are divided.
    """

    x: Tensor
    kernel: Tensor
    shape: Shape
    strides: tuple[int, ...]
    dilations: tuple[int, ...]
    border: Border
    groups: int


@lowers("conv_general_dilated")
def convolution(c: Application, x: Tensor, kernel: Tensor) -> Tensor:
    """``conv_general_dilated`` -> ``Conv2D``, ``DepthwiseConv2dNative`` or ``Conv3D``."""
    if c.params["batch_group_count"] != 1:
        raise NotExpressibleError("divides the batch of a convolution into groups")
    numbers = c.params["dimension_numbers"]
    x, kernel = cast(c.b, x, "float32"), cast(c.b, kernel, "float32")
    x = s.transpose(c.b, x, (numbers.lhs_spec[0], *numbers.lhs_spec[2:], numbers.lhs_spec[1]))
    rhs = numbers.rhs_spec
    kernel = s.transpose(c.b, kernel, (*rhs[2:], rhs[1], rhs[0]))
    out = numbers.out_spec
    order = (out[0], *out[2:], out[1])
    shape = tuple(c.shape[axis] for axis in order)
    if _is_transposed(c):
        result = transposed(c, x, _dilated(c, kernel, _ints(c.params["rhs_dilation"])), shape)
    else:
        result = _emitted(c, _described(c, x, kernel, shape))
    return cast(c.b, s.transpose(c.b, result, np.argsort(order).tolist()), c.dtype)


def _is_transposed(c: Application) -> bool:
    """Whether values are spread as Conv2DBackpropInput does it."""
    rank = len(c.params["window_strides"])
    is_plain = max(c.params["window_strides"]) == 1 == c.params["feature_group_count"]
    return is_plain and rank < 3 and max(c.params["lhs_dilation"]) > 1


def _described(c: Application, x: Tensor, kernel: Tensor, shape: Shape) -> _Convolution:
    strides = _ints(c.params["window_strides"])
    dilations = _ints(c.params["rhs_dilation"])
    groups = int(c.params["feature_group_count"])
    x = _stretched(c, x, _ints(c.params["lhs_dilation"]))
    if max(strides) > 1 < max(dilations):  # conv2d in tfjs-core refuses both at once
        kernel, dilations = _dilated(c, kernel, dilations), (1,) * len(dilations)
    window = [(k - 1) * d + 1 for k, d in zip(_space(kernel.shape[:-2]), dilations, strict=True)]
    around = border(x.shape[1:-1], window, strides, c.params["padding"])
    return _Convolution(x, kernel, shape, strides, dilations, around, groups)


def _emitted(c: Application, conv: _Convolution) -> Tensor:
    rank = len(conv.strides)
    if rank == 1:
        return s.squeeze(c.b, _emitted(c, _as_two(c, conv)), [1])
    channels = conv.x.shape[-1]
    if conv.groups == 1:
        return _plain(c, conv)
    if rank == 2 and conv.groups == channels:
        return _depthwise(c, conv)
    return _grouped(c, conv)


def _as_two(c: Application, conv: _Convolution) -> _Convolution:
    """Return a convolution along one axis as one along two, the first of size 1."""
    return replace(
        conv,
        x=s.expand(c.b, conv.x, [1]),
        kernel=s.expand(c.b, conv.kernel, [0]),
        shape=(conv.shape[0], 1, *conv.shape[1:]),
        strides=(1, *conv.strides),
        dilations=(1, *conv.dilations),
        border=conv.border.with_axis(),
    )


def _plain(c: Application, conv: _Convolution) -> Tensor:
    is_flat = len(conv.strides) == 2
    op, form = ("Conv2D", "NHWC") if is_flat else ("Conv3D", "NDHWC")
    if is_flat:
        x, attrs = conv.border.applied(c.b, conv.x)
    else:
        x, attrs = conv.border.named(c.b, conv.x, 0.0)
    attrs |= {"strides": [1, *conv.strides, 1], "dilations": [1, *conv.dilations, 1]}
    return c.b.emit(op, (x, conv.kernel), conv.shape, "float32", data_format=form, **attrs)


def _depthwise(c: Application, conv: _Convolution) -> Tensor:
    channels = int(str(conv.x.shape[-1]))
    space = conv.kernel.shape[:-2]
    each = int(str(conv.kernel.shape[-1])) // channels
    kernel = s.reshape(c.b, conv.kernel, (*space, channels, each))
    x, attrs = conv.border.applied(c.b, conv.x)
    return c.b.emit(
        "DepthwiseConv2dNative",
        (x, kernel),
        conv.shape,
        "float32",
        data_format="NHWC",
        strides=[1, *conv.strides, 1],
        dilations=[1, *conv.dilations, 1],
        **attrs,
    )


def _grouped(c: Application, conv: _Convolution) -> Tensor:
    """Emit one convolution for each group of channels."""
    parts = []
    for group in range(conv.groups):
        x = _part(c, conv.x, conv.groups, group)
        kernel = _part(c, conv.kernel, conv.groups, group)
        shape = (*conv.shape[:-1], kernel.shape[-1])
        parts.append(_plain(c, replace(conv, x=x, kernel=kernel, shape=shape, groups=1)))
    return s.concat(c.b, parts, len(conv.shape) - 1)


def _part(c: Application, x: Tensor, count: int, place: int) -> Tensor:
    size = int(str(x.shape[-1])) // count
    begin = [0] * (x.rank - 1) + [place * size]
    return s.cut(c.b, x, begin, (*x.shape[:-1], size))


def _stretched(c: Application, x: Tensor, steps: Sequence[int]) -> Tensor:
    """Emit zeros between values."""
    return interleaved(c, x, _zero(c), [0, *(step - 1 for step in steps), 0])


def _dilated(c: Application, kernel: Tensor, dilations: Sequence[int]) -> Tensor:
    return interleaved(c, kernel, _zero(c), [*(step - 1 for step in dilations), 0, 0])


def _zero(c: Application) -> Tensor:
    return c.b.const(np.float32(0))


def _ints(values: Sequence[Any]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)


def _space(shape: Sequence[Dim]) -> list[int]:
    return [int(str(size)) for size in shape]
