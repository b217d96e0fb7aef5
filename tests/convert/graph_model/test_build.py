"""Graphs of whole programs: what passes leave of outputs, loops and weights."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from tfjs_bridge.convert.frontend.calling import InputSpec
from tfjs_bridge.convert.graph_model.build import build
from tfjs_bridge.convert.graph_model.ir import GraphModel, nodes_of
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.topology import Topology
from tfjs_bridge.convert.graph_model.trace import Program

TABLE = np.arange(12, dtype=np.float32).reshape(3, 4)


def graph_of(function: Callable[..., Any], *weights: Any) -> GraphModel:
    """The graph of a function of weights and one input, shape (batch, 4)."""
    import jax
    from jax import export

    (batch,) = export.symbolic_shape("b")
    shapes = [jax.ShapeDtypeStruct(w.shape, w.dtype) for w in weights]
    traced = jax.jit(function).trace(*shapes, jax.ShapeDtypeStruct((batch, 4), "float32"))
    variables = tuple(_Variable(f"w{number}") for number in range(len(weights)))
    count = len(traced.jaxpr.jaxpr.outvars)
    names = tuple(f"y{number}" for number in range(count))
    program = Program(traced.jaxpr, variables, weights, (shape_of((batch, 4)),), names)
    return build(program, [InputSpec("x", (None, 4), "float32")])


class _Variable:
    def __init__(self, path: str) -> None:
        self.path = path


def operations(model: GraphModel) -> Counter[str]:
    return Counter(node.op for node in nodes_of(model.outputs))


def test_outputs_have_nodes_of_their_own() -> None:
    """The loader keeps one result of each, and never hands out inputs or weights themselves."""
    model = graph_of(lambda x: (x * 1.0, x, x + 0.0, x * 2.0, (x + 0.0) * 2.0, TABLE, TABLE * 1))
    nodes = [tensor.node for tensor in model.outputs]
    assert len(set(nodes)) == len(nodes)
    assert not {node.op for node in nodes} & {"Placeholder", "Const"}


def test_what_a_loop_hands_on_is_a_copy() -> None:
    """Also where a pass has found that nothing is done to it."""
    from jax import lax

    def function(x: Any) -> Any:
        def body(state: Any) -> Any:
            turn, y, z = state
            return turn + 1, y * 1.0, z + y

        return lax.while_loop(lambda state: state[2].sum() < 100, body, (0, x, x))

    model = graph_of(function)
    (body,) = (f for name, f in model.functions.items() if name.endswith("body"))
    assert [tensor.node.op for tensor in body.outputs[:3]] == ["AddV2", "Identity", "AddV2"]


def test_a_loop_s_constants_are_stored_once() -> None:
    from jax import lax

    def function(x: Any) -> Any:
        weight = np.eye(4, dtype=np.float32) * 0.5
        loop = lax.while_loop(lambda y: abs(y).sum() > 1, lambda y: y @ weight, x)
        return loop @ weight

    model = graph_of(function)
    stored = [weight.value.size for weight in Topology(model, ["x"], ["y0"]).weights()]
    assert stored.count(16) == 1


def test_equal_weights_and_equal_steps_are_one() -> None:
    kernel = np.arange(16, dtype=np.float32).reshape(4, 4)

    def function(first: Any, second: Any, x: Any) -> Any:
        import jax.numpy as jnp

        return jnp.tanh(x @ first), jnp.exp(jnp.tanh(x @ second))

    model = graph_of(function, kernel, kernel.copy())
    assert operations(model) == {"Placeholder": 1, "Const": 1, "MatMul": 1, "Tanh": 1, "Exp": 1}


def test_what_nothing_needs_is_left_out() -> None:
    def function(kernel: Any, unused: Any, x: Any) -> Any:
        _ = x @ unused
        return x @ kernel

    kernel = np.arange(16, dtype=np.float32).reshape(4, 4)
    model = graph_of(function, kernel, kernel * 2)
    assert operations(model) == {"Placeholder": 1, "Const": 1, "MatMul": 1}


def test_nothing_is_broadcast_that_its_use_broadcasts() -> None:
    """A normalization is of means, which JAX writes out for all of their values."""

    def function(x: Any) -> Any:
        from jax import lax

        mean = x.mean(-1, keepdims=True)
        centred = x - lax.broadcast_in_dim(mean, x.shape, (0, 1))
        return centred * lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-3)

    assert "BroadcastTo" not in operations(graph_of(function))


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """In processes that order sets in other ways."""
    names = ["normalizations", "scan_of_many_steps", "tied_weights"]
    program = [sys.executable, "-m", "tests.convert.graph_model.zoo"]
    processes = []
    for seed in ("1", "2"):
        env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONHASHSEED": seed}
        env["PYTHONPATH"] = str(ROOT)
        done = [*program, str(tmp_path / seed), *names]
        processes.append(subprocess.Popen(done, cwd=ROOT, env=env, stdout=subprocess.DEVNULL))
    assert [process.wait() for process in processes] == [0, 0]
    for name in names:
        first, second = (_files(tmp_path / seed / name / "artifact") for seed in ("1", "2"))
        assert first == second
        assert "model.json" in first


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
