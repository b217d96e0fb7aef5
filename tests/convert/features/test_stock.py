"""The network behind a front, in plain TensorFlow.js, which knows nothing of what was split off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert import parity
from tests.convert.features.recorded import FOLDER
from tests.convert.graph_model import stock
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.convert.export import export

pytestmark = pytest.mark.node

FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_layers_load_and_give_keras_numbers(path: Path, node: str, tmp_path: Path) -> None:
    """By `tf.loadLayersModel`, on what the front makes of the golden examples."""
    golden = read_golden(tmp_path, export(path, tmp_path).golden)
    inputs, expected = ([x.value for x in side] for side in (golden.inputs, golden.outputs))
    for backend in parity.BACKENDS:
        outputs = parity.run_stock(tmp_path, backend, inputs)
        assert parity.largest_difference(outputs, expected) <= parity.TOLERANCE


@pytest.mark.slow
@pytest.mark.needs("jax")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_graphs_load_and_give_keras_numbers(path: Path, node: str, tmp_path: Path) -> None:
    """By `tf.loadGraphModel`."""
    export(path, tmp_path / "artifact", format="graph")
    (tmp_path / "more.json").write_text("[]", encoding="utf-8")
    (tmp_path / "more.bin").write_bytes(b"")
    for backend in parity.BACKENDS:
        runs = stock.run_stock(tmp_path, backend)
        assert (runs.error, runs.leaked) == ("", 0)
        assert [run.error for run in runs.runs] == [""]
        assert max(x for run in runs.runs for x in run.differences) <= parity.TOLERANCE
