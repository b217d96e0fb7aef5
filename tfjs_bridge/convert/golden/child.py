"""The program that makes golden vectors with another backend of Keras.

Usage: python -m tfjs_bridge.convert.golden.child FOLDER

FOLDER holds `request.json`, and `given.npz` where inputs are given; the answer is written there.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.convert.files.loading import load_model
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.rounding import joint_weights, rounded
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.golden.task import Task, vectors_here
from tfjs_bridge.convert.golden.vectors import Vectors
from tfjs_bridge.keras_backend import start_keras_quickly


def main(folder: Path) -> None:
    """Answer the request in a folder."""
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    start_keras_quickly()
    try:
        vectors = _vectors(folder, request)
    except Exception as error:  # whatever it is, the other process says it
        answer: dict[str, Any] = {"error": keras_reason(error)}
    else:
        answer = _kept(folder, vectors)
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _vectors(folder: Path, request: dict[str, Any]) -> Vectors:
    task = Task(
        seed=request["seed"],
        input_shapes=_shapes(request["input_shapes"]),
        golden_shapes=_shapes(request["golden_shapes"]),
        given=_given(folder / "given.npz"),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the other process has given them already
        model = load_model(request["model"], task.input_shapes)
        plan = EncodingPlan.from_json(request["plan"])
        with rounded(model, plan, joint=joint_weights(model)):
            return vectors_here(model, read_keras_model(model, task.input_shapes), task)


def _shapes(shapes: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(shape) for name, shape in shapes.items()}


def _given(path: Path) -> tuple[Any, ...] | None:
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as arrays:
        return tuple(arrays[f"arr_{place}"] for place in range(len(arrays.files)))


def _kept(folder: Path, vectors: Vectors) -> dict[str, Any]:
    kinds = {"inputs": vectors.inputs, "outputs": vectors.outputs}
    arrays = {f"{kind}_{k}": x for kind, values in kinds.items() for k, x in enumerate(values)}
    np.savez(folder / "answer.npz", **arrays)
    sensitivity = vectors.sensitivity
    counts = {kind: len(values) for kind, values in kinds.items()}
    return {
        **counts,
        "variation": list(sensitivity.variation),
        "reaction": sensitivity.reaction,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
