"""The program that compares whole models on TensorFlow with their two parts.

Usage: KERAS_BACKEND=tensorflow python -m tests.convert.features.compare FOLDER

Writes each model as FOLDER/<name>.keras and its export as FOLDER/<name>, and prints one line of
JSON for each: how far the outputs are apart for 1,000 raw rows, or what went wrong.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

ROWS = 1000
_FIRST = 100  # the first ones are those that golden examples are chosen from


def main(folder: Path) -> None:
    """Compare all models."""
    import keras

    from tests.convert.features.tables import TABLES
    from tests.convert.features.texts import TEXTS

    wanted = sys.argv[2:]
    for name, make in {**TABLES, **TEXTS}.items():
        if wanted and name not in wanted:
            continue
        keras.utils.set_random_seed(len(name))
        keras.backend.clear_session()
        try:
            result: dict[str, Any] = _compared(keras, make(keras), folder / name)
        except Exception:
            result = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps({"name": name, **result}) + "\n")
        sys.stdout.flush()


def _compared(keras: Any, model: Any, path: Path) -> dict[str, Any]:
    from tfjs_bridge.artifact.features.run import prepare_features
    from tfjs_bridge.convert.export import export
    from tfjs_bridge.convert.features.examples import draw_raw
    from tfjs_bridge.convert.features.split import split_model
    from tfjs_bridge.convert.golden.pool import Judge

    before, begun = model.to_json(), time.process_time()
    model.save(path.with_suffix(".keras"))
    metadata = export(model, path)
    started = time.process_time()
    with split_model(model) as split:
        assert split is not None
        assert split.preprocessing is not None
        kinds = Judge(split.network).kinds()
        raw = draw_raw(split.preprocessing, range(_FIRST, _FIRST + ROWS), 7, kinds)
        prepared = prepare_features(raw, split.preprocessing, split.read)
        own = called(split.network, [prepared[name] for name in split.read])
        assert split.preprocessing == metadata.preprocessing
    whole = called(model, as_tensors(keras, raw, model))
    pairs = zip(keras.tree.flatten(own), keras.tree.flatten(whole), strict=True)
    differences = [float(np.abs(np.subtract(a, b)).max()) for a, b in pairs]
    varied = [float(np.ptp(np.asarray(x), axis=0).max()) for x in keras.tree.flatten(whole)]
    return {
        "seconds": [started - begun, time.process_time() - started],
        "differences": differences,
        "varied": varied,
        "reaction": metadata.golden.sensitivity.reaction if metadata.golden.sensitivity else None,
        "unchanged": model.to_json() == before,
    }


def called(model: Any, inputs: Any) -> Any:
    """Call a whole model on what `as_tensors` gives."""
    # Not by `predict`, which compiles each model for a second or more.
    return model(inputs if len(inputs) != 1 or isinstance(inputs, dict) else inputs[0])


def as_tensors(keras: Any, raw: Mapping[str, Any], model: Any) -> Any:
    """Return raw values as a model takes them: by name, or in the order of its inputs."""
    tensors = {}
    for name, values in raw.items():
        is_text = values.dtype == object
        given = values.tolist() if is_text else values
        dtype = "string" if is_text else str(values.dtype)
        tensors[name] = keras.ops.convert_to_tensor(given, dtype=dtype)
    names = [tensor._keras_history.operation.name for tensor in model.inputs]
    if isinstance(getattr(model, "_inputs_struct", None), dict):
        return tensors
    return [tensors[name] for name in names]


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
