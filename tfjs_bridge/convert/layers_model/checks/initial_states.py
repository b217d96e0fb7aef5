"""The check of recurrent layers that are called with first states in a model with masks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.layers_model.tfjs_layers import Call, TfjsLayer
from tfjs_bridge.convert.ordering import sources
from tfjs_bridge.errors import UnsupportedModelError


def check_initial_states(layers: Sequence[TfjsLayer]) -> None:
    """Refuse calls that TensorFlow.js would run with another layer's first states.

    Once a mask is there, the executor hands one object of arguments to all layers; a recurrent
    layer leaves its first states in it, and each one after it fails (layers/recurrent.ts,
    `RNN.apply`). So such a call has to come last.

    Raises:
        UnsupportedModelError: Another recurrent layer may be run after it.
    """
    # Without a mask there is no such object (engine/executor.ts, `execute`).
    if not any(layer.class_name == "Masking" for layer in layers):
        return
    by_name = {layer.name: layer for layer in layers}
    calls = list(_recurrent_calls(layers))
    for name, node in calls:
        # It is given the sequence alone.
        if len(by_name[name].nodes[node]) == 1:
            continue
        before = sources(
            (tensor.source for tensor in by_name[name].nodes[node]),
            lambda call: (tensor.source for tensor in by_name[call[0]].nodes[call[1]]),
        )
        after = [other for other in calls if other != (name, node) and other not in before]
        if after:
            raise UnsupportedModelError(
                f"layer '{name}' ({by_name[name].class_name}): with masks in the model, "
                f"TensorFlow.js cannot run '{after[0][0]}' after a recurrent layer that is given "
                f"its first states, unless the number of steps is fixed. Give the whole shape: "
                f"--input-shape 20,64 (or NAME=20,64 for each input)."
            )


def _recurrent_calls(layers: Sequence[TfjsLayer]) -> Iterator[Call]:
    for layer in layers:
        if TFJS_CLASSES[layer.class_name].is_recurrent:
            yield from ((layer.name, node) for node in range(len(layer.nodes)))
