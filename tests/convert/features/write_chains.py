"""The program that says what whole Keras models make of 1,000 raw rows, on TensorFlow.

Usage: KERAS_BACKEND=tensorflow python -m tests.convert.features.write_chains FOLDER [NAME ...]

Writes each model's export as FOLDER/<name>, the rows as FOLDER/<name>.rows.json, and Keras's
outputs, in the model's order, as FOLDER/<name>.outputs.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.features.compare import as_tensors, called

ROWS = 1000
_BEYOND = 1000  # the first ones are those that golden examples are chosen from
_SEED = 11


def main(folder: Path, wanted: list[str]) -> None:
    """Write all models, or those that are wanted."""
    import keras

    from tests.convert.features.tables import TABLES
    from tests.convert.features.texts import LIVE, TEXTS

    for name, make in {**TABLES, **TEXTS, **LIVE}.items():
        if not wanted or name in wanted:
            keras.utils.set_random_seed(len(name))
            keras.backend.clear_session()
            _write(make(keras), folder / name)


def _write(model: Any, path: Path) -> None:
    import keras

    from tfjs_bridge.convert.export import export
    from tfjs_bridge.convert.features.examples import draw_raw

    preprocessing = export(model, path).preprocessing
    assert preprocessing is not None
    raw = draw_raw(preprocessing, range(_BEYOND, _BEYOND + ROWS), _SEED, {})
    outputs = keras.tree.flatten(called(model, as_tensors(keras, raw, model)))
    rows = {name: values.tolist() for name, values in raw.items()}
    flat = [np.asarray(output).ravel().tolist() for output in outputs]
    Path(f"{path}.rows.json").write_text(json.dumps(rows), encoding="utf-8")
    Path(f"{path}.outputs.json").write_text(json.dumps(flat), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
