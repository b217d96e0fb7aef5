"""`tfjs-bridge inspect`: exit codes, what people read, what programs read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.inspection.files import layer, sequential, write, write_teachable_machine

ROOT = Path(__file__).resolve().parents[2]


def test_people_read_a_table(tmp_path: Path) -> None:
    """The head, a row for each part, totals; nothing of it is cut off in a file."""
    done = run_cli("inspect", write_teachable_machine(tmp_path / "m"))
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert first.startswith("tm-my-image-model: TensorFlow.js layers model, ")
    assert first.endswith("Teachable Machine, image, 3 classes")
    row = next(line for line in lines if "sequential_1/model1/Conv1 " in line)
    assert row.split() == [
        *("sequential_1/model1/Conv1", "Conv2D", "(?,16,16,8)", "216", "55.3", "k"),
    ]
    assert "10 parts, 1,520 parameters, 6.1 kB of weights, 74.8 k multiply-adds" in done.stdout


def test_long_models_are_cut_short_unless_all_is_asked_for(tmp_path: Path) -> None:
    layers = [layer("Dense", f"d{n}", units=1) for n in range(100)]
    layers[0]["config"]["batch_input_shape"] = [None, 1]
    folder = write(tmp_path / "m", sequential("m", *layers))
    short, whole = run_cli("inspect", folder), run_cli("inspect", folder, "--all")
    assert ("d50" in short.stdout, "d50" in whole.stdout) == (False, True)
    assert "100 parts" in short.stdout
    assert len(short.stdout.splitlines()) < 40
    content = json.loads(run_cli("inspect", folder, "--json").stdout)
    assert (content["ok"], content["format"]) == (True, "tfjs-bridge-inspection")
    assert len(content["parts"]) == 100


def test_damaged_artifacts_are_told_with_exit_code_4(tmp_path: Path) -> None:
    folder = tmp_path / "cnn"
    folder.mkdir()
    for file in (ROOT / "exported" / "pretrained" / "cnn").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    shard = next(folder.glob("group1-shard*"))
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    done = run_cli("inspect", folder)
    assert done.returncode == 4
    assert f"Damaged: {shard}: damaged or changed" in done.stdout
    assert "Conv2D" in done.stdout
    assert not json.loads(run_cli("inspect", folder, "--json").stdout)["ok"]


@pytest.mark.parametrize("name", ["nowhere", "README.md"])
def test_what_is_no_model_is_refused_with_exit_code_4(name: str) -> None:
    done = run_cli("inspect", ROOT / name)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: ")


def test_names_cannot_paint_the_terminal(tmp_path: Path) -> None:
    evil = "[red]\x1b[2J\u202e"
    topology = sequential(evil, layer("Dense", evil, units=1, batch_input_shape=[None, 1]))
    done = run_cli("inspect", write(tmp_path / "m", topology))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[red]\\u001b" in done.stdout
