"""A traced model to a graph: translated, then made smaller and faster."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.convert.frontend.calling import InputSpec
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.origins import origin_of_variable
from tfjs_bridge.convert.graph_model.builder.shapes import broadcast_to
from tfjs_bridge.convert.graph_model.factors.placing import with_factors
from tfjs_bridge.convert.graph_model.factors.uses import Use, uses_by_path
from tfjs_bridge.convert.graph_model.ir import (
    Array,
    Complex,
    GraphModel,
    Tensor,
    dtype_of,
    nodes_of,
)
from tfjs_bridge.convert.graph_model.passes.optimize import optimized
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.trace import Program
from tfjs_bridge.convert.graph_model.translate import KEY, Refused, Translation


def build(
    program: Program, specs: Sequence[InputSpec], rounded: Rounded = NOTHING_ROUNDED
) -> GraphModel:
    """Return the graph of a traced model.

    Args:
        program: From `trace`.
        specs: The same inputs.
        rounded: What the variables' values were rounded to.

    Raises:
        Refused: Parts of it cannot be expressed; all of them are named.
    """
    b, paths = Builder(), {weight.path for weight in rounded.weights}
    model = _optimized(b, program, specs, paths)
    with_factors(model, b, rounded)
    b.scope = ""
    outputs: list[Tensor] = []
    for x in model.outputs:  # what passes have made the same is apart again
        outputs.append(_output(b, x, outputs))
    return replace(model, outputs=outputs)


def traced_uses(
    program: Program, specs: Sequence[InputSpec], paths: Container[str]
) -> dict[str, Use]:
    """Return how a traced model uses its variables, by path.

    Args:
        program: From `trace`.
        specs: The same inputs.
        paths: Of the variables that are to be looked at.

    Raises:
        Refused: As `build` does.
    """
    return uses_by_path(_optimized(Builder(), program, specs, paths))


def _optimized(
    b: Builder, program: Program, specs: Sequence[InputSpec], paths: Container[str]
) -> GraphModel:
    """Return a traced model's graph after all passes; origins of these paths are known."""
    weights = [
        _variable(b, str(variable.path), _weight(value), paths)
        for variable, value in zip(program.variables, program.values, strict=True)
    ]
    inputs = [
        b.input(spec.name, shape, dtype_of(spec.dtype))
        for spec, shape in zip(specs, program.inputs, strict=True)
    ]
    translation = Translation(b)
    results = translation.run_closed(program.jaxpr, [*weights, *inputs])
    drawn = (node for node in nodes_of(_parts(results)) if node.op == KEY)
    for node in drawn:
        translation.reasons.append((node.name, "uses the bits of JAX's random numbers"))
    if any(isinstance(x, Complex) for x in results):
        translation.reasons.append(
            ("", "gives complex numbers; TensorFlow.js has them in part only")
        )
    if translation.reasons:
        raise Refused(translation.reasons)
    shapes = [shape_of(value.aval.shape) for value in program.jaxpr.jaxpr.outvars]
    b.scope = ""
    whole = [broadcast_to(b, x, shape) for x, shape in zip(results, shapes, strict=True)]
    model = optimized(GraphModel(inputs, whole, b.functions), b)
    for function in model.functions.values():
        function.outputs[:] = [_result(function.builder, x) for x in function.outputs]
    b.scope = ""
    return model


def _variable(b: Builder, path: str, value: Array, paths: Container[str]) -> Tensor:
    origin = origin_of_variable(path, value.shape) if path in paths else None
    return b.const(value, name=path, origin=origin)


def _parts(results: Sequence[Tensor | Complex]) -> Iterator[Tensor]:
    for x in results:
        yield from (x.real, x.imag) if isinstance(x, Complex) else (x,)


def _weight(variable: object) -> Array:
    value = np.asarray(variable)
    return np.asarray(value, dtype_of(str(value.dtype)))


def _result(b: Builder, x: Tensor) -> Tensor:
    """Give a function's result a node of its own: of several of one node, the last one is taken.

    See `executeFunctionAsync` in graph_executor.ts, which looks results up by their nodes' names.
    """
    if len(x.node.outputs) == 1:
        return x
    return b.emit("Identity", (x,), x.shape, x.dtype)


def _output(b: Builder, x: Tensor, others: Sequence[Tensor]) -> Tensor:
    """Give an output a node of its own, with no other result: the loader keeps one of each node.

    TensorFlow.js hands out a constant itself, even behind an ``Identity``: whoever disposes of the
    output takes the weight from the next run (`cloneTensor` in executors/utils.ts). A ``Reshape``
    gives another tensor.
    """
    if x.value is not None:
        return b.emit_anew("Reshape", (x, b.shape(x.shape)), x.shape, x.dtype)
    is_shared = len(x.node.outputs) > 1 or any(x.node is other.node for other in others)
    if is_shared or x.node.op == "Placeholder":
        return b.emit_anew("Identity", (x,), x.shape, x.dtype)
    return x
