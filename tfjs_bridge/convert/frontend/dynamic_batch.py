"""Models that were trained with a fixed batch size, read for any batch size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfjs_bridge.convert.frontend.graph import Graph, all_layers
from tfjs_bridge.convert.frontend.inputs import keras_tensor


def is_stateful(model: Any) -> bool:
    """Whether a layer keeps states between calls, one for each example of a batch."""
    return any(getattr(layer, "stateful", False) for layer in model._flatten_layers())


def with_dynamic_batch(inputs: Sequence[Any]) -> list[Any]:
    """Return the inputs as KerasTensors for any number of examples."""
    return [keras_tensor((None, *x.shape[1:]), str(x.dtype), x) for x in inputs]


def has_dynamic_batch(graph: Graph) -> bool:
    """Whether no layer needs a certain number of examples, as a reshape to (16, ...) does."""
    # A shape without any axis is a constant's, and has no batch.
    calls = (call for layer in all_layers(graph.layers) for call in layer.calls)
    return all(spec.shape[:1] in ((None,), ()) for call in calls for spec in call.outputs)
