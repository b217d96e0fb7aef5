"""Export models with the backend of Keras that KERAS_BACKEND names, and compare with `predict`.

Usage: python -m tests.convert.graph_process FOLDER MODEL ...

Prints the largest difference of each, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.graph_process.models import CARRIED
from tfjs_bridge import export
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.keras_backend import load_keras


def with_weights(model: Any) -> Any:
    """Give a model weights that do not depend on the backend; on TensorFlow train it first."""
    keras = load_keras()
    rng = np.random.default_rng(0)
    if model.name.startswith("functional") and keras.backend.backend() == "tensorflow":
        model.compile("sgd", "mse")
        inputs = {name: np.ones((4, 6, 6, 2), np.float32) for name in "ab"}
        model.fit(inputs, {"shifted": np.ones((4, 3)), "sum": np.ones((4, 3))}, verbose=0)
    for variable in model.weights:
        if str(variable.dtype) == "float32":
            least = 0.1 if variable.name == "moving_variance" else -0.5
            value = rng.uniform(least, 0.5, tuple(variable.shape))
            variable.assign(value.astype(np.float32))
    return model


def largest_difference(model: Any, folder: Path) -> float:
    """Export a model, and compare its golden outputs with those of this process."""
    metadata = export(model, folder, format="graph")
    golden = read_golden(folder, metadata.golden)
    given = {tensor.name: tensor.value for tensor in golden.inputs}
    outputs = model.predict(given if len(given) > 1 else next(iter(given.values())), verbose=0)
    if not isinstance(outputs, dict):
        outputs = {golden.outputs[0].name: outputs}
    return max(difference(outputs[x.name], x.value) for x in golden.outputs)


def main(folder: Path, names: list[str]) -> None:
    """Export each model of these names."""
    found = {
        name: largest_difference(with_weights(CARRIED[name]()), folder / name) for name in names
    }
    sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
