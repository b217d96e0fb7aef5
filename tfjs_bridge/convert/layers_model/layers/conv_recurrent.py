"""Recurrent layers with convolutions in place of products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.layers.recurrent import (
    step_mask,
    take_rnn_settings,
    take_sequence_and_states,
    with_states,
)
from tfjs_bridge.convert.layers_model.lowerings.cells import Array, Cell, Step
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import (
    NativeRnn,
    RnnCall,
    run_native,
    to_native,
)
from tfjs_bridge.convert.layers_model.lowerings.recurrence import zero_masked_steps
from tfjs_bridge.convert.layers_model.lowerings.space import takes_channels_first
from tfjs_bridge.convert.layers_model.lowerings.unrolling import time_slices, unroll
from tfjs_bridge.convert.layers_model.primitives import add, multiply, permute, reshape, scale
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor

_GATES = 4


@dataclass(frozen=True, slots=True, eq=False)
class _ConvCell:
    """A ConvLSTM's cell, for channels in the last axis; `state` is a state's shape."""

    cell: Cell
    window: dict[str, Any]
    state: tuple[int, ...]

    @property
    def is_same_size(self) -> bool:
        """Whether a state has as many positions as the input."""
        return self.window["padding"] == "same" and set(self.window["strides"]) == {1}


@handles(
    "ConvLSTM1D",
    "ConvLSTM2D",
    "ConvLSTM3D",
    note="1D as 2D; 3D, and odd settings, for a fixed number of steps",
)
def conv_lstm(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a convolutional LSTM.

    Keras: ConvLSTM2D(filters, kernel_size, strides, padding, activation, return_sequences, ...).
    TensorFlow.js: convLstm2d({filters, kernelSize, ...}), or conv2d layers for each step.
    """
    given = list(ctx.output.shape)
    x, states = take_sequence_and_states(ctx)
    settings = take_rnn_settings(ctx, config, has_states=bool(states))
    first = takes_channels_first(config)
    if first:
        x = permute(ctx, x, [1, *range(3, x.rank), 2])
        states = [permute(ctx, state, [*range(2, state.rank), 1]) for state in states]
    spatial = given[2:] if settings.return_sequences else given[1:]
    spatial = spatial[1:] if first else spatial[:-1]
    conv = _read(ctx, config, ctx.require_sizes(tuple(spatial), "the size of the result"))
    # It runs over the last axis, which holds positions in Keras then and channels here.
    if first and "softmax" in "".join(conv.cell.gate_activations):
        raise ctx.refuse("a softmax runs over positions", "Use data_format='channels_last'.")
    # TensorFlow.js has ConvLSTM2D alone: a 1-D layer's second axis has size 1.
    if len(spatial) == 1:
        x = reshape(ctx, x, (*x.shape[1:3], 1, x.shape[3]))
        states = [reshape(ctx, state, conv.state) for state in states]
    call = RnnCall(x, tuple(states), step_mask(ctx, states), settings, "")
    output, lasts = _run(ctx, conv, call)
    if call.mask is not None and settings.zero_output:
        output = zero_masked_steps(ctx, output, call.mask, settings)
    return with_states(
        ctx,
        _as_given(ctx, output, first, len(spatial), int(settings.return_sequences)),
        [_as_given(ctx, state, first, len(spatial), 0) for state in lasts],
        settings,
    )


def _as_given(ctx: LayerContext, x: Tensor, first: bool, spatial: int, steps: int) -> Tensor:
    """Drop the axis that a 1-D layer does not have, and put the channels where they belong."""
    if spatial == 1:
        x = reshape(ctx, x, (*x.shape[1:-2], x.shape[-1]))
    if not first:
        return x
    return permute(ctx, x, [*range(1, 1 + steps), x.rank - 1, *range(1 + steps, x.rank - 1)])


