"""Runs graphs in plain TensorFlow.js, and compares with what Keras gives."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.node_process import ask, end
from tests.convert.operation_table.case import Array, Case
from tfjs_bridge.artifact.shards import write_shards
from tfjs_bridge.convert.graph_model.ir import GraphModel, dtype_of
from tfjs_bridge.convert.graph_model.topology import Topology

_PROGRAM = Path(__file__).parents[1] / "graph_model" / "stock_graph_model.mjs"
_DTYPES = {"bool": "?", "float32": "<f4", "int32": "<i4"}
# Values drawn at random: how far a mean may be from Keras's, in standard deviations.
_MOST_DEVIATIONS = 0.7


def write(graph: GraphModel, names: Sequence[str], cases: Sequence[Case], folder: Path) -> None:
    """Write a graph as an artifact whose only golden vector is the cases' inputs.

    Args:
        graph: With the inputs of all cases.
        names: Of the inputs.
        cases: In order.
        folder: That exists.
    """
    outputs = [f"y{place}" for place in range(len(graph.outputs))]
    topology = Topology(graph, names, outputs)
    manifest = write_shards(topology.weights(), folder)
    model = {
        "format": "graph-model",
        "signature": topology.signature,
        "modelTopology": topology.content,
        "weightsManifest": manifest,
    }
    (folder / "model.json").write_text(json.dumps(model))
    arrays = [array for case in cases for array in case.inputs]
    inputs = [
        {"name": name, "shape": array.shape, "dtype": dtype_of(array.dtype)}
        for name, array in zip(names, arrays, strict=True)
    ]
    golden = {"file": "golden.bin", "inputs": inputs, "outputs": []}
    (folder / "metadata.json").write_text(json.dumps({"golden": golden}))
    (folder / "golden.bin").write_bytes(b"".join(array.tobytes() for array in arrays))
    (folder / "more.json").write_text("[]")
    (folder / "more.bin").write_bytes(b"")


def run(folder: Path, backend: str) -> list[Array]:
    """Run a written graph once.

    Raises:
        RuntimeError: With TensorFlow.js's own error.
    """
    request = {"folder": str(folder), "more": str(folder), "backend": backend}
    answer = ask(_PROGRAM, json.dumps(request))
    first: dict[str, Any] = answer if "error" in answer else answer["runs"][0]
    if "error" in first:
        end(_PROGRAM)
        raise RuntimeError(str(first["error"]).splitlines()[0])
    return [
        np.frombuffer(base64.b64decode(x["base64"]), _DTYPES[x["dtype"]]).reshape(x["shape"])
        for x in first["outputs"]
    ]


def compared(case: Case, got: Sequence[Array], right: Sequence[Array]) -> float:
    """The largest difference of a case's outputs; for random ones 0 if they are alike.

    Raises:
        AssertionError: Shapes or dtypes are not Keras's, or values are not finite where Keras's
            are.
    """
    described = [f"{dtype_of(x.dtype)}{list(x.shape)}" for x in right]
    assert [f"{x.dtype}{list(x.shape)}" for x in got] == described
    if case.is_random:
        return max(map(_unlike, got, right), default=0.0)
    return max(map(_difference, got, right), default=0.0)


def _difference(got: Array, right: Array) -> float:
    x, y = got.astype(np.float64), right.astype(np.float64)
    is_finite = np.isfinite(y)
    assert np.array_equal(x[~is_finite], y[~is_finite], equal_nan=True), "infinities or NaN"
    x, y = x[is_finite], y[is_finite]
    if x.size == 0:
        return 0.0
    scale = float(np.abs(y).max()) or 1.0
    return float(np.nan_to_num(np.abs(x - y), nan=np.inf).max() / scale)


def _unlike(got: Array, right: Array) -> float:
    x, y = got.astype(np.float64), right.astype(np.float64)
    assert np.isfinite(x).all()
    spread = float(y.std()) or 1.0
    assert abs(x.mean() - y.mean()) / spread < _MOST_DEVIATIONS, "another mean"
    assert abs(float(x.std()) / spread - 1) < _MOST_DEVIATIONS or y.std() == 0, "another spread"
    return 0.0
