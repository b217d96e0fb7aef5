"""A traced model to a graph: translated, then made smaller and faster."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.frontend.signature import InputSpec
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import broadcast_to
from tfjs_bridge.convert.graph_model.ir import GraphModel, Tensor, dtype_of, nodes_of
from tfjs_bridge.convert.graph_model.passes import optimized
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.trace import Program
from tfjs_bridge.convert.graph_model.translate import KEY, Refused, Translation


def build(program: Program, specs: Sequence[InputSpec]) -> GraphModel:
    """Return the graph of a traced model.

    Args:
        program: From `trace`.
        specs: The same inputs.

    Raises:
        Refused: Parts of it cannot be expressed; all of them are named.
    """
    b = Builder()
    weights = [
        b.const(_weight(variable), name=str(variable.path)) for variable in program.variables
    ]
    inputs = [
        b.input(spec.name, shape, dtype_of(spec.dtype))
        for spec, shape in zip(specs, program.inputs, strict=True)
    ]
    translation = Translation(b)
    results = translation.run_closed(program.jaxpr, [*weights, *inputs])
    drawn = (node for node in nodes_of(results) if node.op == KEY)
    for node in drawn:
        translation.reasons.append((node.name, "uses the bits of JAX's random numbers"))
    if translation.reasons:
        raise Refused(translation.reasons)
    shapes = [shape_of(value.aval.shape) for value in program.jaxpr.jaxpr.outvars]
    b.scope = ""
    outputs = [_output(b, x, shape) for x, shape in zip(results, shapes, strict=True)]
    return optimized(GraphModel(inputs, outputs, b.functions), b)


def _weight(variable: object) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    value = np.asarray(variable)
    return np.asarray(value, dtype_of(str(value.dtype)))


def _output(b: Builder, x: Tensor, shape: tuple[object, ...]) -> Tensor:
    whole = broadcast_to(b, x, shape)  # type: ignore[arg-type]
    # An output that is an input or a weight has a name of its own.
    if whole.node.op in ("Placeholder", "Const"):
        return b.emit("Identity", (whole,), whole.shape, whole.dtype)
    return whole
