"""Layers that run others: in both directions, for each step, or one after another."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.layers.recurrent import take_sequence_and_states
from tfjs_bridge.convert.layers_model.lowerings.sequences import reverse
from tfjs_bridge.convert.layers_model.lowerings.time_distribution import distribute_over_time
from tfjs_bridge.convert.layers_model.primitives import (
    concatenate,
    crop,
    mask_values,
    merge,
    reshape,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

_MERGES = {"sum": "Add", "mul": "Multiply", "ave": "Average"}


@handles("Bidirectional", treatment="rewritten", note="as two layers, one of them backwards")
def bidirectional(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a forward and a backward layer, whose sequence is then reversed.

    Keras: Bidirectional(layer, merge_mode='concat', backward_layer=None).
    TensorFlow.js: the two layers, and concatenate or a merge; its bidirectional({layer}) ignores
        backwardLayer.
    """
    # TensorFlow.js's Bidirectional ignores `backward_layer`; and Keras's sets
    # `zero_output_for_mask` for sequences, which is silently wrong there.
    config.ignore("layer", "backward_layer")
    mode = config.require("merge_mode", ("concat", *_MERGES, None), "Use one of these.")
    x, states = take_sequence_and_states(ctx)
    if states and "mask" in ctx.call.kwargs:
        raise ctx.refuse("is called with both a mask and first states", "Call it with one of them.")
    half = len(states) // 2
    forward, *forward_states = _one_way(ctx, "forward", x, states[:half])
    backward, *backward_states = _one_way(ctx, "backward", x, states[half:])
    is_sequence = bool(ctx.layer.children["forward"].config["return_sequences"])
    if is_sequence:
        # A backward layer returns its steps last to first.
        backward = reverse(ctx, backward)
    mask = ctx.mask if is_sequence else None
    outputs = [Masked(output, mask) for output in _merged(ctx, mode, forward, backward)]
    lasts = [*forward_states, *backward_states]
    return [*outputs, *lasts] if lasts or len(outputs) > 1 else outputs[0]


def _one_way(ctx: LayerContext, role: str, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
    kwargs = {"initial_state": list(states)} if states else {}
    child = ctx.layer.children[role]
    outputs, _ = ctx.translate_call(child, ctx.call_number, ctx.path, (x,), kwargs, (ctx.mask,))
    return [output for output in outputs if isinstance(output, Tensor)]


def _merged(ctx: LayerContext, mode: str | None, forward: Tensor, backward: Tensor) -> list[Tensor]:
    if mode is None:
        return [forward, backward]
    if mode == "concat":
        return [concatenate(ctx, [forward, backward])]
    return [merge(ctx, _MERGES[mode], [forward, backward])]


@handles("TimeDistributed", note="of any layer; the steps one by one where TensorFlow.js cannot")
def time_distributed(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a layer that is run on each step.

    Keras: TimeDistributed(layer).
    TensorFlow.js: timeDistributed({layer}) of each layer within, or the steps one by one.
    """
    config.ignore("layer")
    x, mask = ctx.input, ctx.mask
    # Only what masks the inside of the steps can be of use to the layers there.
    inner = None if mask is None or len(mask.shape) < 3 else mask
    # Tensors of a layer that does not exist: the inner layers are emitted for one step first, and
    # then once more for all steps. `finish` drops the first ones.
    one = Tensor(f"{ctx.layer.name} step", 0, 0, (x.shape[0], *x.shape[2:]), x.dtype)
    known, one_mask = {one: x}, None
    if inner is not None:
        values = mask_values(ctx, inner)
        part = Tensor(f"{ctx.layer.name} mask", 0, 0, (x.shape[0], *values.shape[2:]))
        known[part], one_mask = values, Mask(part)
    output = distribute_over_time(ctx, ctx.call_child("layer", one, one_mask), known)
    return _step_by_step(ctx, x, inner) if output is None else output


def _step_by_step(ctx: LayerContext, x: Tensor, mask: Mask | None) -> Tensor:
    (steps,) = ctx.require_sizes(x.shape[1:2], "the number of steps")
    counts = None if mask is None else mask_values(ctx, mask)
    outputs = []
    for number in range(steps):
        with ctx.repeating():
            part = None if counts is None else Mask(_slice(ctx, counts, number))
            output = ctx.call_child("layer", _slice(ctx, x, number), part)
            outputs.append(reshape(ctx, output, (1, *output.shape[1:])))
    return concatenate(ctx, outputs, axis=1)


def _slice(ctx: LayerContext, x: Tensor, number: int) -> Tensor:
    return reshape(ctx, crop(ctx, x, 1, number, number + 1), x.shape[2:])


@handles("Pipeline", treatment="rewritten", note="its layers, one after another")
def pipeline(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate several layers in a row.

    Keras: Pipeline(layers).
    TensorFlow.js: each of the layers.
    """
    config.ignore("layers")
    x = ctx.input
    # In the order in which the front-end read them, which is that of the pipeline.
    for role in ctx.layer.children:
        x = ctx.call_child(role, x)
    return x
