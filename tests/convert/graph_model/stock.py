"""Run an exported case in stock TensorFlow.js, and compare with what Keras gave."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from math import inf, isnan, prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert.node_process import ask
from tfjs_bridge.artifact.comparison import difference

Array = npt.NDArray[Any]
_PROGRAM = Path(__file__).with_name("stock_graph_model.mjs")
_DTYPES = {"bool": "?", "float32": "<f4", "int32": "<i4"}


@dataclass(frozen=True, slots=True)
class StockRun:
    """What one set of inputs gave.

    Attributes:
        title: Which one.
        error: Of TensorFlow.js; or that shapes or dtypes are not those of Keras; else empty.
        leaked: How many tensors the second execution left behind.
        differences: For each output, as `artifact.comparison` measures.
    """

    title: str
    error: str
    leaked: int
    differences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StockRuns:
    """What a model gave on one backend.

    Attributes:
        error: Of loading it; empty if that went well.
        leaked: How many tensors are left when the model is disposed of.
        nodes: How many the graph has.
        runs: The golden vectors, then the others.
    """

    error: str
    leaked: int
    nodes: int
    runs: tuple[StockRun, ...]

    @property
    def summary(self) -> dict[str, Any]:
        """For a line of JSON: the largest difference, and what went wrong."""
        largest = max((x for run in self.runs for x in run.differences), default=None)
        errors = [f"{run.title}: {run.error}" for run in self.runs if run.error]
        leaked = max([self.leaked, *(run.leaked for run in self.runs)])
        found = {"difference": largest, "nodes": self.nodes, "leaked": leaked}
        return {**found, "errors": [self.error] if self.error else errors}


@cache
def run_stock(folder: Path, backend: str) -> StockRuns:
    """Run a case's artifact.

    Args:
        folder: With ``artifact``, ``more.json`` and ``more.bin``.
        backend: Of TensorFlow.js.
    """
    artifact = folder / "artifact"
    request = {"folder": str(artifact), "more": str(folder), "backend": backend}
    answer = ask(_PROGRAM, json.dumps(request))
    if "error" in answer:
        return StockRuns(answer["error"], 0, 0, ())
    metadata = json.loads((artifact / "metadata.json").read_text())
    assert answer["inputs"] == [x["name"] for x in metadata["inputs"]]
    assert answer["outputs"] == [x["name"] for x in metadata["outputs"]]
    golden = {"title": "golden", **metadata["golden"]}
    expected = [
        *_expected([golden], artifact / golden["file"]),
        *_expected(json.loads((folder / "more.json").read_text()), folder / "more.bin"),
    ]
    runs = tuple(_compared(x, y) for x, y in zip(answer["runs"], expected, strict=True))
    return StockRuns("", answer["leaked"], answer["nodes"], runs)


def _expected(runs: list[dict[str, Any]], path: Path) -> list[tuple[str, list[Array]]]:
    """Each run's title and its outputs."""
    data, place, expected = path.read_bytes(), 0, []
    for run in runs:
        arrays = []
        for spec in [*run["inputs"], *run["outputs"]]:
            dtype, count = np.dtype(_DTYPES[spec["dtype"]]), prod(spec["shape"])
            array = np.frombuffer(data, dtype, count, place).reshape(spec["shape"])
            place += array.nbytes
            arrays.append(array)
        expected.append((run["title"], arrays[len(run["inputs"]) :]))
    return expected


def _compared(answer: dict[str, Any], expected: tuple[str, list[Array]]) -> StockRun:
    title, right = expected
    if "error" in answer:
        return StockRun(title, answer["error"], 0, ())
    got = [_array(output) for output in answer["outputs"]]
    found, wanted = _described(got), _described(right)
    if found != wanted:
        return StockRun(title, f"expected {wanted}, got {found}", answer["leaked"], ())
    pairs = zip(got, right, strict=True)
    differences = [difference(np.atleast_1d(x), np.atleast_1d(y)) for x, y in pairs]
    finite = tuple(inf if isnan(x) else x for x in differences)
    return StockRun(title, "", answer["leaked"], finite)


def _described(arrays: list[Array]) -> list[str]:
    return [f"{array.dtype.name}{list(array.shape)}" for array in arrays]


def _array(output: dict[str, Any]) -> Array:
    data = base64.b64decode(output["base64"])
    return np.frombuffer(data, _DTYPES[output["dtype"]]).reshape(output["shape"])
