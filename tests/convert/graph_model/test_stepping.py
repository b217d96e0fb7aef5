"""One step of a model with states, as a graph: in stock TensorFlow.js against Keras."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.on_jax import run_on_jax
from tests.convert.graph_model.stepping.models import MODELS
from tfjs_bridge import verify
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata

# Made once, in a process of its own that traces and compiles.
pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).parent / "stepping" / "steps.mjs"


class Exports:
    """All artifacts, and what the program that made them says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lines = run_on_jax("tests.convert.graph_model.stepping", folder)
        self.answers = {line["name"]: line for line in lines}

    def __getitem__(self, name: str) -> Path:
        """The folder of one."""
        return self.folder / name.replace(" ", "-")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(tmp_path_factory.mktemp("stepping"))


def run(folder: Path, backend: str, steps: Any) -> dict[str, Any]:
    """Steps in stock TensorFlow.js."""
    asked = json.dumps({"folder": str(folder), "backend": backend, "steps": steps})
    program = ["node", str(PROGRAM)]
    done = subprocess.run(program, input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.node
@pytest.mark.parametrize("backend", ["cpu", "wasm"])
@pytest.mark.parametrize("name", [*MODELS, "fresh"])
def test_step_by_step_it_gives_what_keras_does(
    exports: Exports, name: str, backend: str, node: str
) -> None:
    """Twenty steps, without a loop, and without a tensor left behind.

    A model that had been run before it was exported, without states, begins with zeros as well.
    """
    expected = exports.answers[name]
    answer = run(exports[name], backend, expected["steps"])
    got, right = np.array(answer["answers"]), np.array(expected["outputs"])
    assert got.shape == right.shape
    assert difference(got, right) <= 1e-5
    assert not answer["hasLoop"]
    assert answer["leaked"] == 0


@pytest.mark.parametrize("name", MODELS)
def test_states_are_inputs_and_outputs_of_the_same_names(exports: Exports, name: str) -> None:
    """After the model's own, with the shapes of the variables; golden ones are not only zeros."""
    metadata = read_metadata(exports[name])
    expected = MODELS[name][1]
    assert [spec.name for spec in metadata.inputs[1:]] == expected
    assert metadata.inputs[1:] == metadata.outputs[1:]
    golden = read_golden(exports[name], metadata.golden)
    for tensor in golden.inputs[1:]:
        assert np.any(tensor.value), tensor.name
        assert np.abs(tensor.value).max() < 32, tensor.name


@pytest.mark.node
@pytest.mark.parametrize("name", [*MODELS, "given", "vae"])
def test_it_proves_itself(exports: Exports, name: str, node: str) -> None:
    """Also where one of its states has no axes, and where the user gives golden inputs."""
    parity = verify(exports[name])
    assert parity.ok
    assert parity.random_outputs == (("decoded", "z") if name == "vae" else ())


def test_golden_states_that_nobody_gives_are_zeros(exports: Exports) -> None:
    metadata = read_metadata(exports["given"])
    golden = read_golden(exports["given"], metadata.golden)
    assert golden.inputs[0].value.tolist() == [[7]]
    assert not any(np.any(tensor.value) for tensor in golden.inputs[1:])


def test_what_keeps_nothing_is_refused(exports: Exports) -> None:
    answer = exports.answers["no states"]
    assert answer["error"] == "UsageError"
    assert answer["message"] == (
        "states of model 'plain': there are none; expected a recurrent layer with stateful=True, "
        "or a variable that the model's call assigns. Leave the option out."
    )


def test_the_layers_format_is_refused(exports: Exports) -> None:
    answer = exports.answers["states of layers"]
    assert answer["error"] == "UsageError"
    assert answer["message"] == (
        "states: the layers format has no inputs for them; expected format 'graph' or 'auto', got "
        "'layers'. Choose one of those, or leave the option out."
    )


def test_random_outputs_are_named(exports: Exports) -> None:
    """Those that depend on what is drawn too; the reaction is that of the others' weights."""
    golden = read_metadata(exports["vae"]).golden
    assert golden.random == ("decoded", "z")
    assert golden.sensitivity is not None
    variation = dict(
        zip([x.name for x in golden.outputs], golden.sensitivity.variation, strict=True)
    )
    assert variation["z"] == variation["decoded"] == 0 < variation["mean"]
    assert golden.sensitivity.reaction is not None
    assert golden.sensitivity.reaction > 0.01
    assert exports.answers["vae"]["warnings"] == []


def test_the_same_model_gives_the_same_bytes(exports: Exports) -> None:
    """Though it draws random numbers."""
    first, second = (
        {path.name: path.read_bytes() for path in exports[name].iterdir()}
        for name in ("vae", "vae again")
    )
    assert first == second


def test_where_all_outputs_are_random_export_warns(exports: Exports) -> None:
    (warning,) = exports.answers["only random"]["warnings"]
    assert warning == (
        "output 'z': drawn anew in each run, and there is no other; expected an output that is the "
        "same each time, or the golden vectors prove nothing. Let the model return what it draws "
        "from as well, such as a mean."
    )


@pytest.mark.node
def test_and_nothing_is_proven(exports: Exports, node: str) -> None:
    (blind,) = verify(exports["only random"]).blind_outputs
    assert (blind.name, blind.reason) == ("z", "random")
