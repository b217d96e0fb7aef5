"""Why a model is not imported."""

from __future__ import annotations

from tfjs_bridge.from_tfjs.topology import LayerSpec


def unknown_class(layer: LayerSpec) -> str:
    """Say that a layer is not one of TensorFlow.js's own."""
    if layer.class_name in ("Lambda", "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer"):
        return (
            f"{layer.label}: holds a Python function, which is not in the file and which "
            f"TensorFlow.js cannot run either. Take the Keras model that this was converted from."
        )
    return (
        f"{layer.label}: is not one of TensorFlow.js's own layers, and what a layer of "
        f"someone's own computes is not in the file. Write it in Keras, and copy its weights."
    )
