"""A GRU with `reset_after` as a linear LSTM of TensorFlow.js, for sequences of any length.

TensorFlow.js has no such GRU. Its LSTM computes ``c = f * c + i * g`` and ``h = o * c`` if its
activation is linear, with ``g`` linear in the input and ``h``, and the gates ``i, f, o`` sigmoids.
It takes three rows for each step. Its units are twice the GRU's: H, whose ``c`` holds the GRU's
state, and P for results in between; ``h`` shows to the next row only what that row needs:

1. sees H:       P = sigmoid(reset) * (H @ U + b), then shows P, hides H
2. sees P:       P = sigmoid(slope * (new + P)), then shows P and H
3. sees H and P: H = sigmoid(update) * H + sigmoid(-update) * (gain * P + offset), hides P

``gain * sigmoid(slope * x) + offset`` is the GRU's activation. A row is what the GRU makes of the
input for its gate, and which row it is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.lowerings.cells import Cell
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import NativeRnn, RnnCall, run_native
from tfjs_bridge.convert.layers_model.lowerings.sequences import last_step, mask_sequence
from tfjs_bridge.convert.layers_model.primitives import concatenate, crop, dense, reshape, scale
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

# Opens or closes a gate whatever else goes into it.
_FORCE = 1000.0
# Activations as a sigmoid: slope, gain and offset.
_SIGMOIDS = {"tanh": (2.0, 2.0, -1.0), "sigmoid": (1.0, 1.0, 0.0)}
_ROWS = 3
_H, _P = 0, 1


def is_expressible(cell: Cell) -> bool:
    """Whether a cell can be run as an LSTM."""
    is_sigmoid = cell.recurrent_activation == "sigmoid"
    return cell.reset_after and is_sigmoid and cell.activation in _SIGMOIDS


def run_gru_as_lstm(ctx: LayerContext, cell: Cell, call: RnnCall) -> tuple[Tensor, list[Tensor]]:
    """Run a GRU over a sequence; return its output and, if it is asked for, the last state."""
    # H begins with the GRU's state, P with nothing.
    states = [concatenate(ctx, [state, scale(ctx, state, 0.0)]) for state in call.states]
    inner = replace(
        call,
        x=_rows(ctx, cell, call),
        states=tuple(states * 2),  # as h and as c
        mask=None,  # the rows tell which steps do not count
        settings=replace(call.settings, return_state=False),
        role="machine",  # a part of the names in exports, and so not to be changed
    )
    output, _ = run_native(ctx, _lstm(cell), inner)
    if not call.settings.return_sequences:
        output = crop(ctx, output, 1, 0, cell.units)
        return output, [output] if call.settings.return_state else []
    output = _every_third(ctx, output, call.steps, cell.units)
    return output, [last_step(ctx, output)] if call.settings.return_state else []


def _rows(ctx: LayerContext, cell: Cell, call: RnnCall) -> Tensor:
    """Make three rows for each step: the input's part of the gate, the row's number, the mask."""
    features, units = cell.kernel.shape[0], cell.units
    slope = _SIGMOIDS[cell.activation][0]
    kernel = np.zeros((features + 1, _ROWS, units + _ROWS + 1), np.float32)
    bias = np.zeros(kernel.shape[1:], np.float32)
    bias[:, units:-1] = np.eye(_ROWS)
    kernel[-1, -1, -1] = 1
    # Reset gate, candidate and update gate, in the order of the rows.
    for row, (gate, factor) in enumerate(((1, 1.0), (2, slope), (0, 1.0))):
        kernel[:-1, row, :units] = cell.columns(cell.kernel, gate) * factor
        if cell.bias is not None:
            # The candidate's second bias is multiplied by the reset gate, and so is in P.
            both = cell.bias[0] if gate == 2 else cell.bias[0] + cell.bias[1]
            bias[row, :units] = cell.columns(both, gate) * factor
    if call.settings.go_backwards:
        kernel, bias = kernel[:, ::-1], bias[::-1]  # the LSTM then meets them in order
    x = call.x
    if call.mask is None:
        kernel = kernel[:-1]
    else:
        x = concatenate(ctx, [x, scale(ctx, mask_sequence(ctx, call.mask), -1.0, 1.0)])
    wide = dense(ctx, x, kernel.reshape(kernel.shape[0], -1), bias.ravel())
    steps = None if call.steps is None else _ROWS * call.steps
    return reshape(ctx, wide, (steps, units + _ROWS + 1))


def _lstm(cell: Cell) -> NativeRnn:
    """Make the LSTM's kernels, as the module describes them."""
    units, eye = cell.units, np.eye(cell.units)
    slope, gain, offset = _SIGMOIDS[cell.activation]
    update, reset, new = (cell.columns(cell.recurrent_kernel, gate) for gate in range(3))
    # Axes: from the gate's input, the rows and the mask; gates i, f, g, o; H and P; units.
    kernel = np.zeros((units + _ROWS + 1, 4, 2, units))
    rows, absent = kernel[units:-1], kernel[-1]
    # What comes from the gate's input: of H, sigmoid(-x) and sigmoid(x); of P, sigmoid(x).
    kernel[:units, :2] = np.stack([np.stack([-eye, eye], 1), np.stack([eye, 0 * eye], 1)], 1)
    # Rows 1 and 2 leave H as it is, and so do all rows of steps that do not count.
    rows[:2, 0, _H], rows[:2, 1, _H] = -_FORCE, _FORCE
    absent[0, _H], absent[1, _H] = -_FORCE, _FORCE
    # P is computed anew in each row.
    rows[:, 1, _P] = -_FORCE
    rows[0, 2, _P] = 0.0 if cell.bias is None else cell.columns(cell.bias[1], 2)
    rows[1, 2, _P], rows[2, 2, _H] = 1.0, offset
    # What each row shows to the next.
    rows[:, 3, _H] = np.array([-_FORCE, _FORCE, _FORCE])[:, None]
    rows[:, 3, _P] = np.array([_FORCE, _FORCE, -_FORCE])[:, None]
    # Axes: from H and P; units; gates; H and P; units.
    recurrent = np.zeros((2, units, 4, 2, units))
    recurrent[_H, :, 0, _H], recurrent[_H, :, 1, _H] = -update, update
    recurrent[_H, :, 0, _P], recurrent[_P, :, 0, _P] = reset, slope * eye
    recurrent[_P, :, 2, _H], recurrent[_H, :, 2, _P] = gain * eye, new
    return NativeRnn(
        "LSTM",
        {
            "units": 2 * units,
            "use_bias": False,
            "activation": "linear",
            "recurrent_activation": "sigmoid",
            "unit_forget_bias": False,
        },
        {
            "kernel": kernel.reshape(-1, 8 * units).astype(np.float32),
            "recurrent_kernel": recurrent.reshape(2 * units, 8 * units).astype(np.float32),
        },
        (2 * units,),
        2,
        trainable=False,  # most of its weights are constants, not the GRU's
    )


def _every_third(ctx: LayerContext, x: Tensor, steps: int | None, units: int) -> Tensor:
    """Return what H shows after each step."""
    grouped = reshape(ctx, x, (steps, _ROWS, 2 * units))
    config = {"cropping": [[_ROWS - 1, 0], [0, units]], "data_format": "channels_first"}
    part = ctx.emit("Cropping2D", config, [grouped], (x.shape[0], steps, 1, units))
    return reshape(ctx, part, (steps, units))
