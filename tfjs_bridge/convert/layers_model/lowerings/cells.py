"""Recurrent cells: their gates, and one step of theirs as TensorFlow.js layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.activations import activate, activation_name, fused_activation
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.learned import learned_weights
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    concatenate,
    dense_config,
    multiply,
    scale,
)
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor

Array = npt.NDArray[np.float32]
Step = Callable[[LayerContext, Tensor, Sequence[Tensor]], list[Tensor]]
"""One step of a cell: from the step's input and the states to the new states, the output first."""

# Which activation each gate has, in the order of the kernels' columns: r is the recurrent one.
_GATES = {"SimpleRNN": "a", "GRU": "rra", "LSTM": "rrar"}

CELL_CLASSES = tuple(f"{kind}Cell" for kind in _GATES)
"""Keras's classes of cells that can be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What a cell computes with.

    Attributes:
        kind: ``"SimpleRNN"``, ``"GRU"`` or ``"LSTM"``.
        units: Size of each state.
        activation: By Keras's name.
        recurrent_activation: The same, of the gates.
        reset_after: Of a GRU: whether the reset gate follows the product with the kernel.
        kernel: For the input, shape (features, gates * units).
        recurrent_kernel: For the state, shape (units, gates * units).
        bias: Shape (gates * units,); of a GRU with `reset_after` (2, gates * units), for the input
            and for the state.
    """

    kind: str
    units: int
    activation: str
    recurrent_activation: str
    reset_after: bool
    kernel: Array
    recurrent_kernel: Array
    bias: Array | None

    @property
    def state_count(self) -> int:
        """How many states it has."""
        return 2 if self.kind == "LSTM" else 1

    @property
    def gate_activations(self) -> list[str]:
        """The activation of each gate."""
        names = {"a": self.activation, "r": self.recurrent_activation}
        return [names[gate] for gate in _GATES[self.kind]]

    def columns(self, values: Array, gate: int) -> Array:
        """Return one gate's columns of a kernel or bias."""
        return values[..., gate * self.units : (gate + 1) * self.units]


def read_cell(
    ctx: LayerContext,
    class_name: str,
    config: ConfigReader,
    weights: Mapping[str, npt.NDArray[Any]],
) -> Cell:
    """Take a cell's settings; those of dropout do nothing at inference."""
    config.ignore("dropout", "recurrent_dropout", "seed", "unit_forget_bias", "implementation")
    config.take("use_bias")  # shows in the weights
    kind = class_name.removesuffix("Cell")
    return Cell(
        kind,
        int(config.take("units")),
        activation_name(ctx, config.take("activation")),
        activation_name(ctx, config.take("recurrent_activation")) if kind != "SimpleRNN" else "",
        bool(config.take("reset_after")) if kind == "GRU" else False,
        np.asarray(weights["kernel"], np.float32),
        np.asarray(weights["recurrent_kernel"], np.float32),
        np.asarray(weights["bias"], np.float32) if "bias" in weights else None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """A product with a kernel, and an activation."""

    kernel: Array
    bias: Array | None
    activation: str = "linear"

    def __call__(self, ctx: LayerContext, x: Tensor) -> Tensor:
        """Apply the gate over the last axis."""
        fused, rest = fused_activation(ctx, self.activation)
        weights = {"kernel": self.kernel} | ({} if self.bias is None else {"bias": self.bias})
        units = int(self.kernel.shape[1])
        config = dense_config(units, self.bias is not None, fused)
        # Gates are joined from several weights, so sharing memory does not tell.
        trainable = any(True for _ in learned_weights(ctx.layer))
        shape = (*x.shape[:-1], units)
        product = ctx.emit("Dense", config, [x], shape, weights, trainable=trainable)
        return activate(ctx, product, rest)


def cell_step(cell: Cell) -> Step:
    """Return one step of a cell, for inputs and states of the same rank."""
    if cell.kind == "SimpleRNN":
        return _simple_step(cell)
    if cell.kind == "LSTM":
        return _lstm_step(cell)
    return _reset_after_step(cell) if cell.reset_after else _reset_before_step(cell)


def _simple_step(cell: Cell) -> Step:
    output = _joint_gate(cell, 0)

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        return [output(ctx, concatenate(ctx, [x, *states]))]

    return step


def _lstm_step(cell: Cell) -> Step:
    # The order of Keras's kernels, which is TensorFlow.js's too.
    input_gate, forget_gate, candidate, output_gate = (_joint_gate(cell, k) for k in range(4))

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        hidden, carry = states
        joint = concatenate(ctx, [x, hidden])
        kept = multiply(ctx, forget_gate(ctx, joint), carry)
        added = multiply(ctx, input_gate(ctx, joint), candidate(ctx, joint))
        carry = add(ctx, kept, added)
        shown = output_gate(ctx, joint)
        return [multiply(ctx, shown, activate(ctx, carry, cell.activation)), carry]

    return step


def _reset_before_step(cell: Cell) -> Step:
    update, reset, candidate = (_joint_gate(cell, gate) for gate in range(3))

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        (hidden,) = states
        joint = concatenate(ctx, [x, hidden])
        known = multiply(ctx, reset(ctx, joint), hidden)
        share = update(ctx, joint)
        return [_interpolate(ctx, share, hidden, candidate(ctx, concatenate(ctx, [x, known])))]

    return step


def _reset_after_step(cell: Cell) -> Step:
    bias = (None, None) if cell.bias is None else cell.bias
    update, reset = (_joint_gate(cell, gate) for gate in range(2))
    # The candidate's two products stay apart, since the reset gate comes between them.
    fresh = Gate(*_gate_weights(cell, 2, cell.kernel, bias[0]))
    known = Gate(*_gate_weights(cell, 2, cell.recurrent_kernel, bias[1]))

    def step(ctx: LayerContext, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
        (hidden,) = states
        joint = concatenate(ctx, [x, hidden])
        part = multiply(ctx, reset(ctx, joint), known(ctx, hidden))
        new = activate(ctx, add(ctx, fresh(ctx, x), part), cell.activation)
        return [_interpolate(ctx, update(ctx, joint), hidden, new)]

    return step


def _interpolate(ctx: LayerContext, update: Tensor, old: Tensor, new: Tensor) -> Tensor:
    rest = scale(ctx, update, -1.0, 1.0)
    return add(ctx, multiply(ctx, update, old), multiply(ctx, rest, new))


def _joint_gate(cell: Cell, gate: int) -> Gate:
    """Make a gate of the input and the state, joined in this order."""
    # One Dense for both: half as many layers for each step.
    kernel = np.concatenate([cell.kernel, cell.recurrent_kernel])
    # With `reset_after` there are two biases, of which only the candidate needs both by themselves.
    bias = cell.bias.sum(0) if cell.bias is not None and cell.bias.ndim == 2 else cell.bias
    return Gate(*_gate_weights(cell, gate, kernel, bias), cell.gate_activations[gate])


def _gate_weights(
    cell: Cell, gate: int, kernel: Array, bias: Array | None
) -> tuple[Array, Array | None]:
    return cell.columns(kernel, gate), None if bias is None else cell.columns(bias, gate)
