"""Layers that run another one: in both directions, or for each step."""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Masked, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.layers.recurrent import sequence_and_states
from tfjs_bridge.convert.layers_model.lowerings.sequences import reverse
from tfjs_bridge.convert.layers_model.lowerings.time_distribution import lift
from tfjs_bridge.convert.layers_model.primitives import (
    concatenate,
    crop,
    mask_values,
    merge,
    reshape,
)

_MERGES = {"sum": "Add", "mul": "Multiply", "ave": "Average"}


@handles("Bidirectional", treatment="rewritten", note="as two layers, one of them backwards")
def bidirectional(use: Use, config: ConfigReader) -> Result:
    """The forward and the backward layer, whose sequence is then reversed."""
    config.ignore("layer", "backward_layer")
    mode = config.require("merge_mode", ("concat", *_MERGES, None), "Use one of these.")
    x, states = sequence_and_states(use)
    if states and "mask" in use.call.kwargs:
        raise use.refuse("is called with both a mask and first states", "Call it with one of them.")
    half = len(states) // 2
    there, *lasts = _one_way(use, "forward", x, states[:half])
    back, *more = _one_way(use, "backward", x, states[half:])
    is_sequence = bool(use.layer.children["forward"].config["return_sequences"])
    if is_sequence:
        back = reverse(use, back)
    mask = use.mask if is_sequence else None
    outputs = [Masked(output, mask) for output in _merged(use, mode, there, back)]
    return [*outputs, *lasts, *more] if lasts or len(outputs) > 1 else outputs[0]


def _one_way(use: Use, role: str, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
    kwargs = {"initial_state": list(states)} if states else {}
    child = use.layer.children[role]
    outputs, _ = use.run(child, use.number, use.path, (x,), kwargs, (use.mask,))
    return [output for output in outputs if isinstance(output, Tensor)]


def _merged(use: Use, mode: str | None, there: Tensor, back: Tensor) -> list[Tensor]:
    if mode is None:
        return [there, back]
    if mode == "concat":
        return [concatenate(use, [there, back])]
    return [merge(use, _MERGES[mode], [there, back])]


@handles("TimeDistributed", note="of any layer; the steps one by one where TensorFlow.js cannot")
def time_distributed(use: Use, config: ConfigReader) -> Tensor:
    """The inner layers in TimeDistributed each, or for each step of a fixed number."""
    config.ignore("layer")
    x, mask = use.input, use.mask
    # Only what masks the inside of the steps can be of use to the layers there.
    inner = None if mask is None or len(mask.shape) < 3 else mask
    one = Tensor(f"{use.layer.name} step", 0, 0, (x.shape[0], *x.shape[2:]), x.dtype)
    known, one_mask = {one: x}, None
    if inner is not None:
        values = mask_values(use, inner)
        part = Tensor(f"{use.layer.name} mask", 0, 0, (x.shape[0], *values.shape[2:]))
        known[part], one_mask = values, Mask(part, None)
    lifted = lift(use, use.run_child("layer", one, one_mask), known)
    return _step_by_step(use, x, inner) if lifted is None else lifted


def _step_by_step(use: Use, x: Tensor, mask: Mask | None) -> Tensor:
    (steps,) = use.require_sizes(x.shape[1:2], "the number of steps")
    counts = None if mask is None else mask_values(use, mask)
    outputs = []
    for number in range(steps):
        with use.repeating():
            part = None if counts is None else Mask(_slice(use, counts, number), None)
            output = use.run_child("layer", _slice(use, x, number), part)
            outputs.append(reshape(use, output, (1, *output.shape[1:])))
    return concatenate(use, outputs, axis=1)


def _slice(use: Use, x: Tensor, number: int) -> Tensor:
    return reshape(use, crop(use, x, 1, number, number + 1), x.shape[2:])
