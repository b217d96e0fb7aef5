"""Sequences of a fixed length, unrolled: all steps share the layers of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.lowerings.cells import Step
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import RnnCall
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    concatenate,
    known_product,
    mask_values,
    multiply,
    reshape,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@dataclass(frozen=True, slots=True)
class StepMask:
    """A mask of one step as 0 and 1, and its opposite; shape (batch, 1, ..)."""

    counts: Tensor
    rest: Tensor

    def choose(self, ctx: LayerContext, new: Tensor, old: Tensor) -> Tensor:
        """Return `new` where the step counts, else `old`."""
        kept = multiply(ctx, old, self.rest)
        return add(ctx, multiply(ctx, new, self.counts), kept)


def time_slices(ctx: LayerContext, x: Tensor, shape: Shape) -> list[Tensor]:
    """Return the steps of `x`, shape (batch, steps, ..), each as (batch, *shape)."""
    steps, *sizes = ctx.require_sizes(x.shape[1:], "the number of steps and their size")
    # A picture of one row, of which Cropping2D cuts a column.
    flat = reshape(ctx, x, (1, steps, known_product(sizes)))
    slices = []
    for number in range(steps):
        with ctx.repeating():
            config = {
                "cropping": [[0, 0], [number, steps - number - 1]],
                "data_format": "channels_last",
            }
            part = ctx.emit("Cropping2D", config, [flat], (x.shape[0], 1, 1, flat.shape[-1]))
            slices.append(reshape(ctx, part, shape))
    return slices


def unroll(
    ctx: LayerContext,
    step: Step,
    slices: Sequence[Tensor],
    states: Sequence[Tensor],
    call: RnnCall,
    shape: tuple[int, ...],
) -> tuple[Tensor, list[Tensor]]:
    """Run a cell's step on each slice of a sequence.

    Args:
        ctx: Of the layer that this is for.
        step: The cell's.
        slices: The sequence's steps.
        states: The first ones.
        call: How to go through the steps, and what to return.
        shape: Of a state, without the batch, in the result.

    Returns:
        The output, and the last states if they are to be returned.
    """
    masks = None if call.mask is None else _step_masks(ctx, call.mask, slices[0].rank)
    order = range(len(slices))
    outputs, states = [], list(states)
    for number in reversed(order) if call.settings.go_backwards else order:
        # The gates' layers get the same names in each step, and so are one layer with many calls.
        with ctx.repeating():
            news = step(ctx, slices[number], states)
            if masks is not None:
                here = masks[number]
                news = [here.choose(ctx, *pair) for pair in zip(news, states, strict=True)]
        states = news
        outputs.append(states[0])
    # States have the rank of a step's slice until here.
    lasts = [reshape(ctx, state, shape) for state in states] if call.settings.return_state else []
    if not call.settings.return_sequences:
        return reshape(ctx, outputs[-1], shape), lasts
    return reshape(ctx, concatenate(ctx, outputs, axis=1), (len(slices), *shape)), lasts


def _step_masks(ctx: LayerContext, mask: Mask, rank: int) -> list[StepMask]:
    """Return a mask's steps, for steps of `rank` axes."""
    counts = mask_values(ctx, mask)
    shape = (1,) * (rank - 1)
    here = time_slices(ctx, counts, shape)
    away = time_slices(ctx, scale(ctx, counts, -1.0, 1.0), shape)
    return [StepMask(*pair) for pair in zip(here, away, strict=True)]
