"""Recurrent cells run over a sequence: as TensorFlow.js's own layers, or built from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.lowerings.cells import Cell, cell_step
from tfjs_bridge.convert.layers_model.lowerings.gru_as_lstm import is_expressible, run_gru_as_lstm
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import (
    RnnCall,
    RnnSettings,
    run_native,
    to_native,
)
from tfjs_bridge.convert.layers_model.lowerings.sequences import last_step, mask_sequence, reverse
from tfjs_bridge.convert.layers_model.lowerings.unrolling import time_slices, unroll
from tfjs_bridge.convert.layers_model.primitives import dense, multiply, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# A GRU of 32 to 256 units and more steps than this loads and runs faster as an LSTM. With more
# units, the LSTM's weights, five times the GRU's, weigh more than the layers of the steps.
_MOST_UNROLLED_STEPS = 128
_MOST_UNITS_AS_LSTM = 256


def run_cells(
    ctx: LayerContext,
    cells: Sequence[Cell],
    x: Tensor,
    states: Sequence[Tensor],
    mask: Mask | None,
    settings: RnnSettings,
) -> tuple[Tensor, list[Tensor]]:
    """Run stacked cells over a sequence.

    Returns:
        The output, shape (batch, steps, units) or (batch, units), and all cells' last states, if
        they are to be returned.
    """
    # The cells above go forwards through what the first one returns, so the sequence is turned.
    if len(cells) > 1 and settings.go_backwards:
        x = reverse(ctx, x)
        mask = None if mask is None else _reversed_mask(ctx, mask)
        settings = replace(settings, go_backwards=False)
    left, lasts = list(states), list[Tensor]()
    for number, cell in enumerate(cells):
        is_top = number == len(cells) - 1
        own = replace(settings, return_sequences=settings.return_sequences or not is_top)
        first, left = left[: cell.state_count], left[cell.state_count :]
        role = "" if len(cells) == 1 else f"cell_{number + 1}"
        x, found = _run_cell(ctx, cell, RnnCall(x, tuple(first), mask, own, role))
        lasts += found
    if mask is not None and settings.zero_output:
        x = zero_masked_steps(ctx, x, mask, settings)
    return x, lasts


def zero_masked_steps(
    ctx: LayerContext, output: Tensor, mask: Mask, settings: RnnSettings
) -> Tensor:
    """Set the output to 0 where the step does not count."""
    counts = mask_sequence(ctx, mask)
    if not settings.return_sequences:
        counts = last_step(ctx, counts, backwards=settings.go_backwards)
    elif settings.go_backwards:
        counts = reverse(ctx, counts)
    ones = (1,) * (output.rank - counts.rank)
    return multiply(ctx, output, reshape(ctx, counts, (*counts.shape[1:], *ones)))


def _reversed_mask(ctx: LayerContext, mask: Mask) -> Mask:
    return Mask(reshape(ctx, reverse(ctx, mask_sequence(ctx, mask)), mask.shape[1:]))


def _run_cell(ctx: LayerContext, cell: Cell, call: RnnCall) -> tuple[Tensor, list[Tensor]]:
    native = to_native(cell)
    is_short = call.steps is not None and (
        call.steps <= _MOST_UNROLLED_STEPS or cell.units > _MOST_UNITS_AS_LSTM
    )
    # In a model with masks, first states harm the layers behind (see `check_initial_states`).
    if native is not None and not (call.states and ctx.builder.has_masks and is_short):
        return run_native(ctx, native, call)
    # Steps one by one are exact for any cell, and no slower: for 300 steps 260 ms were measured,
    # against 395 ms of TensorFlow.js's own GRU.
    if is_short and not call.settings.stateful:
        return _run_unrolled(ctx, cell, call)
    if is_expressible(cell):
        return run_gru_as_lstm(ctx, cell, call)
    if native is not None:
        return run_native(ctx, native, call)
    if call.settings.stateful:
        raise ctx.refuse(
            f"TensorFlow.js keeps no state between calls for {_describe(cell)}; expected "
            f"stateful=False",
            "Pass the state in and out instead (initial_state and return_state).",
        )
    ctx.require_sizes((call.steps,), f"the number of steps of {_describe(cell)}")
    return _run_unrolled(ctx, cell, call)


def _describe(cell: Cell) -> str:
    parts = {"activation": cell.activation, "recurrent_activation": cell.recurrent_activation}
    settings = [f"{name}={value!r}" for name, value in parts.items() if value]
    return f"a {cell.kind} with {', '.join(settings)}" + ", reset_after=True" * cell.reset_after


def _run_unrolled(ctx: LayerContext, cell: Cell, call: RnnCall) -> tuple[Tensor, list[Tensor]]:
    slices = time_slices(ctx, call.x, (1, 1, call.x.shape[-1]))
    states = [reshape(ctx, state, (1, 1, cell.units)) for state in call.states]
    if not states:
        # A state needs the batch's size, which only a tensor has: 0 times the first step.
        nothing = np.zeros((cell.kernel.shape[0], cell.units), np.float32)
        states = [dense(ctx, slices[0], nothing)] * cell.state_count
    return unroll(ctx, cell_step(cell), slices, states, call, (cell.units,))
