"""Build small graphs, run them in stock TensorFlow.js with and without rules, and compare."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.node_process import ask
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Array, GraphModel, Tensor, nodes_of
from tfjs_bridge.convert.graph_model.passes.rewriting import Rule, regions, rewrite
from tfjs_bridge.convert.graph_model.sizes import dim_of
from tfjs_bridge.convert.graph_model.topology import Topology

# Emits what is to be rewritten, and returns the model's output.
Build = Callable[..., Tensor]
BACKENDS = ("cpu", "wasm")
_PROGRAM = Path(__file__).parent.parent / "stock_graph_model.mjs"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What rules have made of a graph.

    Attributes:
        before: How many nodes of each operation there were, without constants.
        after: How many there are.
        difference: The largest one between the outputs of both, on cpu and wasm.
    """

    before: Counter[str]
    after: Counter[str]
    difference: float


def rewritten(
    build: Build, inputs: Sequence[Array], *stages: Sequence[Rule], folder: Path, batch: bool = True
) -> Rewritten:
    """Apply rules, stage after stage, to a graph.

    Args:
        build: Called with a builder and one tensor for each input.
        inputs: Their values, float32.
        stages: Rules; each stage is repeated until nothing changes.
        folder: For the models' files.
        batch: Whether the first size of each input is left open.
    """
    plain, better = (_model(build, inputs, batch, rules) for rules in ((), stages))
    before, after = counted(plain), counted(better)
    differences = []
    for name, model in (("before", plain), ("after", better)):
        write_model(folder / name, model, inputs)
    for backend in BACKENDS:
        expected, found = (run_model(folder / name, backend) for name in ("before", "after"))
        assert expected.shape == found.shape
        is_same = np.array_equal(found, expected, equal_nan=True)  # infinities and NaN, too
        differences.append(
            0.0 if is_same else difference(np.atleast_1d(found), np.atleast_1d(expected))
        )
    return Rewritten(before, after, max(differences))


def normal(*shape: int) -> Array:
    """Return normally distributed float32, the same for each shape at each call."""
    return np.random.default_rng(0).normal(size=shape).astype(np.float32)


def _model(
    build: Build, inputs: Sequence[Array], batch: bool, stages: Sequence[Sequence[Rule]]
) -> GraphModel:
    from jax import export

    b = Builder()
    first = dim_of(export.symbolic_shape("b")[0])
    shapes = [(first, *x.shape[1:]) if batch else x.shape for x in inputs]
    tensors = [b.input(f"x{n}", shape, "float32") for n, shape in enumerate(shapes)]
    model = GraphModel(tensors, [build(b, *tensors)], b.functions)
    for region in regions(model, b):
        for rules in stages:
            while rewrite(region, rules):
                pass
    return model


def counted(model: GraphModel) -> Counter[str]:
    """Count a model's operations, without constants and inputs."""
    ops = (node.op for node in nodes_of(model.outputs))
    return Counter(op for op in ops if op not in ("Const", "Placeholder"))


def write_model(folder: Path, model: GraphModel, inputs: Sequence[Array]) -> None:
    """Write a model and one run of it, whose expected outputs nothing looks at."""
    folder.mkdir()
    names = [f"x{number}" for number in range(len(inputs))]
    topology = Topology(model, names, ["y"])
    weights = list(topology.weights())
    specs = [{"name": w.name, "shape": w.value.shape, "dtype": str(w.value.dtype)} for w in weights]
    written = {
        "format": "graph-model",
        "signature": topology.signature,
        "modelTopology": topology.content,
        "weightsManifest": [{"paths": ["w.bin"], "weights": specs}],
    }
    (folder / "model.json").write_text(json.dumps(written))
    (folder / "w.bin").write_bytes(b"".join(w.value.tobytes() for w in weights))
    described = [
        {"name": name, "shape": x.shape, "dtype": "float32"}
        for name, x in zip(names, inputs, strict=True)
    ]
    golden = {"file": "golden.bin", "inputs": described, "outputs": []}
    (folder / "metadata.json").write_text(json.dumps({"golden": golden}))
    (folder / "golden.bin").write_bytes(b"".join(x.astype("<f4").tobytes() for x in inputs))
    (folder / "more.json").write_text("[]")
    (folder / "more.bin").write_bytes(b"")


def run_model(folder: Path, backend: str) -> Array:
    """Run what `write_model` wrote in stock TensorFlow.js, and return the output."""
    request = {"folder": str(folder), "more": str(folder), "backend": backend}
    answer: dict[str, Any] = ask(_PROGRAM, json.dumps(request))
    assert "error" not in answer, answer
    (run,) = answer["runs"]
    assert "error" not in run, run
    (output,) = run["outputs"]
    return np.frombuffer(base64.b64decode(output["base64"]), "<f4").reshape(output["shape"])
