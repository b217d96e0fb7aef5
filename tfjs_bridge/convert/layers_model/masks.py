"""Whether a model has masks at all, which decides what its recurrent layers can become."""

from __future__ import annotations

from collections.abc import Iterable

from tfjs_bridge.convert.frontend.graph import Graph, Layer


def uses_masks(graph: Graph) -> bool:
    """Whether any layer makes a mask or is called with one, in nested models too."""
    return _any_masks(graph.layers)


def _any_masks(layers: Iterable[Layer]) -> bool:
    return any(
        layer.class_name == "Masking"
        or bool(layer.config.get("mask_zero"))
        or any("mask" in call.kwargs for call in layer.calls)
        or any(call.graph is not None and uses_masks(call.graph) for call in layer.calls)
        or _any_masks(layer.children.values())
        for layer in layers
    )
