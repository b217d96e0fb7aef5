"""Encodings and formats of a model side by side, measured in Node."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import write_graph_artifact
from tests.cli.run import run_cli
from tests.convert.graph_model.on_jax import FASTEST_COMPILER
from tests.convert.models import branches, seeded_keras
from tfjs_bridge import (
    ArtifactError,
    DataError,
    UnsupportedModelError,
    UsageError,
    compare,
    export,
)
from tfjs_bridge.comparing.results import Row
from tfjs_bridge.convert.frontend.run import run_keras_model

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
SIZES = {"float32": 4, "float16": 2, "uint16": 2, "uint8": 1}


def classifier() -> Any:
    """A network whose kernels are nearly all of its bytes."""
    keras = seeded_keras()
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((32,), name="x"),
            layers.Dense(128, activation="relu"),
            layers.Dense(64, activation="softmax", name="chances"),
        ],
        name="classifier",
    )


ENCODINGS = [*SIZES, "auto"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command finds for all encodings in both formats."""
    folder, model = tmp_path_factory.mktemp("compare"), classifier()
    # More examples than are run at once, and labels that the model gets right.
    x = np.random.default_rng(1).normal(size=(150, 32)).astype(np.float32)
    (outputs,) = run_keras_model(model, [x])
    model.save(folder / "model.keras")
    np.savez(folder / "test.npz", x=x, y=outputs.argmax(-1))
    arguments = ["model.keras", "--data", "test.npz", "--rounds", "2", "--json"]
    env = {"KERAS_BACKEND": "jax", "XLA_FLAGS": FASTEST_COMPILER}
    done = run_cli("compare", *arguments, cwd=folder, env=env)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def rows_of(found: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """The rows of a format, by their encodings."""
    return {row["encoding"]: row for row in found["rows"] if row["format"] == name}


def is_near(row: Row) -> bool:
    """Whether the outputs are Keras's, but for rounding."""
    return row.change is not None and row.change < 1e-5


def test_rows_are_of_each_format_and_encoding(found: dict[str, Any]) -> None:
    """In order, and all of them ran."""
    assert [(row["format"], row["encoding"], row["reason"]) for row in found["rows"]] == [
        (name, encoding, "") for name in ("layers", "graph") for encoding in ENCODINGS
    ]
    facts = [found[name] for name in ("ok", "model", "examples", "source")]
    assert facts == [True, "classifier", 150, "test.npz"]
    assert found["keras"]["accuracy"] == 1.0


def test_bytes_follow_the_encoding(found: dict[str, Any]) -> None:
    """And compression makes them fewer."""
    for row in found["rows"]:
        sizes = row["sizes"]
        assert max(sizes["gzip"], sizes["brotli"]) < sizes["raw"]
        if row["encoding"] in SIZES:
            expected = SIZES[row["encoding"]] * found["parameters"]
            assert expected < sizes["raw"] < expected * 1.05 + 4_000


@pytest.mark.parametrize("name", ["layers", "graph"])
def test_outputs_change_with_the_encoding(found: dict[str, Any], name: str) -> None:
    """Least in float32; and auto keeps its bound on the data."""
    rows = rows_of(found, name)
    changes = {encoding: row["change"] for encoding, row in rows.items()}
    assert changes["float32"] < 1e-5 < changes["uint16"] < changes["uint8"]
    assert changes["auto"] <= found["max_change"] * 1.01
    assert rows["float32"]["agreement"] == rows["float32"]["scores"]["accuracy"] == 1.0
    assert rows["uint8"]["scores"]["accuracy"] == rows["uint8"]["agreement"]
    assert "the outputs change by" in rows["auto"]["chosen"]


def test_latencies_are_of_all_rounds(found: dict[str, Any]) -> None:
    """A median within its quartiles."""
    for row in found["rows"]:
        latency = row["latency"]
        assert 0 < latency["first_quartile_ms"] <= latency["median_ms"]
        assert latency["median_ms"] <= latency["third_quartile_ms"]
        assert (latency["rounds"], latency["cpu_ms"] > 0) == (2, True)


def _squared(x: Any) -> Any:
    """An activation that no handler knows."""
    return x * x * x


def own_layer() -> Any:
    """A model that the layers format cannot hold."""
    keras = seeded_keras()

    x = keras.Input((3,), name="x")
    return keras.Model(x, keras.layers.Dense(4, activation=_squared, name="own")(x), name="own")


def test_a_format_that_cannot_hold_the_model_says_why() -> None:
    """And the other format goes on."""
    first, second = compare(own_layer(), encodings=["float32"], rounds=0).rows
    assert "_squared" in first.reason
    assert (first.sizes, second.reason) == (None, "")
    assert is_near(second)


def test_nothing_to_compare() -> None:
    """Where no format can hold the model."""
    with pytest.raises(UnsupportedModelError, match=r"As a layers model: .*_squared"):
        compare(own_layer(), formats=["layers"], rounds=0)


def test_several_inputs_by_their_names() -> None:
    """Without labels, and without timing."""
    rng = np.random.default_rng(2)
    data = {
        "point": rng.random((5, 4), np.float32),
        "picture": rng.random((5, 8, 8, 3), np.float32),
    }
    result = compare(branches(), data=data, encodings=["uint8"], formats=["layers"], rounds=0)
    assert [row.encoding for row in result.rows] == ["float32", "uint8"]
    first = result.rows[0]
    assert is_near(first)
    assert (first.latency, first.scores.accuracy) == (None, None)


def test_a_fixed_batch_is_filled_up() -> None:
    """Seven examples, four at a time."""
    keras = seeded_keras()
    x = keras.Input(batch_shape=(4, 3), name="x")
    model = keras.Model(x, keras.layers.Dense(2, name="y")(x), name="four")
    data = {"x": np.arange(21, dtype=np.float32).reshape(7, 3)}
    result = compare(model, data=data, formats=["layers"], rounds=1)
    assert result.examples == 7
    assert is_near(result.rows[0])
    assert {row.reason for row in result.rows} == {""}


def test_an_artifact_is_brought_back(tmp_path: Path) -> None:
    """A graph model cannot be."""
    export(classifier(), tmp_path / "layers")
    result = compare(tmp_path / "layers", encodings=["uint8"], formats=["layers"], rounds=0)
    assert result.model == "classifier"
    assert is_near(result.rows[0])
    write_graph_artifact(tmp_path / "graph")
    with pytest.raises(UsageError, match="a graph model, from which no Keras model can be made"):
        compare(tmp_path / "graph")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"formats": ["onnx"]}, UsageError, "format 'onnx': cannot be compared"),
        ({"formats": []}, UsageError, "compare: nothing to compare"),
        ({"encodings": ["uint9"]}, UsageError, "quantize 'uint9': not known"),
        ({"max_change": -1}, UsageError, "max_change -1: not a bound"),
        ({"rounds": -1}, UsageError, "rounds -1: "),
        ({"data": {}}, DataError, "data: holds no arrays"),
        ({"data": {"x": np.zeros((2, 3))}}, UsageError, "data: the array for input 'x' does not"),
        ({"data": "nowhere.npz"}, DataError, "nowhere.npz: expected an .npz file"),
        (
            {"data": {"x": np.zeros((2, 32)), "y": np.array([1, 64])}},
            DataError,
            "labels y: do not fit",
        ),
        ({"data": {"x": np.full((2, 32), np.nan)}}, DataError, "Keras gives NaN or infinite"),
    ],
)
def test_what_cannot_be_compared(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """It is said before anything is exported."""
    with pytest.raises(error, match=message):
        compare(classifier(), **arguments)


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    """As for an export."""
    (tmp_path / "model.keras").write_bytes(b"nothing")
    with pytest.raises(ArtifactError):
        compare(tmp_path / "model.keras")
    with pytest.raises((ArtifactError, UsageError)):
        compare(tmp_path / "missing.keras")
