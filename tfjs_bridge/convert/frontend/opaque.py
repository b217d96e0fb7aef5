"""Models whose layers cannot be read, as a graph of one layer: for their golden vectors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from tfjs_bridge.convert.frontend.bounds import index_bounds
from tfjs_bridge.convert.frontend.calling import InputSpec, Signature
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Shape, Spec, TensorRef
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.programs import SmallProgram, small_program


def described(
    signature: Signature,
    shapes: Mapping[str, Shape] | None = None,
    small: SmallProgram | None = None,
) -> Graph:
    """Describe a model: by its layers if these can be read, else as one layer.

    Args:
        signature: How it is called.
        shapes: Without the batch, for some of its inputs, by name; `None` stays open.
        small: The model's program, if it has been traced and no shapes are given.
    """
    inputs = tuple(_with_shape(spec, (shapes or {}).get(spec.name)) for spec in signature.inputs)
    signature = dataclasses.replace(signature, inputs=inputs)
    outputs, bounds = _outputs(small or small_program(signature))
    lookups = tuple(_lookups(signature, bounds))
    try:
        own = {spec.name: spec.shape[1:] for spec in inputs}
        graph = read_keras_model(signature.model, own)
    except Exception:  # its layers are anybody's code
        return _as_one_layer(signature, outputs, lookups)
    given = [ref.layer for ref in graph.inputs]
    specs = [graph.spec(ref) for ref in graph.inputs]
    is_same = given == [spec.name for spec in inputs] and len(graph.outputs) == len(outputs)
    if not is_same or any(a.shape != b.shape for a, b in zip(specs, inputs, strict=True)):
        return _as_one_layer(signature, outputs, lookups)
    layers = (*graph.layers, *lookups)
    return dataclasses.replace(graph, layers=layers, output_names=tuple(outputs))


def _with_shape(spec: InputSpec, shape: Shape | None) -> InputSpec:
    return spec if shape is None else dataclasses.replace(spec, shape=(spec.shape[0], *shape))


def _outputs(small: SmallProgram) -> tuple[dict[str, Spec], dict[int, int]]:
    """Return the outputs' shapes, and the bounds of inputs that are indices, by their places.

    Open sizes are the smallest ones.
    """
    specs = [Spec(tuple(x.shape), str(x.dtype)) for x in small.program.out_avals]
    return dict(zip(small.names, specs, strict=True)), _bounds(small)


def _bounds(small: SmallProgram) -> dict[int, int]:
    try:
        return index_bounds(small.program, len(small.variables))
    except Exception:  # a hint alone: what cannot be read is no reason not to export
        return {}


def _as_one_layer(
    signature: Signature, outputs: Mapping[str, Spec], lookups: tuple[Layer, ...]
) -> Graph:
    inputs = tuple(TensorRef(spec.name) for spec in signature.inputs)
    body = Layer(
        type(signature.model).__name__,
        f"{signature.name} ",  # no input can have this name
        {},
        {
            f"{k}": np.asarray(v)
            for k, v in enumerate(signature.weights)
            if "key" not in str(v.dtype)
        },
        (Call((list(inputs),), {}, tuple(outputs.values())),),
    )
    layers = (*map(_input, signature.inputs), *lookups, body)
    results = tuple(TensorRef(body.name, 0, place) for place in range(len(outputs)))
    return Graph(signature.name, layers, inputs, results, tuple(outputs))


def _input(spec: InputSpec) -> Layer:
    tensor = Spec(spec.shape, spec.dtype)
    config = {"name": spec.name, "batch_shape": spec.shape, "dtype": spec.dtype, "sparse": False}
    return Layer("InputLayer", spec.name, config, {}, (Call((), {}, (tensor,)),))


def _lookups(signature: Signature, bounds: Mapping[int, int]) -> Iterator[Layer]:
    """Yield layers that say what inputs hold: places in a table, or what was kept before."""
    for place, spec in enumerate(signature.inputs):
        call = Call((TensorRef(spec.name),), {}, (Spec(spec.shape, spec.dtype),))
        # No input and no layer has a name that ends in a space.
        if place in bounds:
            config = {"input_dim": bounds[place]}
            yield Layer("Embedding", f"{spec.name} table ", config, {}, (call,))
        if spec.is_state:
            yield Layer("State", f"{spec.name} state ", {}, {}, (call,))
