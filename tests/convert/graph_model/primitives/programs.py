"""Programs of JAX as graphs, without Keras, and graphs of single nodes, in stock TensorFlow.js."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax
import numpy as np

from tests.convert.operation_table.case import Array, Case
from tests.convert.operation_table.running import compared, run, write
from tfjs_bridge.convert.frontend.calling import InputSpec
from tfjs_bridge.convert.graph_model.build import build
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import GraphModel, Tensor, nodes_of
from tfjs_bridge.convert.graph_model.trace import Program

BACKENDS = ("cpu", "wasm")
Emit = Callable[[Builder, Sequence[Tensor]], Tensor]


def graph_of(function: Callable[..., Any], *inputs: Array) -> GraphModel:
    """Translate a function of arrays, with all sizes fixed.

    Raises:
        Refused: It cannot be expressed.
    """
    traced = jax.make_jaxpr(lambda *xs: jax.tree.leaves(function(*xs)))(*inputs)
    specs = [InputSpec(f"x{k}", x.shape, str(x.dtype)) for k, x in enumerate(inputs)]
    names = tuple(f"y{k}" for k in range(len(traced.out_avals)))
    return build(Program(traced, (), (), tuple(x.shape for x in inputs), names), specs)


def ops_of(graph: GraphModel) -> list[str]:
    """The operations that compute something, in order."""
    silent = ("Const", "Identity", "Placeholder", "Reshape")
    return [node.op for node in nodes_of(graph.outputs) if node.op not in silent]


def check(function: Callable[..., Any], *inputs: Array, tolerance: float = 2e-6) -> list[str]:
    """Compare a function's graph with JAX itself on each backend; returns the graph's operations.

    Raises:
        AssertionError: It gives something else.
        RuntimeError: TensorFlow.js fails.
    """
    graph = graph_of(function, *inputs)
    given = map(jax.numpy.asarray, inputs)
    right = [np.asarray(x) for x in jax.tree.leaves(function(*given))]
    case = Case(function, inputs)
    for backend in BACKENDS:
        difference = compared(case, outputs_of(graph, inputs, backend), right)
        assert difference <= tolerance, f"{backend}: {difference}"
    return ops_of(graph)


def outputs_of(graph: GraphModel, inputs: Sequence[Array], backend: str) -> list[Array]:
    """Run a graph whose inputs are x0, x1, ...; twice, in stock TensorFlow.js."""
    names = [f"x{k}" for k in range(len(inputs))]
    with tempfile.TemporaryDirectory() as folder:
        write(graph, names, [Case(lambda f: f, tuple(inputs))], Path(folder))
        return run(Path(folder), backend)


def node_of(emit: Emit, *inputs: Array) -> GraphModel:
    """A graph that a function emits for its inputs."""
    b = Builder()
    tensors = [b.input(f"x{k}", x.shape, str(x.dtype)) for k, x in enumerate(inputs)]
    return GraphModel(tensors, [emit(b, tensors)])
