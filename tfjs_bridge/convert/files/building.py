"""Models written in Python, from their files: called once on shapes, so that they have weights."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.frontend.signature import read_signature
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

_DTYPES = ("float32", "int32")
_MOST_INPUTS = 4


def build_python_model(model: Any, input_shapes: Mapping[str, Shape]) -> None:
    """Build what Keras could not build from the shapes that it saved, or saved none for.

    It knows no dtypes, and calls a model of word indices with float32: then layers stay without
    weights, though the model counts as built.

    Args:
        model: Neither functional nor Sequential.
        input_shapes: As for `read_signature`.

    Raises:
        UnsupportedModelError: It cannot be called on them, or nobody says the shapes.
    """
    was_built = model.built
    if was_built and all(layer.built for layer in model._flatten_layers()):
        return
    model.built = True  # `read_signature` refuses others
    try:
        signature = read_signature(model, input_shapes)
    finally:
        model.built = was_built
    keras = load_keras()
    shapes = [spec.shape for spec in signature.inputs]
    free = min(len(shapes), _MOST_INPUTS)
    for some in itertools.product(_DTYPES, repeat=free):
        dtypes = [*some, *(_DTYPES[0] for _ in shapes[free:])]
        tensors = [keras.KerasTensor(*each) for each in zip(shapes, dtypes, strict=True)]
        args, kwargs = signature.pack(tensors)
        try:
            model(*args, **kwargs)
        except Exception as error:  # its own code raises anything
            failure = error
        else:
            return
    # Some models are complete without the layers that nothing calls; their weights will tell.
    if not was_built:
        raise UnsupportedModelError(
            f"model '{model.name}': cannot be called on the given shapes ({failure}). Give those "
            f"of its inputs, by the names of the arguments of its call."
        ) from failure
