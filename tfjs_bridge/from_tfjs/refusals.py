"""Why a model is not imported."""

from __future__ import annotations

import difflib

from tfjs_bridge.from_tfjs.registry import handlers
from tfjs_bridge.from_tfjs.topology import LayerSpec


def unknown_class(layer: LayerSpec) -> str:
    """Say that a layer is not one of TensorFlow.js's own."""
    if layer.class_name in ("Lambda", "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer"):
        return (
            f"{layer.label}: holds a Python function, which is not in the file and which "
            f"TensorFlow.js cannot run either. Take the Keras model that this was converted from."
        )
    near = difflib.get_close_matches(layer.class_name, handlers(), n=1, cutoff=0.8)
    hint = f" (TensorFlow.js has '{near[0]}')" if near else ""
    return (
        f"{layer.label}: is not one of TensorFlow.js's own layers{hint}, and what a layer of "
        f"someone's own computes is not in the file. Write it in Keras, and copy its weights."
    )
