"""What compares graph models with Keras sees every kind of difference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.stock import StockRuns, run_stock

pytestmark = pytest.mark.node
WEIGHT = np.array([1.0, 2.0], np.float32)


def graph_node(name: str, op: str, *inputs: str, **attributes: Any) -> dict[str, Any]:
    return {"name": name, "op": op, "input": list(inputs), "attr": attributes}


def write(folder: Path, *, more: Mapping[str, Any], golden: Any = ((1, 2), (3, 4))) -> Path:
    """A model that adds `WEIGHT` to its input `x`, its golden vectors, and one further run."""
    artifact = folder / "artifact"
    artifact.mkdir(parents=True)
    shape = {"dim": [{"size": "-1"}, {"size": "2"}]}
    kind = {"type": "DT_FLOAT"}
    place = {"name": "in:0", "dtype": "DT_FLOAT", "tensorShape": shape}
    nodes = [
        graph_node("in", "Placeholder", dtype=kind, shape={"shape": shape}),
        graph_node("w", "Const", dtype=kind),
        graph_node("out", "AddV2", "in", "w", T=kind),
    ]
    model = {
        "format": "graph-model",
        "signature": {"inputs": {"x": place}, "outputs": {"y": {**place, "name": "out:0"}}},
        "modelTopology": {"node": nodes, "versions": {"producer": 1}},
        "weightsManifest": [
            {"paths": ["w.bin"], "weights": [{"name": "w", "shape": [2], "dtype": "float32"}]}
        ],
    }
    (artifact / "model.json").write_text(json.dumps(model))
    (artifact / "w.bin").write_bytes(WEIGHT.tobytes())
    inputs = np.array(golden, np.float32)
    (artifact / "golden.bin").write_bytes(inputs.tobytes() + (inputs + WEIGHT).tobytes())
    described = {"file": "golden.bin", **specs(inputs.shape, inputs.shape)}
    names = {"inputs": [{"name": "x"}], "outputs": [{"name": "y"}]}
    (artifact / "metadata.json").write_text(json.dumps({**names, "golden": described}))
    x, y = np.array(more["x"], np.float32), np.array(more["y"], np.float32)
    (folder / "more.bin").write_bytes(x.tobytes() + y.tobytes())
    (folder / "more.json").write_text(json.dumps([{"title": "more", **specs(x.shape, y.shape)}]))
    return folder


def specs(x: tuple[int, ...], y: tuple[int, ...]) -> dict[str, Any]:
    return {
        "inputs": [{"name": "x", "shape": x, "dtype": "float32"}],
        "outputs": [{"name": "y", "shape": y, "dtype": "float32"}],
    }


@pytest.mark.parametrize("backend", ["cpu", "wasm"])
def test_a_right_model_differs_by_nothing(node: str, tmp_path: Path, backend: str) -> None:
    done = run_stock(write(tmp_path, more={"x": [[5, 6]], "y": [[6, 8]]}), backend)
    assert [(run.error, run.leaked, run.differences) for run in done.runs] == [("", 0, (0.0,))] * 2
    assert (done.error, done.leaked, done.nodes) == ("", 0, 3)


def of_more(folder: Path, **more: Any) -> StockRuns:
    done = run_stock(write(folder, more=more), "cpu")
    assert done.runs[0].differences == (0.0,)
    return done


def test_a_wrong_value_is_a_difference(node: str, tmp_path: Path) -> None:
    assert of_more(tmp_path, x=[[5, 6]], y=[[6, 9]]).runs[1].differences[0] > 0.1


def test_a_wrong_shape_is_an_error(node: str, tmp_path: Path) -> None:
    run = of_more(tmp_path, x=[[5, 6], [7, 8]], y=[[6, 8]]).runs[1]
    assert "expected ['float32[1, 2]'], got ['float32[2, 2]']" in run.error


def test_an_error_of_one_run_leaves_the_others(node: str, tmp_path: Path) -> None:
    run = of_more(tmp_path, x=[[5, 6, 7]], y=[[6, 8, 0]]).runs[1]
    assert "must be compatible" in run.error or "shape" in run.error


def test_a_model_that_cannot_be_loaded_is_told(node: str, tmp_path: Path) -> None:
    folder = write(tmp_path, more={"x": [[5, 6]], "y": [[6, 8]]})
    (folder / "artifact" / "w.bin").write_bytes(b"")
    done = run_stock(folder, "cpu")
    assert done.error
    assert done.runs == ()
