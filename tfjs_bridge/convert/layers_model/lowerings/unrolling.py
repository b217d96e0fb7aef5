"""Sequences of a fixed length, gone through step by step with layers that all steps share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.lowerings.cells import Step
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import Task
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    concatenate,
    known_product,
    mask_values,
    multiply,
    reshape,
    scale,
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Of one step: 1 and 0 where it counts, 0 and 1 where it does not; shape (batch, 1, ..)."""

    counts: Tensor
    rest: Tensor

    def choose(self, use: Use, new: Tensor, old: Tensor) -> Tensor:
        """`new` where the step counts, else `old`."""
        kept = multiply(use, old, self.rest)
        return add(use, multiply(use, new, self.counts), kept)


def time_slices(use: Use, x: Tensor, shape: Shape) -> list[Tensor]:
    """The steps of `x`, shape (batch, steps, ..), each as (batch, *shape)."""
    steps, *sizes = use.require_sizes(x.shape[1:], "the number of steps and their size")
    flat = reshape(use, x, (1, steps, known_product(sizes)))
    slices = []
    for number in range(steps):
        with use.repeating():
            config = {
                "cropping": [[0, 0], [number, steps - number - 1]],
                "data_format": "channels_last",
            }
            part = use.emit("Cropping2D", config, [flat], (x.shape[0], 1, 1, flat.shape[-1]))
            slices.append(reshape(use, part, shape))
    return slices


def run_steps(
    use: Use,
    step: Step,
    slices: Sequence[Tensor],
    states: Sequence[Tensor],
    task: Task,
    shape: tuple[int, ...],
) -> tuple[Tensor, list[Tensor]]:
    """Run a cell's step on each slice of a sequence.

    Args:
        use: Of the layer that does it.
        step: The cell's.
        slices: The sequence's steps.
        states: The first ones.
        task: How to go through the steps, and what to return.
        shape: Of a state, without the batch, in the result.

    Returns:
        The output, and the last states if they are to be returned.
    """
    presences = None if task.mask is None else _presences(use, task.mask, slices[0].rank)
    order = range(len(slices))
    outputs, states = [], list(states)
    for number in reversed(order) if task.settings.go_backwards else order:
        with use.repeating():
            news = step(use, slices[number], states)
            if presences is not None:
                here = presences[number]
                news = [here.choose(use, *pair) for pair in zip(news, states, strict=True)]
        states = news
        outputs.append(states[0])
    lasts = [reshape(use, state, shape) for state in states] if task.settings.return_state else []
    if not task.settings.return_sequences:
        return reshape(use, outputs[-1], shape), lasts
    return reshape(use, concatenate(use, outputs, axis=1), (len(slices), *shape)), lasts


def _presences(use: Use, mask: Mask, rank: int) -> list[Presence]:
    """A mask's steps, for steps of `rank` axes."""
    counts = mask_values(use, mask)
    shape = (1,) * (rank - 1)
    here = time_slices(use, counts, shape)
    away = time_slices(use, scale(use, counts, -1.0, 1.0), shape)
    return [Presence(*pair) for pair in zip(here, away, strict=True)]
