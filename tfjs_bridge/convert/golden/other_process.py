"""Golden vectors from another process, with another backend of Keras than this one's.

Keras chooses its backend once, when it is imported.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.metadata import Sensitivity
from tfjs_bridge.convert.golden.cost import Cost, run_ns, start_ns
from tfjs_bridge.convert.golden.task import Task
from tfjs_bridge.convert.golden.vectors import Vectors
from tfjs_bridge.convert.processes import command, environment, last_words
from tfjs_bridge.keras_backend import load_keras

_PROGRAM = "tfjs_bridge.convert.golden.child"
# In the order in which they are tried where this process's own cannot run a model.
_BACKENDS = ("jax", "tensorflow", "torch", "numpy")
# A model is run about so often: for its vectors, and to measure them.
_RUNS = 6
# The file is read again, and estimates are rough: another process has to save this much.
_LEAST_NS = 4e9


class BackendError(Exception):
    """Another backend cannot run the model either; the message is Keras's reason."""


def other_backends() -> list[str]:
    """Name Keras's backends that are installed and not this process's own."""
    own = load_keras().backend.backend()
    return [name for name in _BACKENDS if name != own and importlib.util.find_spec(name)]


def faster_backend(cost: Cost) -> str | None:
    """Name the backend that is much faster for a model, its start included, if there is one."""
    own = run_ns(cost, load_keras().backend.backend(), _RUNS)
    if own < _LEAST_NS:
        return None
    costs = {name: start_ns(cost, name) + run_ns(cost, name, _RUNS) for name in other_backends()}
    best = min(costs, key=lambda name: costs[name], default=None)
    return best if best is not None and costs[best] + _LEAST_NS < own else None


def vectors_by_process(model: Any, backend: str, task: Task, plan: EncodingPlan) -> Vectors:
    """Let a new process make golden vectors: it reads the same file, as carefully as this one.

    Args:
        model: The path of a model file, or a live model, which is saved to a temporary one.
        backend: Of Keras.
        task: What is asked for.
        plan: Weights are rounded by it first.

    Raises:
        BackendError: Keras cannot run the model there either.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_request(folder, _path(model, folder), task, plan)
        done = subprocess.run(
            command(_PROGRAM, str(folder)),
            # Not the user's folder, from which Python would import modules first.
            cwd=folder,
            env=environment(backend),
            capture_output=True,
            text=True,
            check=False,
        )
        return _read_answer(folder, done.stderr)


def _path(model: Any, folder: Path) -> Path:
    if isinstance(model, str | Path):
        return Path(model).absolute()
    try:
        model.save(folder / "model.keras")
    except Exception as error:  # Keras raises anything
        raise BackendError(f"the model cannot be saved: {error}") from error
    return folder / "model.keras"


def _write_request(folder: Path, path: Path, task: Task, plan: EncodingPlan) -> None:
    request = {
        "model": str(path),
        "plan": plan.to_json(),
        "seed": task.seed,
        "input_shapes": dict(task.input_shapes),
        "golden_shapes": dict(task.golden_shapes),
    }
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    if task.given is not None:
        np.savez(folder / "given.npz", *task.given)


def _read_answer(folder: Path, stderr: str) -> Vectors:
    try:
        answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackendError(last_words(stderr)) from error
    if "error" in answer:
        raise BackendError(answer["error"])
    with np.load(folder / "answer.npz", allow_pickle=False) as arrays:
        inputs, outputs = (
            tuple(arrays[f"{kind}_{place}"] for place in range(answer[kind]))
            for kind in ("inputs", "outputs")
        )
    return Vectors(inputs, outputs, Sensitivity(tuple(answer["variation"]), answer["reaction"]))
