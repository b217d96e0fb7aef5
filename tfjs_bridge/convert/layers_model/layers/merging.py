"""Layers that join several tensors, value by value or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Masked, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import chosen, truth
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


@handles("Add", "Average")
def add(use: Use, config: ConfigReader) -> Result:
    """The sum or mean, value by value."""
    return Masked(_merged(use, use.layer.class_name, _floats(use)), _any(use))


@handles("Subtract", treatment="rewritten", note="Add of the negative")
def minus(use: Use, config: ConfigReader) -> Result:
    """The difference of two tensors."""
    left, right = _same_rank(use, _floats(use))
    return Masked(subtract(use, left, right), _any(use))


@handles("Multiply")
def times(use: Use, config: ConfigReader) -> Result:
    """The product, in which steps that do not count are 1, or 0 where none of them does."""
    values, masks = _floats(use), _masks_seen(use)
    mask = _any(use)
    for k, step in enumerate(masks):
        if step is not None:
            counts = _beside(use, values[k], step)
            values[k] = chosen(use, counts, values[k], _ones(use, values[k]))
    result = _merged(use, "Multiply", values)
    if mask is not None:
        result = multiply(use, result, _beside(use, result, mask))
    return Masked(result, mask)


@handles("Maximum", "Minimum")
def extreme(use: Use, config: ConfigReader) -> Result:
    """The largest or smallest value; of steps that do not count, that of the other tensor."""
    values, masks = _floats(use), _masks_seen(use)
    kind = use.layer.class_name
    if not any(masks):
        return _merged(use, kind, values)
    values = _same_rank(use, values)
    result, seen = values[0], masks[0]
    for x, mask in zip(values[1:], masks[1:], strict=True):
        if mask is not None:
            x = chosen(use, _beside(use, x, mask), x, result)
        if seen is not None:
            result = chosen(use, _beside(use, result, seen), result, x)
        seen = None if mask is None or seen is None else _either(use, seen, mask)
        result = merge(use, kind, [result, x])
    return Masked(result, _any(use))


@handles("Concatenate")
def joined(use: Use, config: ConfigReader) -> Result:
    """The tensors after each other along one axis."""
    values = _floats(use)
    axis = config.take("axis") % values[0].rank
    if axis == 0:
        raise use.refuse(
            "joins batches (axis=0)", "TensorFlow.js layers treat each sample by itself."
        )
    if len(values) == 1:
        return Masked(values[0], use.mask)
    layer = use.define("Concatenate", {"axis": axis}, role="")
    result = use.call_layer(layer, values, use.output.shape)
    return Masked(result, _joined_mask(use, values, axis))


def _joined_mask(use: Use, values: Sequence[Tensor], axis: int) -> Mask | None:
    """Keras's: true for tensors without a mask; over the features, any of them."""
    masks = _masks(use)
    if not any(masks):
        return None
    for x, mask in zip(values, masks, strict=True):
        if mask is not None and len(mask.shape) != x.rank - 1:
            raise use.refuse("joins tensors whose masks have other axes", "Mask steps only.")
    if axis < values[0].rank - 1:
        parts = [
            mask_values(use, mask) if mask is not None else _all_steps(use, x)
            for x, mask in zip(values, masks, strict=True)
        ]
        return truth(use, concatenate(use, parts, axis))
    known = [mask for mask in masks if mask is not None]
    if len(known) < len(masks):
        return truth(use, _all_steps(use, values[0]))
    return reduce(lambda a, b: _either(use, a, b), known)


def _all_steps(use: Use, x: Tensor) -> Tensor:
    (size,) = use.require_sizes(x.shape[-1:], "the last axis")
    ones = dense(use, x, np.zeros((size, 1)), np.ones(1))
    return reshape(use, ones, x.shape[1:-1])


def _floats(use: Use) -> list[Tensor]:
    return [as_float(use, x) for x in use.inputs]


def _masks(use: Use) -> list[Mask | None]:
    return [*use.masks, *[None] * len(use.inputs)][: len(use.inputs)]


def _masks_seen(use: Use) -> list[Mask | None]:
    """Masks that change values: not those of tensors that get more axes, which lose them first."""
    rank = max(x.rank for x in use.inputs)
    return [
        mask if x.rank == rank else None for x, mask in zip(use.inputs, _masks(use), strict=True)
    ]


def _same_rank(use: Use, values: Sequence[Tensor]) -> list[Tensor]:
    """Keras's rule for layers: axes of size 1 come in behind the batch."""
    rank = max(value.rank for value in values)
    return [reshape(use, x, (*(1,) * (rank - x.rank), *x.shape[1:])) for x in values]


def _merged(use: Use, class_name: str, values: Sequence[Tensor]) -> Tensor:
    values = _same_rank(use, values)
    if len(values) == 1:
        return values[0]
    layer = use.define(class_name, {}, role="")
    return use.call_layer(layer, values, broadcast([value.shape for value in values]))


def _any(use: Use) -> Mask | None:
    """A step counts if it does in one tensor; without a mask where one has none."""
    masks = _masks(use)
    known = [mask for mask in masks if mask is not None]
    if len(known) < len(masks):
        return None
    if len({len(mask.shape) for mask in known}) > 1:
        shapes = " and ".join(str(list(mask.shape)) for mask in known)
        raise use.refuse(f"joins tensors whose masks differ in shape, {shapes}", "Mask one only.")
    return reduce(lambda a, b: _either(use, a, b), known)


def _either(use: Use, left: Mask, right: Mask) -> Mask:
    if left == right:
        return left
    values = [mask_values(use, left), mask_values(use, right)]
    return truth(use, merge(use, "Maximum", values))


def _beside(use: Use, x: Tensor, mask: Mask) -> Tensor:
    """A mask of steps as numbers, with an axis for the features."""
    if len(mask.shape) != x.rank - 1:
        raise use.refuse(
            f"has a mask of shape {list(mask.shape)} for a tensor of shape {list(x.shape)}",
            "Mask steps only.",
        )
    return reshape(use, mask_values(use, mask), (*mask.shape[1:], 1))


def _ones(use: Use, x: Tensor) -> Tensor:
    return scale(use, x, 0.0, 1.0)
