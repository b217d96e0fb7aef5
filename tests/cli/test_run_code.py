"""`tfjs-bridge export` with `--format`, `--run-code` and `--custom-objects`."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.convert import models
from tests.convert.files.user_modules import LAYERS, write_module

# Each is a run of the command, which starts Keras. On its numpy backend Keras fills arrays with
# whatever is in memory, to learn shapes.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:(overflow|invalid value) encountered"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder: a module, and a model with a class of it and with bytecode."""
    folder = tmp_path_factory.mktemp("project")
    marker = write_module(folder, "project_layers", f"print('Hello')\n{LAYERS}")
    sys.path.insert(0, str(folder))
    try:
        own = importlib.import_module("project_layers")
    finally:
        sys.path.remove(str(folder))
    keras = models.seeded_keras()
    ran = str(folder / "lambda.ran")
    x = keras.Input((4,), name="x")
    y = own.Scale(3.0, name="scale")(x)
    y = keras.layers.Lambda(
        lambda x: (__import__("pathlib").Path(ran).touch(), x * 2.0)[1], name="code"
    )(y)
    keras.Model(x, y, name="own").save(folder / "own.keras")
    marker.unlink()
    Path(ran).unlink()
    sys.modules.pop("project_layers")
    return folder


def markers(folder: Path) -> list[str]:
    """What has run, and left a file."""
    return sorted(path.name for path in folder.glob("*.ran"))


@pytest.mark.parametrize("given", ["graph", "auto"])
def test_without_the_option_nothing_runs(folder: Path, given: str) -> None:
    """And the answer names the options, ready to be copied."""
    done = run_cli("export", "own.keras", "out", "--format", given, cwd=folder)
    assert done.returncode == 3
    assert "layer 'scale' (Scale): its class project_layers.Scale is not" in done.stderr
    assert "--run-code --custom-objects project_layers" in done.stderr
    assert "layer 'code' (Lambda): holds Python code" in done.stderr
    assert markers(folder) == []
    assert not (folder / "out").exists()


@pytest.mark.parametrize("given", ["graph", "auto"])
@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_with_the_option_it_runs(folder: Path, given: str) -> None:
    """What runs is said on stderr and in the answer; the artifact is proven."""
    options = ["--run-code", "--custom-objects", "project_layers", "--verify", "--json"]
    # Not the backend of these tests: for a graph the command chooses jax by itself, and for auto
    # it starts with another one, and traces in a process of its own.
    env = {"KERAS_BACKEND": ""}
    done = run_cli("export", "own.keras", "out", "--format", given, *options, cwd=folder, env=env)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)  # the module prints something
    runs = "Lambda 'code'; module project_layers (class Scale)"
    assert f"Runs code: {runs}\n" in done.stderr
    assert answer["runs_code"] == runs
    assert answer["format"] == "graph"
    assert answer["verification"]["ok"] is True
    assert markers(folder) == ["lambda.ran", "project_layers.ran"]
    if given == "auto":
        assert answer["format_reason"].startswith("graph, since layers cannot hold it: ")
    else:
        assert answer["format_reason"] is None


def test_auto_keeps_layers_where_they_do(folder: Path) -> None:
    """And says so; the files are those of the layers format, byte for byte."""
    models.one_layer(lambda layers: layers.Dense(2), (3,)).save(folder / "plain.keras")
    done = run_cli("export", "plain.keras", "auto", "--format", "auto", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["format"] == "layers"
    assert answer["format_reason"].startswith("layers")
    assert answer["runs_code"] is None
    run_cli("export", "plain.keras", "plain", cwd=folder)
    for path in (folder / "plain").iterdir():
        assert (folder / "auto" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "graph", "--custom-objects", "os"], "add --run-code"),
        (["--run-code"], "Add --format graph"),
        (["--run-code", "--format", "graph", "--custom-objects", "no_such"], "cannot be imported"),
        (["--run-code", "--format", "graph", "--custom-objects", "a/b.py"], "Write a.b."),
        (["--format", "tree"], "'tree' is not one of 'layers', 'graph', 'auto'"),
    ],
    ids=["modules alone", "layers", "no module", "a file", "no format"],
)
def test_wrong_usage(folder: Path, options: list[str], said: str) -> None:
    """Nothing runs, and the message says what belongs together."""
    done = run_cli("export", "own.keras", "out", *options, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr


def test_states_become_inputs_and_outputs(tmp_path: Path) -> None:
    """`--states` makes one step of a recurrent model; the layers format has none."""
    layers = models.seeded_keras().layers
    parts = [layers.Input(batch_shape=(1, 1, 2)), layers.LSTM(3, stateful=True, name="lstm")]
    models.seeded_keras().Sequential(parts).save(tmp_path / "kept.keras")
    arguments = ["export", str(tmp_path / "kept.keras"), str(tmp_path / "out"), "--states"]
    done = run_cli(*arguments, "--format", "graph", "--json")
    assert done.returncode == 0, done.stderr
    metadata = json.loads((tmp_path / "out" / "metadata.json").read_text())
    assert [x["name"] for x in metadata["inputs"][1:]] == ["state_lstm_0", "state_lstm_1"]
    refused = run_cli(*arguments)
    assert refused.returncode == 2
    assert "states: the layers format has no inputs for them" in refused.stderr.replace("\n", " ")
