"""Layers on several tensors. Source: merge.ts in tfjs-layers/src/layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras


@handles("Add", "Multiply", "Average", "Maximum", "Minimum")
def merge(ctx: LayerContext) -> Block:
    """``Add()`` and the like: the same in Keras, where tensors have other ranks as well."""
    return _merging(getattr(load_keras().layers, ctx.spec.class_name)(**ctx.common()))


@handles("Concatenate")
def concatenate(ctx: LayerContext) -> Block:
    """``Concatenate(axis=-1)``: the same in Keras."""
    axis = int(ctx.settings.number("axis", -1))
    return _merging(load_keras().layers.Concatenate(axis=axis, **ctx.common()))


@handles("Dot")
def dot(ctx: LayerContext) -> Block:
    """``Dot(axes, normalize=false)``: the same in Keras."""
    axes = ctx.settings.get("axes")
    axes = tuple(int(axis) for axis in axes) if isinstance(axes, list) else int(axes)
    normalize = ctx.settings.flag("normalize", False)
    return _merging(load_keras().layers.Dot(axes=axes, normalize=normalize, **ctx.common()))


def _merging(layer: Any) -> Block:
    def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
        return [layer(list(inputs))]

    return Block(call)
