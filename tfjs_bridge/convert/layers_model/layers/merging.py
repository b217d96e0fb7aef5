"""Layers that join several tensors, value by value or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import select
from tfjs_bridge.convert.layers_model.primitives import (
    as_float,
    broadcast,
    concatenate,
    dense,
    mask_values,
    merge,
    multiply,
    reshape,
    scale,
    subtract,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("Add", "Average")
def add(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the sum or mean, value by value.

    Keras: Add(), Average(), called with a list of tensors.
    TensorFlow.js: add(), average(), of tensors of the same rank.
    """
    return Masked(_merged(ctx, ctx.layer.class_name, _floats(ctx)), _any(ctx))


@handles("Subtract", treatment="rewritten", note="Add of the negative")
def minus(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the difference of two tensors.

    Keras: Subtract(), called with [left, right].
    TensorFlow.js: add() of the left and the negative right.
    """
    left, right = _same_rank(ctx, _floats(ctx))
    return Masked(subtract(ctx, left, right), _any(ctx))


@handles("Multiply")
def times(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the product; steps that do not count are 1, or 0 where none of them does.

    Keras: Multiply(), called with a list of tensors.
    TensorFlow.js: multiply(), of tensors of the same rank.
    """
    values, masks = _floats(ctx), _masks_seen(ctx)
    mask = _any(ctx)
    for k, step in enumerate(masks):
        if step is not None:
            counts = _beside(ctx, values[k], step)
            values[k] = select(ctx, counts, values[k], _ones(ctx, values[k]))
    result = _merged(ctx, "Multiply", values)
    if mask is not None:
        result = multiply(ctx, result, _beside(ctx, result, mask))
    return Masked(result, mask)


@handles("Maximum", "Minimum")
def extreme(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate the maximum or minimum; of steps that do not count, the other tensor's value.

    Keras: Maximum(), Minimum(), called with a list of tensors.
    TensorFlow.js: maximum(), minimum(), of tensors of the same rank.
    """
    values, masks = _floats(ctx), _masks_seen(ctx)
    kind = ctx.layer.class_name
    if not any(masks):
        return _merged(ctx, kind, values)
    values = _same_rank(ctx, values)
    result, seen = values[0], masks[0]
    for x, mask in zip(values[1:], masks[1:], strict=True):
        if mask is not None:
            x = select(ctx, _beside(ctx, x, mask), x, result)
        if seen is not None:
            result = select(ctx, _beside(ctx, result, seen), result, x)
        seen = None if mask is None or seen is None else _either(ctx, seen, mask)
        result = merge(ctx, kind, [result, x])
    return Masked(result, _any(ctx))


@handles("Concatenate")
def joined(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate tensors put after each other along one axis.

    Keras: Concatenate(axis=-1), called with a list of tensors.
    TensorFlow.js: concatenate({axis}).
    """
    values = _floats(ctx)
    axis = config.take("axis") % values[0].rank
    if axis == 0:
        raise ctx.refuse(
            "joins batches (axis=0)", "TensorFlow.js layers treat each sample by itself."
        )
    # One tensor alone throws (layers/merge.ts, Concatenate).
    if len(values) == 1:
        return Masked(values[0], ctx.mask)
    layer = ctx.define("Concatenate", {"axis": axis}, role="")
    result = ctx.call_layer(layer, values, ctx.output.shape)
    return Masked(result, _joined_mask(ctx, values, axis))


def _joined_mask(ctx: LayerContext, values: Sequence[Tensor], axis: int) -> Mask | None:
    """Join masks as Keras does: true for tensors without one; over the features, any of them."""
    masks = _masks(ctx)
    if not any(masks):
        return None
    for x, mask in zip(values, masks, strict=True):
        if mask is not None and len(mask.shape) != x.rank - 1:
            raise ctx.refuse("joins tensors whose masks have different axes", "Mask steps only.")
    if axis < values[0].rank - 1:
        parts = [
            mask_values(ctx, mask) if mask is not None else _all_steps(ctx, x)
            for x, mask in zip(values, masks, strict=True)
        ]
        return Mask(concatenate(ctx, parts, axis))
    known = [mask for mask in masks if mask is not None]
    if len(known) < len(masks):
        return Mask(_all_steps(ctx, values[0]))
    return reduce(lambda a, b: _either(ctx, a, b), known)


def _all_steps(ctx: LayerContext, x: Tensor) -> Tensor:
    (size,) = ctx.require_sizes(x.shape[-1:], "the last axis")
    ones = dense(ctx, x, np.zeros((size, 1)), np.ones(1))
    return reshape(ctx, ones, x.shape[1:-1])


def _floats(ctx: LayerContext) -> list[Tensor]:
    return [as_float(ctx, x) for x in ctx.inputs]


def _masks(ctx: LayerContext) -> list[Mask | None]:
    return [*ctx.masks, *[None] * len(ctx.inputs)][: len(ctx.inputs)]


def _masks_seen(ctx: LayerContext) -> list[Mask | None]:
    """Return the masks that change values; tensors that get more axes lose theirs first."""
    # Keras expands such a tensor, and expanding drops its mask
    # (keras/src/layers/merging/base_merge.py).
    rank = max(x.rank for x in ctx.inputs)
    return [
        mask if x.rank == rank else None for x, mask in zip(ctx.inputs, _masks(ctx), strict=True)
    ]


def _same_rank(ctx: LayerContext, values: Sequence[Tensor]) -> list[Tensor]:
    """Put axes of size 1 behind the batch, which is Keras's rule for layers."""
    rank = max(value.rank for value in values)
    return [reshape(ctx, x, (*(1,) * (rank - x.rank), *x.shape[1:])) for x in values]


def _merged(ctx: LayerContext, class_name: str, values: Sequence[Tensor]) -> Tensor:
    values = _same_rank(ctx, values)
    # A merge of one tensor throws (layers/merge.ts, `build`); Keras lets it through.
    if len(values) == 1:
        return values[0]
    layer = ctx.define(class_name, {}, role="")
    return ctx.call_layer(layer, values, broadcast([value.shape for value in values]))


def _any(ctx: LayerContext) -> Mask | None:
    """Return a mask in which a step counts if it does in one tensor; none where one has none."""
    masks = _masks(ctx)
    known = [mask for mask in masks if mask is not None]
    if len(known) < len(masks):
        return None
    if len({len(mask.shape) for mask in known}) > 1:
        shapes = " and ".join(str(list(mask.shape)) for mask in known)
        raise ctx.refuse(f"joins tensors whose masks differ in shape, {shapes}", "Mask one only.")
    return reduce(lambda a, b: _either(ctx, a, b), known)


def _either(ctx: LayerContext, left: Mask, right: Mask) -> Mask:
    if left == right:
        return left
    values = [mask_values(ctx, left), mask_values(ctx, right)]
    return Mask(merge(ctx, "Maximum", values))


def _beside(ctx: LayerContext, x: Tensor, mask: Mask) -> Tensor:
    """Return a mask of steps as numbers, with an axis for the features."""
    if len(mask.shape) != x.rank - 1:
        raise ctx.refuse(
            f"has a mask of shape {list(mask.shape)} for a tensor of shape {list(x.shape)}",
            "Mask steps only.",
        )
    return reshape(ctx, mask_values(ctx, mask), (*mask.shape[1:], 1))


def _ones(ctx: LayerContext, x: Tensor) -> Tensor:
    return scale(ctx, x, 0.0, 1.0)
