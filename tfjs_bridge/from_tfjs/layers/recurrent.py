"""Recurrent layers. Source: recurrent.ts and convolutional_recurrent.ts in tfjs-layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.from_tfjs.blocks import Block, Convert, LayerContext, Weight, scaled_columns
from tfjs_bridge.from_tfjs.objects import GATE_SCALE, HARD_SIGMOID, activation_name, weight_options
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.from_tfjs.settings import Settings
from tfjs_bridge.keras_backend import load_keras

# Which activation each gate has, in the order of the kernels' columns: r is the recurrent one.
_GATES = {"SimpleRNN": "a", "GRU": "rra", "LSTM": "rrar", "ConvLSTM2D": "rrar"}
# Those that apply the activation to the carried state as well, which has no kernel to scale.
_ACTIVATES_STATES = frozenset({"LSTM", "ConvLSTM2D"})
_FLAGS = ("return_sequences", "return_state", "go_backwards", "stateful")

RECURRENT = frozenset(_GATES)
"""Classes of layers with a cell of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class CellOptions:
    """What a cell is made with.

    Attributes:
        values: Arguments of Keras's layer or cell.
        convert: From weights in the file to Keras's.
        names: Of the weights.
    """

    values: dict[str, Any]
    convert: Convert
    names: tuple[str, ...]

    def weights(self, scope: str, cell: Callable[[], Any]) -> list[Weight]:
        """Return the weights of a cell.

        Args:
            scope: In front of their names.
            cell: Returns it.
        """
        return [
            Weight(f"{scope}/{name}", lambda name=name: getattr(cell(), name), self.convert)  # type: ignore[misc]
            for name in self.names
        ]


def cell_options(settings: Settings, kind: str, notes: list[str]) -> CellOptions:
    """Read the settings of a cell, or of a layer with a cell of its own.

    Args:
        settings: Where they are.
        kind: ``SimpleRNN``, ``GRU``, ``LSTM`` or ``ConvLSTM2D``.
        notes: Added to, where weights are changed.

    Raises:
        UnsupportedModelError: TensorFlow.js does not know them.
    """
    if kind == "GRU" and settings.flag("reset_after", False):
        raise UnsupportedModelError(
            f"{settings.label}: resetAfter is not supported by TensorFlow.js itself, which throws; "
            f"expected false. Take the Keras model that this was converted from."
        )
    use_bias, gates = settings.flag("use_bias", True), _GATES[kind]
    activation = activation_name(settings, default="tanh")
    recurrent = ""
    values: dict[str, Any] = {
        "use_bias": use_bias,
        "dropout": min(max(settings.number("dropout", 0), 0), 1),
        "recurrent_dropout": min(max(settings.number("recurrent_dropout", 0), 0), 1),
        **weight_options(settings, "kernel", "recurrent", "bias"),
    }
    if kind != "SimpleRNN":
        recurrent = activation_name(settings, "recurrent_activation", HARD_SIGMOID)
        values["recurrent_activation"] = recurrent
    if kind == "GRU":
        values["reset_after"] = False
    is_layer = activation == HARD_SIGMOID and kind in _ACTIVATES_STATES
    values["activation"] = _as_layer() if is_layer else activation
    if kind in _ACTIVATES_STATES:
        values["unit_forget_bias"] = settings.flag("unit_forget_bias", True)
    scaled = {"a": activation == HARD_SIGMOID and not is_layer, "r": recurrent == HARD_SIGMOID}
    marked = "".join("r" if scaled[gate] else "a" for gate in gates)
    if "r" in marked:
        notes.append(
            f"{settings.label}: TensorFlow.js's hardSigmoid is Keras's hard_sigmoid of 6/5 times "
            f"as much, so that the weights of its gates are multiplied by 6/5."
        )
    names = ("kernel", "recurrent_kernel", *["bias"] * use_bias)
    convert = scaled_columns(marked, GATE_SCALE)
    return CellOptions(values, convert if "r" in marked else lambda value: value, names)


def _as_layer() -> Any:
    """Return TensorFlow.js's hardSigmoid as an activation that any Keras loads."""
    keras = load_keras()
    return keras.Sequential(
        [keras.layers.Rescaling(0.2, 0.5), keras.layers.ReLU(max_value=1.0)], name="hard_sigmoid"
    )


@handles("SimpleRNN", "GRU", "LSTM", "ConvLSTM2D")
def recurrent(ctx: LayerContext) -> Block:
    """``LSTM(units, activation="tanh", recurrentActivation="hardSigmoid", ...)``: as in Keras.

    `GRU` is Keras's without `reset_after`. Where hardSigmoid is a gate's activation, the gate's
    weights are scaled.
    """
    layer, weights = recurrent_layer(ctx)
    return recurrent_block(ctx, layer, weights)


