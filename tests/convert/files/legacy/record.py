"""Builds Keras 2 models with tf_keras, saves them and writes down what they compute.

Run as a program, in a process of its own: it imports TensorFlow, and the tests run Keras 3 on
numpy. For each case: `<case>.h5`, `<case>.keras` but for NOT_AS_ZIP, and `<case>.npz` with what it
computes. Of those that are refused the `.h5` alone.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

from tests.convert.files.legacy import graphs, layers, losses, nested
from tests.convert.files.legacy.functions import arithmetic, images, shapes
from tests.convert.files.legacy.registry import CASES, REFUSED
from tests.convert.files.recording import record

__all__ = ["CASES", "NOT_AS_ZIP", "main"]

# Importing these modules registers their models.
MODULES = (layers, graphs, nested, losses, arithmetic, images, shapes)

NOT_AS_ZIP = frozenset(
    {"caffe_preprocessing", "preprocessing_before_a_network", "sizes", "pictures", "selections"}
)
"""tf_keras fails to save ``x[..., 0]`` in a zip file."""


def _save(model: Any, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path)


def main(folder: Path) -> None:
    """Write all files."""
    import tf_keras

    for name, build in CASES.items():
        model = record(tf_keras, build, folder / f"{name}.npz")
        _save(model, folder / f"{name}.h5")
        if name not in NOT_AS_ZIP:
            _save(model, folder / f"{name}.keras")
    for name, build in REFUSED.items():
        tf_keras.backend.clear_session()
        _save(build(tf_keras), folder / f"{name}.h5")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
