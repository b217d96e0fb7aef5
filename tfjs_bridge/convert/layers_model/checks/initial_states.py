"""The check of recurrent layers that are called with first states in a model with masks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfjs_bridge.convert.layers_model.builder import Tensor, TfjsLayer
from tfjs_bridge.errors import UnsupportedModelError

_RECURRENT = frozenset({"Bidirectional", "ConvLSTM2D", "GRU", "LSTM", "RNN", "SimpleRNN"})


def check_initial_states(layers: Sequence[TfjsLayer]) -> None:
    """Refuse calls that TensorFlow.js would run with another layer's first states.

    Once a mask is there, the executor hands one object of arguments to all layers; a recurrent
    layer leaves its first states in it, and each one after it fails (layers/recurrent.ts,
    `RNN.apply`). So such a call has to come last.

    Raises:
        UnsupportedModelError: Another recurrent layer may be run after it.
    """
    if not any(layer.class_name == "Masking" for layer in layers):
        return
    by_name = {layer.name: layer for layer in layers}
    calls = list(_recurrent_calls(layers))
    for name, node in calls:
        if len(by_name[name].nodes[node]) == 1:
            continue
        before = _calls_before(by_name, by_name[name].nodes[node])
        after = [other for other in calls if other != (name, node) and other not in before]
        if after:
            raise UnsupportedModelError(
                f"layer '{name}' ({by_name[name].class_name}): with masks in the model, "
                f"TensorFlow.js cannot run '{after[0][0]}' after a recurrent layer that is given "
                f"its first states, unless the number of steps is fixed. Give the whole shape: "
                f"--input-shape 20,64 (or NAME=20,64 for each input)."
            )


def _recurrent_calls(layers: Sequence[TfjsLayer]) -> Iterator[tuple[str, int]]:
    for layer in layers:
        if layer.class_name in _RECURRENT:
            yield from ((layer.name, node) for node in range(len(layer.nodes)))


def _calls_before(layers: dict[str, TfjsLayer], inputs: Sequence[Tensor]) -> set[tuple[str, int]]:
    """All calls that the inputs come from."""
    found: set[tuple[str, int]] = set()
    stack = list(inputs)
    while stack:
        tensor = stack.pop()
        if (tensor.layer, tensor.node) not in found:
            found.add((tensor.layer, tensor.node))
            stack += layers[tensor.layer].nodes[tensor.node]
    return found
