"""Any Keras model as a function of named tensors: functional, Sequential, or written in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.frontend.calling import (
    Examples,
    InputSpec,
    Signature,
    fitted,
    given_shape,
)
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.frontend.python_model import read_python_model
from tfjs_bridge.keras_backend import load_keras


def read_signature(
    model: Any, input_shapes: Mapping[str, Shape] | None = None, examples: Examples | None = None
) -> Signature:
    """Find out how a model is called.

    Args:
        model: Any `keras.Model`.
        input_shapes: Shapes without the batch for some inputs, by name; ``""`` names a model's only
            input. A functional model's open sizes can be fixed; of a model written in Python any
            size can be changed, and opened with `None`.
        examples: Arrays for the inputs, in order or by name; of a model written in Python they say
            what Keras does not keep.

    Raises:
        UnsupportedModelError: It is not built, or does not say what it is called with.
        UsageError: A given shape names no input, or does not fit it.
    """
    keras = load_keras()
    if isinstance(model, keras.Sequential) and model.built and model.inputs:
        functional, names = model, _sequential_names(model)
        struct = model.inputs[0]
    elif hasattr(model, "_inputs_struct"):
        functional, struct = model, model._inputs_struct
        names = [x._keras_history.operation.name for x in model.inputs]
    else:
        return read_python_model(model, input_shapes or {}, examples)
    specs = [
        InputSpec(name, tuple(x.shape), _dtype(x))
        for name, x in zip(names, functional.inputs, strict=True)
    ]
    inputs = tuple(
        fitted(spec, given_shape(spec, specs, input_shapes or {}), is_strict=True) for spec in specs
    )
    return Signature(
        model, inputs, lambda xs: ((keras.tree.pack_sequence_as(struct, list(xs)),), {})
    )


def _sequential_names(model: Any) -> list[str]:
    first = model._layers[0] if model._layers else None
    is_input = type(first).__name__ == "InputLayer"
    return [first.name if is_input and first is not None else model.inputs[0].name]


def _dtype(x: Any) -> str:
    return str(x.dtype)
