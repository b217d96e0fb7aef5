"""Layers around another one. Source: wrappers.ts in tfjs-layers/src/layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, chain
from tfjs_bridge.from_tfjs.layers.recurrent import RECURRENT, recurrent_block, recurrent_layer
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.from_tfjs.topology import LayerSpec, TopologyReader
from tfjs_bridge.keras_backend import load_keras

# TensorFlow.js's merge modes, and Keras's layers that do the same.
_MERGES = {"concat": "Concatenate", "sum": "Add", "ave": "Average", "mul": "Multiply"}


def inner_layer(ctx: LayerContext) -> LayerSpec:
    """Read the layer within a wrapper."""
    return TopologyReader(ctx.spec.label).layer(ctx.settings.get("layer"))


@handles("TimeDistributed")
def time_distributed(ctx: LayerContext) -> Block:
    """``TimeDistributed(layer)``: the same in Keras, once for each layer that the inner becomes."""
    inner, layers = inner_layer(ctx), load_keras().layers
    batch, _, *rest = ctx.shape
    block = ctx.nested(ctx, inner, [(batch, *rest)])
    if not block.layers:
        raise ctx.refuse(
            f"holds a {inner.class_name} that becomes more than layers; expected one that is a "
            f"layer in Keras too. Build the model in Keras, and copy its weights."
        )
    *before, last = block.layers
    wrapped = [layers.TimeDistributed(x, name=ctx.fresh_name(x.name)) for x in before]
    wrapped.append(layers.TimeDistributed(last, **ctx.common()))
    return chain(*wrapped, weights=block.weights)


@handles("Bidirectional")
def bidirectional(ctx: LayerContext) -> Block:
    """``Bidirectional(layer, mergeMode="concat")``: the same in Keras; with a mask, two layers.

    With a mask, Keras's own gives zeros for the steps left out, and TensorFlow.js the last output.
    """
    inner = inner_layer(ctx)
    if inner.class_name not in RECURRENT:
        raise ctx.refuse(
            f"holds a {inner.class_name}; expected one of {', '.join(sorted(RECURRENT))}. "
            f"Build the model in Keras, and copy its weights."
        )
    mode = ctx.settings.get("merge_mode") if ctx.settings.has("merge_mode") else "concat"
    if mode is not None and mode not in _MERGES:
        raise ctx.refuse(f"mergeMode '{mode}' is not known to TensorFlow.js.")
    if ctx.settings.get("backward_layer") is not None:
        ctx.notes.append(
            f"{ctx.spec.label}: its backward_layer is not read by TensorFlow.js, which goes "
            f"backwards with a layer like the forward one; so does the import."
        )
    ways = [_way(ctx, inner, way) for way in ("forward", "backward")]
    return _two_layers(ctx, mode, ways) if ctx.masked else _one_layer(ctx, mode, ways)


def _way(ctx: LayerContext, inner: LayerSpec, way: str) -> LayerContext:
    name = f"{way}_{inner.name}"
    return replace(ctx, spec=inner, scope=f"{ctx.scope}/{name}", name=ctx.fresh_name(way))


def _one_layer(ctx: LayerContext, mode: str | None, ways: Sequence[LayerContext]) -> Block:
    forward, weights = recurrent_layer(ways[0], name=ways[0].spec.name.replace("/", "_"))
    _, others = recurrent_layer(replace(ways[1], notes=[]), is_reversed=True)
    layer = load_keras().layers.Bidirectional(forward, merge_mode=mode, **ctx.common())
    found = [
        # Keras makes copies of the layer that it is given.
        replace(weight, variable=partial(_variable, layer, way, weight.name))
        for each, way in ((weights, "forward_layer"), (others, "backward_layer"))
        for weight in each
    ]
    return recurrent_block(ways[0], layer, found) if mode else _several(ways[0], layer, found)


def _several(ctx: LayerContext, layer: Any, weights: Sequence[Any]) -> Block:
    return replace(recurrent_block(ctx, layer, weights), layers=None)


def _variable(layer: Any, way: str, name: str) -> Any:
    return getattr(getattr(layer, way).cell, name.rsplit("/", 1)[-1])


def _two_layers(ctx: LayerContext, mode: str | None, ways: Sequence[LayerContext]) -> Block:
    (forward, own), (backward, others) = (
        recurrent_layer(way, is_reversed=is_backward)
        for way, is_backward in zip(ways, (False, True), strict=True)
    )
    blocks = [recurrent_block(ways[0], forward, own), recurrent_block(ways[1], backward, others)]
    flip = load_keras().ops.flip
    merge = getattr(load_keras().layers, _MERGES[mode])(**ctx.common()) if mode else None

    def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
        sequence, *states = inputs
        half = len(states) // 2
        first, *kept = blocks[0].call([sequence, *states[:half]], mask)
        second, *others = blocks[1].call([sequence, *states[half:]], mask)
        if ways[0].settings.flag("return_sequences", False):
            second = flip(second, axis=1)
        outputs = [first, second] if merge is None else [merge([first, second])]
        return [*outputs, *kept, *others]

    return Block(call, weights=(*own, *others))
