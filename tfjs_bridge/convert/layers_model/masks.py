"""Whether a model has masks at all, which decides what its recurrent layers can become."""

from __future__ import annotations

from tfjs_bridge.convert.frontend.graph import Graph, all_layers


def uses_masks(graph: Graph) -> bool:
    """Whether any layer makes a mask or is called with one, in nested models too."""
    # Layers that make masks by themselves, and calls that name one.
    return any(
        layer.class_name == "Masking"
        or bool(layer.config.get("mask_zero"))
        or any("mask" in call.kwargs for call in layer.calls)
        for layer in all_layers(graph.layers)
    )
