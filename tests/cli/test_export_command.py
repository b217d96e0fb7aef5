"""`tfjs-bridge export` as a user calls it: its options, its proof and its warnings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.run import run_cli
from tests.convert import models
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.artifact.model_json import read_manifest

# Each is a run of the command, which starts Keras.
pytestmark = pytest.mark.slow


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A recurrent network that takes any number of steps, in a file."""
    keras = models.seeded_keras()
    ids = keras.Input((None,), dtype="int32", name="ids")
    x = keras.layers.Embedding(20, 4, mask_zero=True)(ids)
    model = keras.Model(ids, keras.layers.Dense(2)(keras.layers.GRU(3)(x)), name="steps")
    model.save(tmp_path / "steps.keras")
    return tmp_path / "steps.keras"


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_verify_proves_before_it_keeps(steps: Path) -> None:
    """Both backends are named, in the answer for programs as well."""
    done = run_cli("export", steps.name, "out", "--verify", "--json", cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    verification = json.loads(done.stdout)["verification"]
    assert verification["ok"] is True
    assert [result["backend"] for result in verification["backends"]] == ["cpu", "wasm"]
    assert verification["artifact"] == "out"


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_float16_is_proven_too(steps: Path) -> None:
    """A GRU with Keras's own settings, whose weights are rewritten on the way."""
    options = ["--quantize", "float16", "--verify", "--json"]
    done = run_cli("export", steps.name, "out", *options, cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verification"]["ok"] is True
    weights = read_manifest(steps.parent / "out")[0]["weights"]
    assert any("quantization" in weight for weight in weights)


def test_several_encodings_by_patterns(steps: Path) -> None:
    """The last one that matches decides; the export says what became of the weights."""
    options = ["--quantize", "uint8", "--quantize", "float16:gru*/*", "--quantize-min-values", "0"]
    done = run_cli("export", steps.name, "out", *options, "--json", cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)["weights"]
    assert f"Weights: {said}" in done.stderr
    assert "as uint8" in said
    assert "as float16" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--quantize", "unit8"], "quantize 'unit8': not known;"),
        (["--quantize", "uint8:*/kernal"], "matches none of the model's weights"),
        (["--quantize-min-values", "9"], "--quantize-min-values 9: no weights are rounded"),
    ],
    ids=["encoding", "pattern", "bound"],
)
def test_wrong_encodings_are_refused(steps: Path, options: list[str], message: str) -> None:
    """As a usage error, and nothing is written."""
    done = run_cli("export", steps.name, "out", *options, cwd=steps.parent)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert not (steps.parent / "out").exists()


def test_open_sizes_are_fixed_by_the_option(steps: Path) -> None:
    """For the artifact and its golden vectors, whose indices are valid ones."""
    done = run_cli("export", steps.name, "out", "--input-shape", "ids=12", cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    metadata = read_metadata(steps.parent / "out")
    assert metadata.inputs[0].shape == (None, 12)
    golden = read_golden(steps.parent / "out", metadata.golden)
    ids = golden.inputs[0].value
    assert ids.shape == (4, 12)
    assert ids.min() >= 0
    assert 2 < ids.max() < 20


def test_a_size_for_the_golden_vectors_stays_open(steps: Path) -> None:
    """By the option, in the artifact."""
    done = run_cli("export", steps.name, "out", "--golden-shape", "12", cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    metadata = read_metadata(steps.parent / "out")
    assert metadata.inputs[0].shape == (None, None)
    assert metadata.golden.inputs[0].shape == (4, 12)


def test_golden_inputs_from_a_file(steps: Path) -> None:
    """Of the input's dtype, whatever numpy's was; the metadata says where they are from."""
    ids = np.array([[1, 2, 3], [4, 5, 0]])
    np.savez(steps.parent / "given.npz", ids=ids)
    done = run_cli("export", steps.name, "out", "--golden-inputs", "given.npz", cwd=steps.parent)
    assert done.returncode == 0, done.stderr
    metadata = read_metadata(steps.parent / "out")
    assert metadata.golden.source == "given, given.npz"
    np.testing.assert_array_equal(
        read_golden(steps.parent / "out", metadata.golden).inputs[0].value, ids
    )


def _pickled(path: Path) -> None:
    np.savez(path, ids=np.array([{"a": 1}], object))


def _one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros((2, 5)))


def _words(path: Path) -> None:
    path.write_text("0 1 2")


@pytest.mark.parametrize("write", [_pickled, _one_array, _words])
def test_golden_inputs_that_are_not_arrays(steps: Path, write: Callable[[Path], None]) -> None:
    """Pickles are never opened."""
    write(steps.parent / "given.npz")
    done = run_cli("export", steps.name, "out", "--golden-inputs", "given.npz", cwd=steps.parent)
    assert done.returncode == 4
    assert "expected an .npz file of numpy arrays" in done.stderr
    assert not (steps.parent / "out").exists()


@pytest.mark.parametrize(
    ("option", "message"),
    [
        pytest.param("many", "--input-shape many: expected sizes of at least 1", id="words"),
        pytest.param("ids=0", "--input-shape ids=0: expected sizes of at least 1", id="zero"),
        pytest.param("steps=4", "the model has no input 'steps'; expected one of ids", id="name"),
        pytest.param("4,4", "[4, 4] does not fit input 'ids'", id="rank"),
    ],
)
def test_sizes_that_do_not_fit_are_a_usage_error(steps: Path, option: str, message: str) -> None:
    """And nothing is written."""
    done = run_cli("export", steps.name, "out", "--input-shape", option, cwd=steps.parent)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (steps.parent / "out").exists()


def test_the_seed_makes_other_golden_inputs(steps: Path) -> None:
    """The same ones for the same seed."""
    golden = []
    for seed in ("0", "1", "1"):
        done = run_cli("export", steps.name, "out", "--seed", seed, cwd=steps.parent)
        assert done.returncode == 0, done.stderr
        golden.append((steps.parent / "out" / "golden.bin").read_bytes())
    assert golden[0] != golden[1]
    assert golden[1] == golden[2]


def test_weights_that_are_not_finite_are_named(tmp_path: Path) -> None:
    """As a warning: the export goes on until Keras's own outputs are not numbers."""
    model = models.one_layer(lambda layers: layers.Embedding(3, 2, name="table"), (1,))
    weights = np.ones((3, 2), np.float32)
    weights[2, 1] = np.nan
    model.set_weights([weights])
    model.save(tmp_path / "model.keras")
    done = run_cli("export", "model.keras", "out", cwd=tmp_path)
    assert "warning: " in done.stderr
    assert "layer 'table'" in done.stderr
