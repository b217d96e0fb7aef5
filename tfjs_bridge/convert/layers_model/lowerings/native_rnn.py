"""Recurrent cells as TensorFlow.js's own recurrent layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.convert.frontend.graph import Spec
from tfjs_bridge.convert.layers_model.activations import EXACT_ACTIVATIONS
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.learned import learned_weights
from tfjs_bridge.convert.layers_model.lowerings.cells import Array, Cell
from tfjs_bridge.convert.layers_model.lowerings.sequences import (
    RNN_INITIALIZERS,
    last_step,
    reverse,
)
from tfjs_bridge.convert.layers_model.primitives import attach_mask
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@dataclass(frozen=True, slots=True)
class RnnSettings:
    """What an RNN layer returns, and how it goes through the steps."""

    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    zero_output: bool


@dataclass(frozen=True, slots=True)
class RnnCall:
    """One cell that is to be run over a sequence.

    Attributes:
        x: Shape (batch, steps, ..).
        states: The first ones, shape (batch, ..) each; none for zeros.
        mask: Shape (batch, steps).
        settings: Of the layer.
        role: Name for the layer that does it.
    """

    x: Tensor
    states: tuple[Tensor, ...]
    mask: Mask | None
    settings: RnnSettings
    role: str

    @property
    def steps(self) -> int | None:
        """How many, where that is fixed."""
        return self.x.shape[1]


@dataclass(frozen=True, slots=True)
class NativeRnn:
    """A recurrent layer of TensorFlow.js.

    Attributes:
        class_name: Its class there.
        config: Its settings, without those of `RnnSettings`.
        weights: By its names.
        state: Shape of each state, without the batch.
        state_count: How many it has: 1, or 2 with the carry of an LSTM.
        trainable: Whether its weights are a cell's own, which may be trained on.
    """

    class_name: str
    config: Mapping[str, Any]
    weights: Mapping[str, Array]
    state: tuple[int, ...]
    state_count: int
    trainable: bool = True


def to_native(cell: Cell) -> NativeRnn | None:
    """Return a cell as a layer of TensorFlow.js; `None` if none of its layers computes the same."""
    # GRUCell throws for it (layers/recurrent.ts), though it is Keras's default.
    if cell.reset_after:
        return None
    names = {
        key: _native_activation(name, can_scale=key == "recurrent_activation" or not has_carry)
        for key, name, has_carry in (
            ("activation", cell.activation, cell.kind == "LSTM"),
            ("recurrent_activation", cell.recurrent_activation, False),
        )
        if name
    }
    if None in names.values():
        return None
    # TensorFlow.js's hard_sigmoid has the slope 1/5 where Keras 3's has 1/6.
    scales = [5 / 6 if name == "hard_sigmoid" else 1.0 for name in cell.gate_activations]
    columns = np.repeat(np.asarray(scales, np.float32), cell.units)
    weights = {"kernel": cell.kernel, "recurrent_kernel": cell.recurrent_kernel}
    if cell.bias is not None:
        weights["bias"] = cell.bias
    if set(scales) != {1.0}:
        weights = {name: value * columns for name, value in weights.items()}
    # Otherwise an LSTM initializes the parts of its bias one by one (layers/recurrent.ts, `build`),
    # only to be overwritten.
    own = {"LSTM": {"unit_forget_bias": False}, "GRU": {"reset_after": False}}.get(cell.kind, {})
    config = {"units": cell.units, "use_bias": cell.bias is not None} | names | own
    return NativeRnn(cell.kind, config, weights, (cell.units,), cell.state_count)


def _native_activation(name: str, *, can_scale: bool) -> str | None:
    # Only what goes into a gate can be scaled; LSTM applies its activation to the state as well.
    if name == "hard_sigmoid" and can_scale:
        return name
    return EXACT_ACTIVATIONS.get(name)


def run_native(ctx: LayerContext, native: NativeRnn, call: RnnCall) -> tuple[Tensor, list[Tensor]]:
    """Run a recurrent layer; return its output and, if they are asked for, the last states."""
    settings, x = call.settings, call.x
    has_carry = settings.return_state and native.state_count > 1
    if has_carry and settings.stateful:
        # The executor runs a layer once for each output that is used (engine/executor.ts).
        raise ctx.refuse(
            "TensorFlow.js would go through the steps twice to return the states; expected "
            "return_state=False or stateful=False",
            "Pass the state in and out instead (initial_state and return_state).",
        )
    backwards = settings.go_backwards
    if backwards and x.rank > 4:
        x, backwards = reverse(ctx, x), False  # webgl reverses at most 4 axes
    config = (
        dict(native.config)
        | RNN_INITIALIZERS
        | {
            "return_sequences": settings.return_sequences,
            "return_state": has_carry,
            "go_backwards": backwards,
            "stateful": settings.stateful,
        }
    )
    trainable = native.trainable and any(True for _ in learned_weights(ctx.layer))
    weights = native.weights
    layer = ctx.define(native.class_name, config, weights, role=call.role, trainable=trainable)
    state = Spec((x.shape[0], *native.state))
    output = Spec((*x.shape[:2], *native.state)) if settings.return_sequences else state
    if call.mask is not None:
        x = attach_mask(ctx, x, call.mask)
    specs = [output, state, state] if has_carry else [output]
    results = ctx.builder.call(layer, [x, *call.states], specs)
    # Only then is there a mask that could be handed on.
    if settings.return_sequences and ctx.builder.has_masks:
        results = tuple(_without_mask(ctx, result) for result in results)
    if not settings.return_state:
        return results[0], []
    # The first state is the last output. TensorFlow.js returns the same tensor for both, and frees
    # it after one use.
    first = last_step(ctx, results[0]) if settings.return_sequences else results[0]
    return results[0], [first, *results[2:]]


def _without_mask(ctx: LayerContext, x: Tensor) -> Tensor:
    # Such a layer hands its mask on to all of its outputs, and merges fail on it (layers/merge.ts,
    # `computeMask`). A Reshape does not hand it on.
    target = [-1 if size is None else size for size in x.shape[1:]]
    return ctx.emit("Reshape", {"target_shape": target}, [x], x.shape)
