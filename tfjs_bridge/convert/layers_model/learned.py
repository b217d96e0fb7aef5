"""What training changes of a Keras layer, and the penalties that keep it small."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Layer
from tfjs_bridge.convert.keras_classes import keras_class
from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.penalties import Penalty, read_penalty

Weights = Mapping[str, npt.NDArray[Any]]

# What settings call the weights, where it is not the weight's own name.
_STEMS = {
    "recurrent_kernel": "recurrent",
    "depthwise_kernel": "depthwise",
    "pointwise_kernel": "pointwise",
}


@dataclass(frozen=True, slots=True)
class KeptPenalty:
    """A penalty that TensorFlow.js will know: Keras's setting, its own, and the value."""

    setting: str
    key: str
    value: Penalty


def learned_weights(layer: Layer) -> Iterator[npt.NDArray[Any]]:
    """Yield the weights that training changes, of a layer and of those that it holds."""
    yield from (value for name, value in layer.weights.items() if name in layer.learned)
    for child in layer.children.values():
        yield from learned_weights(child)


def penalties_of(layer: Layer, class_name: str, weights: Weights) -> list[KeptPenalty]:
    """Return the penalties of a Keras layer on weights that became a TensorFlow.js layer's.

    Args:
        layer: Keras's.
        class_name: TensorFlow.js's class.
        weights: By TensorFlow.js's names; parts of a weight have the same penalty each.
    """
    found = []
    for name, value in weights.items():
        # TensorFlow.js reads them under the same keys as Keras 2 (layers/*.ts, the constructors).
        key = f"{_STEMS.get(name, name)}_regularizer"
        for own, whole in layer.weights.items():
            # By memory, since handlers rename and reshape weights; numpy does that without a copy.
            if own not in layer.learned or not np.may_share_memory(value, whole):
                continue
            setting = _setting(layer, own)
            penalty = read_penalty(layer.config.get(setting))
            if penalty is not None and key not in TFJS_CLASSES[class_name].unsaved:
                found.append(KeptPenalty(setting, key, penalty))
    return found


def _setting(layer: Layer, weight: str) -> str:
    # Keras 3 calls the weight `kernel`, but its settings still `depthwise_*`.
    if weight == "kernel" and layer.class_name.startswith("Depthwise"):
        return "depthwise_regularizer"
    return f"{_STEMS.get(weight, weight)}_regularizer"


def lost_settings(layer: Layer, kept: Collection[str]) -> Iterator[str]:
    """Yield, in words, regularizers and constraints that do nothing in TensorFlow.js.

    Args:
        layer: Keras's; what is frozen has no use for them.
        kept: Settings that TensorFlow.js knows.
    """
    # Of a frozen layer they would do nothing in Keras either.
    if any(True for _ in learned_weights(layer)):
        for key, value in layer.config.items():
            if value is None or not key.endswith(("_regularizer", "_constraint")):
                continue
            if key not in kept:
                yield f"the {key} of '{layer.name}'"
            elif keras_class(layer.class_name).forgets_penalties:
                yield f"the {key} of '{layer.name}', which TensorFlow.js stores but does not apply"
    # Cells are read by their holder's handler and never translated by themselves.
    if layer.class_name in ("RNN", "StackedRNNCells"):
        for child in layer.children.values():
            yield from lost_settings(child, ())