def recurrent_layer(
    ctx: LayerContext, *, is_reversed: bool = False, name: str | None = None
) -> tuple[Any, list[Weight]]:
    """Make the Keras layer of a recurrent layer with a cell of its own.

    Args:
        ctx: Of the layer.
        is_reversed: Whether to go through the sequence the other way round.
        name: Another name for it.
    """
    kind = ctx.spec.class_name
    if kind == "ConvLSTM2D" and ctx.masked:
        raise ctx.refuse("is given a mask, for which TensorFlow.js fails. Leave the mask out.")
    options = cell_options(ctx.settings, kind, ctx.notes)
    flags = {flag: ctx.settings.flag(flag, False) for flag in _FLAGS}
    flags["go_backwards"] ^= is_reversed
    sizes = _convolution(ctx) if kind == "ConvLSTM2D" else {"units": ctx.settings.size("units")}
    layer = getattr(load_keras().layers, kind)(
        **sizes, **options.values, **flags, **ctx.common(name)
    )
    return layer, options.weights(ctx.scope, lambda: layer.cell)


def _convolution(ctx: LayerContext) -> dict[str, Any]:
    return {
        "filters": ctx.settings.size("filters"),
        "kernel_size": ctx.settings.sizes("kernel_size", 2, None),
        "strides": ctx.settings.sizes("strides", 2),
        "padding": ctx.settings.word("padding", "valid", ("valid", "same")),
        "data_format": ctx.settings.word(
            "data_format", "channels_last", ("channels_last", "channels_first")
        ),
        "dilation_rate": ctx.settings.sizes("dilation_rate", 2),
    }


def recurrent_block(ctx: LayerContext, layer: Any, weights: Sequence[Weight]) -> Block:
    """Return the block of a Keras layer that can be called with a mask and with first states."""
    keras = load_keras()

    def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
        sequence, *states = inputs
        given = {} if mask is None else {"mask": mask}
        given |= {"initial_state": states} if states else {}
        outputs = list(keras.tree.flatten(layer(sequence, **given)))
        if mask is not None:
            # Keras hands a given mask on; what an operation returns has none.
            outputs[0] = keras.ops.multiply(outputs[0], 1.0)
        return outputs

    is_plain = len(ctx.shapes) == 1 and not ctx.settings.flag("return_state", False)
    return Block(call, (layer,) if is_plain else None, tuple(weights))


@handles("RNN")
def generic(ctx: LayerContext) -> Block:
    """``RNN(cell, returnSequences, ...)``: the same in Keras, with one cell or several."""
    given = ctx.settings.get("cell")
    if isinstance(given, Mapping) and given.get("class_name") == "StackedRNNCells":
        given = list(given["config"]["cells"])
    entries, keras = (given if isinstance(given, list) else [given]), load_keras()
    is_stacked = isinstance(given, list)
    if is_stacked and (ctx.settings.flag("return_state", False) or len(ctx.shapes) > 1):
        raise ctx.refuse(
            "takes or returns the states of several cells, which Keras has in another order; "
            "expected the output alone. Build the model in Keras, and copy its weights."
        )
    made = [_cell(ctx, entry, number, is_stacked) for number, entry in enumerate(entries)]
    cells = [cell for cell, _ in made]
    flags = {flag: ctx.settings.flag(flag, False) for flag in _FLAGS}
    cell = keras.layers.StackedRNNCells(cells) if is_stacked else cells[0]
    layer = keras.layers.RNN(cell, **flags, **ctx.common())
    return recurrent_block(ctx, layer, [weight for _, weights in made for weight in weights])


def _cell(ctx: LayerContext, entry: Any, number: int, is_stacked: bool) -> tuple[Any, list[Weight]]:
    class_name, config = str(entry["class_name"]), entry["config"]
    kind = class_name.removesuffix("Cell")
    if kind == class_name or kind not in _GATES or kind == "ConvLSTM2D":
        raise ctx.refuse(
            f"its cell '{class_name}' is not one of TensorFlow.js's; expected SimpleRNNCell, "
            f"GRUCell or LSTMCell. Build the model in Keras, and copy its weights."
        )
    settings = Settings(ctx.spec.label, config)
    options = cell_options(settings, kind, ctx.notes)
    cell = getattr(load_keras().layers, class_name)(settings.size("units"), **options.values)
    scope = f"{ctx.scope}/RNNCell_{number}" if is_stacked else ctx.scope
    return cell, options.weights(scope, lambda: cell)
