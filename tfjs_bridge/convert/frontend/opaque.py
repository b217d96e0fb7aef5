"""Models whose layers cannot be read, as a graph of one layer: for their golden vectors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from tfjs_bridge.convert.frontend.calling import InputSpec, Signature
from tfjs_bridge.convert.frontend.compiled import in_scope, traceable
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Shape, Spec, TensorRef
from tfjs_bridge.convert.frontend.model import read_keras_model

# Of inputs whose sizes are open, until one is large enough.
_SMALL_SIZES = (1, 4, 8, 16, 32, 64, 128)


def described(signature: Signature, shapes: Mapping[str, Shape] | None = None) -> Graph:
    """Describe a model: by its layers if these can be read, else as one layer.

    Args:
        signature: How it is called.
        shapes: Without the batch, for some of its inputs, by name; `None` stays open.
    """
    inputs = tuple(_with_shape(spec, (shapes or {}).get(spec.name)) for spec in signature.inputs)
    signature = dataclasses.replace(signature, inputs=inputs)
    outputs = _outputs(signature)
    try:
        own = {spec.name: spec.shape[1:] for spec in inputs}
        graph = read_keras_model(signature.model, own)
    except Exception:  # its layers are anybody's code
        return _as_one_layer(signature, outputs)
    given = [ref.layer for ref in graph.inputs]
    specs = [graph.spec(ref) for ref in graph.inputs]
    is_same = given == [spec.name for spec in inputs] and len(graph.outputs) == len(outputs)
    if not is_same or any(a.shape != b.shape for a, b in zip(specs, inputs, strict=True)):
        return _as_one_layer(signature, outputs)
    return dataclasses.replace(graph, output_names=tuple(outputs))


def _with_shape(spec: InputSpec, shape: Shape | None) -> InputSpec:
    return spec if shape is None else dataclasses.replace(spec, shape=(spec.shape[0], *shape))


def _outputs(signature: Signature) -> dict[str, Spec]:
    """Return the outputs' shapes; open ones are those of the smallest sizes that fit."""
    failures = []
    for size in _SMALL_SIZES:
        try:
            return _outputs_for(signature, size)
        except Exception as error:  # Keras and JAX raise anything where an input is too small
            failures.append(error)
    raise failures[0]


def _outputs_for(signature: Signature, open_size: int) -> dict[str, Spec]:
    import jax

    variables = list(signature.model.variables)
    values = [jax.ShapeDtypeStruct(tuple(v.shape), v.dtype) for v in variables]
    inputs = [
        jax.ShapeDtypeStruct(_sizes(spec.shape, open_size), spec.dtype) for spec in signature.inputs
    ]
    with traceable():
        found = jax.eval_shape(lambda v, x: in_scope(signature, variables, v, x), values, inputs)
    return {name: Spec(tuple(x.shape), str(x.dtype)) for name, x in found.items()}


def _sizes(shape: Shape, open_size: int) -> tuple[int, ...]:
    return tuple(size or (open_size if axis else 1) for axis, size in enumerate(shape))


def _as_one_layer(signature: Signature, outputs: Mapping[str, Spec]) -> Graph:
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
    layers = (*map(_input, signature.inputs), *_lookups(signature), body)
    results = tuple(TensorRef(body.name, 0, place) for place in range(len(outputs)))
    return Graph(signature.name, layers, inputs, results, tuple(outputs))


def _input(spec: InputSpec) -> Layer:
    tensor = Spec(spec.shape, spec.dtype)
    config = {"name": spec.name, "batch_shape": spec.shape, "dtype": spec.dtype, "sparse": False}
    return Layer("InputLayer", spec.name, config, {}, (Call((), {}, (tensor,)),))


def _lookups(signature: Signature) -> Iterator[Layer]:
    """Yield what says that whole numbers are places in a table: no larger than its smallest one."""
    sizes = [
        int(layer.input_dim)
        for layer in signature.model._flatten_layers()
        if hasattr(layer, "input_dim") and isinstance(layer.input_dim, int)
    ]
    whole = [spec for spec in signature.inputs if "int" in spec.dtype]
    for spec in whole if sizes else ():
        call = Call((TensorRef(spec.name),), {}, (Spec(spec.shape, spec.dtype),))
        config = {"input_dim": min(sizes)}
        yield Layer("Embedding", f"{spec.name} table", config, {}, (call,))
