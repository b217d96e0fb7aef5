"""Recurrent layers and their cells."""

from __future__ import annotations

from collections.abc import Iterator

from tfjs_bridge.convert.config import ConfigReader, class_and_config
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Layer
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.cells import CELL_CLASSES, Cell, read_cell
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import RnnSettings
from tfjs_bridge.convert.layers_model.lowerings.recurrence import run_cells
from tfjs_bridge.convert.layers_model.primitives import as_float
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles(
    *CELL_CLASSES, "StackedRNNCells", treatment="rewritten", note="within RNN, not by themselves"
)
def cell(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Refuse a cell that is called by itself, which Keras's layers do not do either."""
    raise ctx.refuse("a cell is called as a layer by itself", "Put it into keras.layers.RNN.")


@handles("SimpleRNN", "LSTM")
def rnn(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a recurrent layer.

    Keras: LSTM(units, activation, recurrent_activation, return_sequences, return_state, ...).
    TensorFlow.js: lstm({units, activation, recurrentActivation, returnSequences, returnState,
        ...}).
    """
    return _run(ctx, config, [read_cell(ctx, ctx.layer.class_name, config, ctx.weights)])


@handles(
    "GRU", note="reset_after=True: unrolled, or as an LSTM if the sequence's length is dynamic"
)
def gru(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a GRU.

    Keras: GRU(units, activation, recurrent_activation, reset_after=True, ...).
    TensorFlow.js: gru({units, activation, recurrentActivation, resetAfter: false, ...}); true is an
        error there.
    """
    return _run(ctx, config, [read_cell(ctx, "GRU", config, ctx.weights)])


@handles("RNN", treatment="rewritten", note="of Keras's own cells, as one layer for each")
def rnn_of_cells(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a recurrent layer of one or several cells, as one layer for each.

    Keras: RNN(cell, return_sequences, return_state, go_backwards, stateful).
    TensorFlow.js: lstm, gru or simpleRNN for each cell.
    """
    # Its settings are read with the cell's weights.
    config.ignore("cell")
    return _run(ctx, config, list(_cells(ctx, ctx.layer.children["cell"])))


def _cells(ctx: LayerContext, layer: Layer) -> Iterator[Cell]:
    if layer.class_name == "StackedRNNCells":
        for child in layer.children.values():
            yield from _cells(ctx, child)
        return
    if layer.class_name not in CELL_CLASSES:
        raise ctx.refuse(
            f"its cell is a {layer.class_name}; expected one of {', '.join(CELL_CLASSES)} or "
            f"StackedRNNCells",
            "Use one of Keras's own cells.",
        )
    # A cell is not called as a layer, so its precision is looked at here.
    config = ConfigReader(layer.label, layer.config)
    _, policy = class_and_config(config.take("dtype"))
    if policy.get("name", "float32") != "float32":
        raise ctx.refuse(f"{layer.label} computes in {policy['name']}", "Save it in float32.")
    config.ignore("name")
    yield read_cell(ctx, layer.class_name, config, layer.weights)
    config.finish()


def _run(ctx: LayerContext, config: ConfigReader, cells: list[Cell]) -> Result:
    x, states = take_sequence_and_states(ctx)
    settings = take_rnn_settings(ctx, config, has_states=bool(states))
    mask = step_mask(ctx, states)
    output, lasts = run_cells(ctx, cells, x, states, mask, settings)
    return with_states(ctx, output, lasts, settings)


def take_rnn_settings(ctx: LayerContext, config: ConfigReader, *, has_states: bool) -> RnnSettings:
    """Take what an RNN layer returns, and how it goes through the steps."""
    stateful = bool(config.take("stateful"))
    # Its calls may become several TensorFlow.js layers, each with a state of its own.
    if stateful and len(ctx.layer.calls) > 1:
        raise ctx.refuse("keeps its state and is called more than once", "Use a layer for each.")
    settings = RnnSettings(
        return_sequences=bool(config.take("return_sequences")),
        return_state=bool(config.take("return_state")),
        go_backwards=bool(config.take("go_backwards")),
        stateful=stateful and not has_states,  # states that are given come first
        zero_output=bool(config.take("zero_output_for_mask")),
    )
    # Otherwise unroll only says how Keras computes, and the results are the same.
    if config.take("unroll") and settings.zero_output and ctx.mask is not None:
        raise ctx.refuse(
            "Keras's backends differ in what unroll=True makes of zero_output_for_mask",
            "Use unroll=False; it gives the same results.",
        )
    return settings


def take_sequence_and_states(ctx: LayerContext) -> tuple[Tensor, list[Tensor]]:
    """Return the sequence as float32, and the first states if the call gives them."""
    given = [*ctx.args[:2], ctx.take_kwarg("initial_state")]
    # First the sequence: Keras saves its states behind it, in one list or by name.
    x, *states = (as_float(ctx, tensor) for tensor in instances(given, Tensor))
    return x, states


def step_mask(ctx: LayerContext, states: list[Tensor]) -> Mask | None:
    """Return the mask that the layer heeds, one value for each step."""
    if states and "mask" not in ctx.call.kwargs:
        # Keras finds the sequence's own mask only if that is the one tensor of the call
        # (keras/src/layers/layer.py, "Populate mask argument(s)").
        return None
    if ctx.mask is not None and len(ctx.mask.shape) != 2:
        raise ctx.refuse(
            f"its mask has shape {list(ctx.mask.shape)}; expected one value for each step",
            "Reduce the mask to shape (batch, steps).",
        )
    return ctx.mask


def with_states(
    ctx: LayerContext, output: Tensor, states: list[Tensor], settings: RnnSettings
) -> Result:
    """Return what an RNN layer returns; only a whole sequence keeps its mask."""
    result = Masked(output, ctx.mask if settings.return_sequences else None)
    return [result, *states] if settings.return_state else result
