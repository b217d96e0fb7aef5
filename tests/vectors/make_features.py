"""Writes features/*.json: what TensorFlow's Keras makes of tables and texts, for both languages.

``steps.json`` and ``hashes.json`` are lists of single steps::

    {"name", "step": {"op", "inputs": [name, ...], "output", ...settings},
     "dtypes": {name: dtype}, "inputs": {name: nested lists},
     "shape": [...], "dtype": "float32" | "int32" | "bool", "values": flat list}

Each is to be run on the inputs, which are of the dtypes; the output is an input of the network.
``values`` are in C order. A float32 stands there exactly, as a number of 64 bits.

``chains.json`` is a list of whole preprocessings, as `predict` of a Keras model runs them::

    {"name", "preprocessing": {"kind": "features", "inputs", "steps"},
     "raw": {name: nested lists},
     "prepared": {name: {"shape", "dtype", "values"}}}

``prepared`` has each of the network's inputs, and so has their names and dtypes.

``patterns.json`` is a list of rules of ``vectorize``, and what TensorFlow makes of texts by them::

    {"name", "rules": [{"lower": "ascii"} | {"replace", "with"} | ...], "texts", "values"}

``refused.json``, which is written by hand, has what a reader must refuse::

    {"fine": {"preprocessing", "inputs": metadata's, "raw": {name: nested lists}},
     "specs": [{"place", "value", "error"}, ...], "values": [{"place", "value", "error"}, ...]}

What is fine becomes wrong where ``value`` is put at ``place``, which has keys and numbers with dots
between them; where there is no ``value``, the key is taken away. ``error`` is a part of Python's
message. ``loadModel`` in JavaScript takes raw values in more forms, as a single example, and may
take those of ``values`` that are wrong in their shape alone.

Run from the repository's root, with ``KERAS_BACKEND=tensorflow``:
``python -m tests.vectors.make_features``
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice, starmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.vectors import features_keras, features_patterns, features_steps
from tests.vectors.features_chains import predicted, table, texts

FOLDER = Path(__file__).with_name("features")

Array = npt.NDArray[Any]


def case(name: str, step: dict[str, Any], inputs: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    """One step, what it is run on, and what comes of it."""
    tensors = [features_keras.tensor(values, dtype) for dtype, values in inputs.values()]
    return {
        "name": name,
        "step": step,
        "dtypes": {name: dtype for name, (dtype, _) in inputs.items()},
        "inputs": {name: values for name, (_, values) in inputs.items()},
        **described(features_keras.run(step, tensors)),
    }


def described(values: Array) -> dict[str, Any]:
    """An array in JSON."""
    flat = values.ravel()
    # A whole number without ".0": half the size, and the same number in JSON.
    whole = flat.dtype.kind == "f" and bool((flat == np.trunc(flat)).all())
    numbers = flat.astype(np.int64).tolist() if whole else flat.tolist()
    return {"shape": list(values.shape), "dtype": values.dtype.name, "values": numbers}


def chain(name: str, preprocessing: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    """A whole preprocessing, raw values, and what comes of them."""
    values = predicted(preprocessing, raw)
    prepared = {name: described(array) for name, array in values.items()}
    return {"name": name, "preprocessing": preprocessing, "raw": raw, "prepared": prepared}


def document(entries: Iterable[Any]) -> str:
    """A file's content: one entry in a line."""
    lines = (json.dumps(entry, separators=(",", ":"), ensure_ascii=False) for entry in entries)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def write(folder: Path, name: str, cases: Iterable[Any]) -> None:
    """Write one of the files."""
    (folder / name).write_text(document(cases), encoding="utf-8", newline="\n")


def main(folder: Path = FOLDER, every: int = 1) -> None:
    """Write the files, or of the steps a part: `every` so many."""
    steps = islice(features_steps.all_cases(), None, None, every)
    write(folder, "steps.json", starmap(case, steps))
    write(folder, "hashes.json", starmap(case, features_steps.many_hashes()))
    write(folder, "chains.json", [chain("a table", *table()), chain("texts", *texts())])
    write(folder, "patterns.json", features_patterns.cases())


if __name__ == "__main__":
    main() if len(sys.argv) < 3 else main(Path(sys.argv[1]), int(sys.argv[2]))
