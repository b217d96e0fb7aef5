"""Recurrent layers and their cells."""

from __future__ import annotations

from collections.abc import Iterator

from tfjs_bridge.convert.config import ConfigReader, class_and_config
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Layer
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Masked, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.cells import Cell, read_cell
from tfjs_bridge.convert.layers_model.lowerings.native_rnn import Settings
from tfjs_bridge.convert.layers_model.lowerings.recurrence import run_cells
from tfjs_bridge.convert.layers_model.primitives import as_float

_CELLS = ("SimpleRNNCell", "GRUCell", "LSTMCell")


@handles(*_CELLS, "StackedRNNCells", treatment="rewritten", note="within RNN, not by themselves")
def cell(use: Use, config: ConfigReader) -> Tensor:
    """One step alone, which Keras does not let a graph of layers do either."""
    raise use.refuse("a cell is called as a layer by itself", "Put it into keras.layers.RNN.")


@handles("SimpleRNN", "LSTM")
def rnn(use: Use, config: ConfigReader) -> Result:
    """TensorFlow.js's own layer, or its steps one after the other."""
    return _run(use, config, [read_cell(use, use.layer.class_name, config, use.weights)])


@handles("GRU", note="reset_after=True: unrolled, or as an LSTM if the sequence's length is open")
def gru(use: Use, config: ConfigReader) -> Result:
    """TensorFlow.js's own GRU is that of `reset_after=False`."""
    return _run(use, config, [read_cell(use, "GRU", config, use.weights)])


@handles("RNN", treatment="rewritten", note="of Keras's own cells, as one layer for each")
def rnn_of_cells(use: Use, config: ConfigReader) -> Result:
    """One layer for each cell."""
    config.ignore("cell")
    return _run(use, config, list(_cells(use, use.layer.children["cell"])))


def _cells(use: Use, layer: Layer) -> Iterator[Cell]:
    if layer.class_name == "StackedRNNCells":
        for child in layer.children.values():
            yield from _cells(use, child)
        return
    if layer.class_name not in _CELLS:
        raise use.refuse(
            f"its cell is a {layer.class_name}; expected one of {', '.join(_CELLS)} or "
            f"StackedRNNCells",
            "Use one of Keras's own cells.",
        )
    config = ConfigReader(layer.label, layer.config)
    _, policy = class_and_config(config.take("dtype"))
    if policy.get("name", "float32") != "float32":
        raise use.refuse(f"{layer.label} computes in {policy['name']}", "Save it in float32.")
    config.ignore("name")
    yield read_cell(use, layer.class_name, config, layer.weights)
    config.finish()


def _run(use: Use, config: ConfigReader, cells: list[Cell]) -> Result:
    x, states = sequence_and_states(use)
    settings = read_settings(use, config, has_states=bool(states))
    mask = mask_of_steps(use, states)
    output, lasts = run_cells(use, cells, x, states, mask, settings)
    return with_states(use, output, lasts, settings)


def read_settings(use: Use, config: ConfigReader, *, has_states: bool) -> Settings:
    """Take what an RNN layer returns, and how it goes through the steps."""
    stateful = bool(config.take("stateful"))
    if stateful and len(use.layer.calls) > 1:
        raise use.refuse("keeps its state and is called more than once", "Use a layer for each.")
    settings = Settings(
        return_sequences=bool(config.take("return_sequences")),
        return_state=bool(config.take("return_state")),
        go_backwards=bool(config.take("go_backwards")),
        stateful=stateful and not has_states,  # states that are given come first
        zero_output=bool(config.take("zero_output_for_mask")),
    )
    if config.take("unroll") and settings.zero_output and use.mask is not None:
        raise use.refuse(
            "Keras's backends differ in what unroll=True makes of zero_output_for_mask",
            "Use unroll=False; it gives the same results.",
        )
    return settings


def sequence_and_states(use: Use) -> tuple[Tensor, list[Tensor]]:
    """The sequence as float32, and the first states if the call gives them."""
    given = [*use.args[:2], use.kwarg("initial_state")]
    x, *states = (as_float(use, tensor) for tensor in instances(given, Tensor))
    return x, states


def mask_of_steps(use: Use, states: list[Tensor]) -> Mask | None:
    """The mask that the layer heeds, one value for each step."""
    if states and "mask" not in use.call.kwargs:
        # Keras finds the sequence's own mask only if that is the one tensor of the call
        # (keras/src/layers/layer.py, "Populate mask argument(s)").
        return None
    if use.mask is not None and len(use.mask.shape) != 2:
        raise use.refuse(
            f"its mask has shape {list(use.mask.shape)}; expected one value for each step",
            "Reduce the mask to shape (batch, steps).",
        )
    return use.mask


def with_states(use: Use, output: Tensor, states: list[Tensor], settings: Settings) -> Result:
    """What an RNN layer returns; only a whole sequence keeps its mask."""
    result = Masked(output, use.mask if settings.return_sequences else None)
    return [result, *states] if settings.return_state else result
