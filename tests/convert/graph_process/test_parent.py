"""Exports of graph models from a process whose Keras is not on JAX."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.convert.graph_model.on_jax import FASTEST_COMPILER
from tests.convert.graph_process.__main__ import largest_difference, with_weights
from tests.convert.graph_process.models import CARRIED, of_another_library
from tests.convert.models import seeded_keras
from tfjs_bridge import export
from tfjs_bridge.errors import ModelWarning, UnsupportedModelError, VerificationError

# Each starts a process, which imports Keras on JAX.
pytestmark = pytest.mark.slow
NAMES = ["mixed", "written_in_python", "int8"]


def exported(folder: Path, backend: str) -> dict[str, float]:
    """Export the models in a process with a backend of Keras; return the differences."""
    program = [sys.executable, "-m", "tests.convert.graph_process", str(folder), *NAMES]
    env = {"XLA_FLAGS": FASTEST_COMPILER, **os.environ, "KERAS_BACKEND": backend}
    env["TF_CPP_MIN_LOG_LEVEL"] = "3"
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Content of each file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def on_jax(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models exported by a process whose Keras is on JAX itself."""
    folder = tmp_path_factory.mktemp("jax")
    exported(folder, "jax")
    return folder


# Of a quantized layer on Keras's numpy backend.
@pytest.mark.filterwarnings("ignore:[^!]*`custom_gradient` for the numpy backend")
def test_numpy_and_jax_write_the_same_bytes(tmp_path: Path, on_jax: Path) -> None:
    """And the golden outputs are what this process predicts."""
    for name in NAMES:
        model = with_weights(CARRIED[name]())
        assert largest_difference(model, tmp_path / name) < 1e-5, name
        assert files(tmp_path / name) == files(on_jax / name), name


@pytest.mark.needs("tensorflow")
def test_tensorflow_and_jax_write_the_same_bytes(tmp_path: Path, on_jax: Path) -> None:
    """Of models that were compiled, trained for a step and have predicted."""
    differences = exported(tmp_path, "tensorflow")
    for name in NAMES:
        assert differences[name] < 1e-5, name
        assert files(tmp_path / name) == files(on_jax / name), name


def test_the_process_is_heard_and_what_it_made_is_checked(tmp_path: Path) -> None:
    """Progress and warnings come through; if the check fails, nothing is kept."""
    keras = seeded_keras()
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, dtype="mixed_bfloat16")])
    steps: list[str] = []
    checked: list[set[str]] = []

    def check(folder: Path) -> None:
        checked.append(set(files(folder)))
        raise VerificationError("for the test")

    with (
        pytest.raises(VerificationError, match="for the test"),
        pytest.warns(ModelWarning, match="computes in bfloat16; exported in float32"),
    ):
        export(
            model,
            tmp_path / "out",
            format="graph",
            check=check,
            progress=lambda step, *_: steps.append(step),
        )
    assert {"model.json", "metadata.json", "golden.bin"} <= checked[0]
    assert list(dict.fromkeys(steps)) == [
        "Starting Keras on JAX",
        "Reading the model",
        "Tracing the model",
        "Running Keras for the golden vectors",
        "Writing weights",
        "Comparing in Node",
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither files nor the process."""
    keras = seeded_keras()

    def interrupt(step: str, *_: int) -> None:
        if step == "Tracing the model":
            raise KeyboardInterrupt

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    with pytest.raises(KeyboardInterrupt):
        export(model, tmp_path / "out", format="graph", progress=interrupt)
    assert list(tmp_path.iterdir()) == []
    listed = subprocess.run(
        ["ps", "-A", "-o", "ppid=,args="], capture_output=True, text=True, check=True
    )
    # Others may be left of the tests before: those of Node, say, that many of them share.
    own = [line for line in listed.stdout.splitlines() if line.split()[0] == str(os.getpid())]
    assert not [line for line in own if "graph_child" in line]


def test_auto_says_both_sides_where_neither_format_fits(tmp_path: Path) -> None:
    """What calls another library cannot be traced; the message says what to use."""
    notes: list[tuple[str, str]] = []
    with pytest.raises(UnsupportedModelError) as caught:
        export(
            of_another_library(),
            tmp_path / "out",
            format="auto",
            notify=lambda *note: notes.append(note),
        )
    first, *lines = str(caught.value).splitlines()
    assert first == "model: neither format can hold it."
    assert lines[0] == "As a layers model:"
    assert "layer 'norm' (Lambda): " in lines[1]
    assert lines[2] == "As a graph model:"
    assert "use keras.ops in place of other libraries' functions" in lines[3]
    ((topic, text),) = notes
    assert topic == "format"
    assert text.startswith("graph, since layers cannot hold it: layer 'norm' (Lambda): ")
    assert len(text.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_file_is_read_by_the_other_process(tmp_path: Path) -> None:
    """With golden inputs that the user gives, rounded weights, and a name."""
    from tfjs_bridge.artifact.golden import read_golden
    from tfjs_bridge.convert.export import ModelCard

    keras = seeded_keras()
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]).save(tmp_path / "model.keras")
    given = np.arange(8, dtype=np.float32).reshape(2, 4)
    card = ModelCard(name="card", labels=("a", "b"), golden_inputs=[given], golden_source="here")
    source: Any = tmp_path / "model.keras"
    metadata = export(source, tmp_path / "out", format="graph", card=card, quantize="float16")
    golden = read_golden(tmp_path / "out", metadata.golden)
    assert (metadata.model.name, metadata.labels) == ("card", ("a", "b"))
    np.testing.assert_array_equal(golden.inputs[0].value, given)
    assert b'"float16"' in (tmp_path / "out" / "model.json").read_bytes()
