"""What training changes of a Keras layer, and the penalties that keep it small."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Layer
from tfjs_bridge.convert.penalties import Penalty, read_penalty

Weights = Mapping[str, npt.NDArray[Any]]

# What settings call the weights, where it is not the weight's own name.
_STEMS = {
    "recurrent_kernel": "recurrent",
    "depthwise_kernel": "depthwise",
    "pointwise_kernel": "pointwise",
}
# What it saves of a depthwise regularizer it cannot load: its `getConfig` names it as a constraint
# too (layers/convolutional_depthwise.ts).
_LOST_IN_SAVING = frozenset({("DepthwiseConv2D", "depthwise_regularizer")})
# They add no penalty of their cell's weights (layers/recurrent.ts has no `losses`).
_RECURRENT = frozenset({"SimpleRNN", "LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D"})


@dataclass(frozen=True, slots=True)
class KeptPenalty:
    """A penalty that TensorFlow.js will know: Keras's setting, its own, and the value."""

    setting: str
    key: str
    value: Penalty


def learned_weights(layer: Layer) -> Iterator[npt.NDArray[Any]]:
    """The weights that training changes, of a layer and of those that it holds."""
    yield from (value for name, value in layer.weights.items() if name in layer.learned)
    for child in layer.children.values():
        yield from learned_weights(child)


def penalties_of(layer: Layer, class_name: str, weights: Weights) -> list[KeptPenalty]:
    """The penalties of a Keras layer on weights that became a TensorFlow.js layer's.

    Args:
        layer: Keras's.
        class_name: TensorFlow.js's class.
        weights: By TensorFlow.js's names; parts of a weight have the same penalty each.
    """
    found = []
    for name, value in weights.items():
        key = f"{_STEMS.get(name, name)}_regularizer"
        for own, whole in layer.weights.items():
            if own not in layer.learned or not np.may_share_memory(value, whole):
                continue
            setting = _setting(layer, own)
            penalty = read_penalty(layer.config.get(setting))
            if penalty is not None and (class_name, key) not in _LOST_IN_SAVING:
                found.append(KeptPenalty(setting, key, penalty))
    return found


def _setting(layer: Layer, weight: str) -> str:
    if weight == "kernel" and layer.class_name.startswith("Depthwise"):
        return "depthwise_regularizer"
    return f"{_STEMS.get(weight, weight)}_regularizer"


def lost_settings(layer: Layer, kept: Collection[str]) -> Iterator[str]:
    """Regularizers and constraints of a layer that do nothing in TensorFlow.js, in words.

    Args:
        layer: Keras's; what is frozen has no use for them.
        kept: Settings that TensorFlow.js knows.
    """
    if any(True for _ in learned_weights(layer)):
        for key, value in layer.config.items():
            if value is None or not key.endswith(("_regularizer", "_constraint")):
                continue
            if key not in kept:
                yield f"the {key} of '{layer.name}'"
            elif layer.class_name in _RECURRENT:
                yield f"the {key} of '{layer.name}', which TensorFlow.js stores but does not apply"
    if layer.class_name in ("RNN", "StackedRNNCells"):
        for child in layer.children.values():
            yield from lost_settings(child, ())