def _read(ctx: LayerContext, config: ConfigReader, spatial: tuple[int, ...]) -> _ConvCell:
    config.ignore("dropout", "recurrent_dropout", "seed", "unit_forget_bias")
    config.take("use_bias")  # shows in the weights
    kernel, recurrent = ctx.weights["kernel"], ctx.weights["recurrent_kernel"]
    extra = (1,) if len(spatial) == 1 else ()
    if extra:
        kernel, recurrent = kernel[:, None], recurrent[:, None]
    filters = int(config.take("filters"))
    config.take("kernel_size")
    cell = Cell(
        "LSTM",
        filters,
        activation_name(ctx, config.take("activation")),
        activation_name(ctx, config.take("recurrent_activation")),
        False,
        np.asarray(kernel, np.float32),
        np.asarray(recurrent, np.float32),
        ctx.weights.get("bias"),
    )
    window = {
        "kernel_size": list(kernel.shape[:-2]),
        "strides": [*config.take("strides"), *extra],
        "padding": config.require("padding", ("valid", "same"), "Use one of these."),
        "dilation_rate": [*config.take("dilation_rate"), *extra],
    }
    return _ConvCell(cell, window, (*spatial, *extra, filters))


def _run(ctx: LayerContext, conv: _ConvCell, call: RnnCall) -> tuple[Tensor, list[Tensor]]:
    native = to_native(conv.cell) if len(conv.state) == 3 else None
    # A Masking in front, which keeps other layers' masks away, makes one value for each position.
    fits = conv.is_same_size or not ctx.builder.has_masks
    # With first states, its shape inference fails (layers/convolutional_recurrent.ts).
    if native is not None and call.mask is None and fits and not call.states:
        return run_native(ctx, _conv_lstm2d(conv, native), call)
    if call.settings.stateful:
        raise ctx.refuse(
            "TensorFlow.js keeps no state between calls with these settings; expected "
            "stateful=False",
            "Pass the state in and out instead (initial_state and return_state).",
        )
    ctx.require_sizes((call.steps,), "the number of steps")
    shape = call.x.shape[2:]
    slices = time_slices(ctx, call.x, shape)
    step, states = _conv_step(conv), list(call.states)
    if not states:
        # A state of zeros has the output's size, which a convolution of the first step has as well.
        some = _Conv(conv, conv.cell.columns(conv.cell.kernel, 0), True)(ctx, slices[0])
        states = [scale(ctx, some, 0.0)] * 2
    return unroll(ctx, step, slices, states, call, conv.state)


def _conv_lstm2d(conv: _ConvCell, native: NativeRnn) -> NativeRnn:
    config = {key: value for key, value in native.config.items() if key != "units"}
    config |= conv.window | {"filters": conv.cell.units, "data_format": "channels_last"}
    return replace(native, class_name="ConvLSTM2D", config=config, state=conv.state)


@dataclass(frozen=True, slots=True, eq=False)
class _Conv:
    """The convolution of one gate."""

    conv: _ConvCell
    kernel: Array
    is_input: bool
    bias: Array | None = None

    def __call__(self, ctx: LayerContext, x: Tensor) -> Tensor:
        cell, rank = self.conv.cell, len(self.conv.state) - 1
        ones = [1] * rank
        # States have the size of the output already, and keep it
        # (keras/src/layers/rnn/conv_lstm.py).
        own = {"strides": ones, "dilation_rate": ones, "padding": "same"}
        config = self.conv.window | ({} if self.is_input else own)
        config |= {
            "filters": cell.units,
            "data_format": "channels_last",
            "activation": "linear",
            "use_bias": self.bias is not None,
            "kernel_initializer": ZEROS,
            "bias_initializer": ZEROS,
        }
        weights = {"kernel": self.kernel} | ({} if self.bias is None else {"bias": self.bias})
        shape = (x.shape[0], *self.conv.state)
        return ctx.emit(f"Conv{rank}D", config, [x], shape, weights)


def _conv_step(conv: _ConvCell) -> Step:
    gates = [_gate(conv, gate) for gate in range(_GATES)]

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        hidden, carry = states
        of_input, forget, candidate, of_output = (gate(ctx, x, [hidden])[0] for gate in gates)
        carry = add(ctx, multiply(ctx, forget, carry), multiply(ctx, of_input, candidate))
        return [multiply(ctx, of_output, activate(ctx, carry, conv.cell.activation)), carry]

    return step


def _gate(conv: _ConvCell, gate: int) -> Step:
    cell = conv.cell
    bias = None if cell.bias is None else cell.columns(cell.bias, gate)
    of_input = _Conv(conv, cell.columns(cell.kernel, gate), True, bias)
    of_state = _Conv(conv, cell.columns(cell.recurrent_kernel, gate), False)

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        total = add(ctx, of_input(ctx, x), of_state(ctx, states[0]))
        return [activate(ctx, total, cell.gate_activations[gate])]

    return step
