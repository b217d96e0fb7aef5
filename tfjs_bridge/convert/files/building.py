"""Models written in Python, from their files: called once on shapes, so that they have weights."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.frontend.run import keras_reason
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
    if _is_built(model):
        return
    was_built = model.built
    model.built = True  # `read_signature` refuses others
    try:
        signature = read_signature(model, input_shapes)
    finally:
        model.built = was_built
    failure = _failure(signature)
    # Some models are complete without the layers that nothing calls; their weights will tell.
    if failure is not None and not was_built:
        raise UnsupportedModelError(
            f"model '{model.name}': cannot be called on the given shapes "
            f"({keras_reason(failure)}). Give those of its inputs, by the names of the arguments "
            f"of its call."
        ) from failure


def _is_built(model: Any) -> bool:
    """Whether all layers of a model have their weights."""
    return bool(model.built) and all(layer.built for layer in model._flatten_layers())


def _failure(signature: Signature) -> Exception | None:
    """Call a model with each choice of dtypes until one works; return why the first did not."""
    failures: list[Exception] = []
    free = min(len(signature.inputs), _MOST_INPUTS)
    for some in itertools.product(_DTYPES, repeat=free):
        dtypes = [*some, *(_DTYPES[0] for _ in signature.inputs[free:])]
        tensors = [
            _tensor(spec.shape, dtype) for spec, dtype in zip(signature.inputs, dtypes, strict=True)
        ]
        try:
            signature.call(tensors)
        except Exception as error:  # its own code raises anything
            failures.append(error)
        else:
            return None
    return failures[0]


def _tensor(shape: Shape, dtype: str) -> Any:
    keras = load_keras()
    if keras.backend.backend() != "numpy":
        return keras.KerasTensor(shape, dtype)
    # There Keras learns shapes from whatever is in memory, which is no index into a table.
    return np.zeros([2 if size is None else size for size in shape], dtype)
