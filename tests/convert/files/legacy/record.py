"""Builds Keras 2 models with tf_keras, saves them and writes down what they compute.

Run as a program, in a process of its own: it imports TensorFlow, and the tests run Keras 3 on
numpy. For each case: `<case>.h5`, `<case>.keras` but for NOT_AS_ZIP, and `<case>.npz` with
`input_0`, ... in the order of the model's inputs and `output_0`, ... in the order of its outputs.
Of those that are refused the `.h5` alone.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert import legacy_functions, legacy_graphs, legacy_layers, legacy_losses
from tests.convert.legacy_cases import CASES, REFUSED, WHOLE_NUMBERS

__all__ = ["CASES", "legacy_functions", "legacy_graphs", "legacy_layers", "legacy_losses", "write"]

Array = npt.NDArray[Any]

NOT_AS_ZIP = frozenset(
    {"caffe_preprocessing", "preprocessing_before_a_network", "sizes", "pictures", "selections"}
)
"""tf_keras fails to save ``x[..., 0]`` in a zip file."""


def write(keras: Any, folder: Path, name: str) -> None:
    """Build a model, give it weights that are all different, run it and save it."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    model = CASES[name](keras)
    generator = np.random.default_rng(0)
    model.set_weights([_weight(generator, value) for value in model.get_weights()])
    inputs = [_input(generator, x) for x in model.inputs]
    structure = model._nested_inputs
    is_dict = isinstance(structure, dict)
    given = dict(zip(sorted(structure), inputs, strict=True)) if is_dict else inputs
    outputs = _flat(model(given, training=False))
    arrays = {f"input_{k}": value for k, value in enumerate(inputs)}
    arrays |= {f"output_{k}": np.asarray(x, np.float32) for k, x in enumerate(outputs)}
    np.savez(folder / f"{name}.npz", **arrays)
    _save(model, folder / f"{name}.h5")
    if name not in NOT_AS_ZIP:
        _save(model, folder / f"{name}.keras")


def _save(model: Any, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path)


def _flat(outputs: Any) -> list[Any]:
    if isinstance(outputs, dict):
        return [outputs[key] for key in sorted(outputs)]
    return list(outputs) if isinstance(outputs, list | tuple) else [outputs]


def _weight(generator: np.random.Generator, value: Array) -> Array:
    # Variances are positive; whatever the size of a layer, its outputs are neither tiny nor huge.
    scale = 1.5 / np.sqrt(np.prod(value.shape[:-1]))
    vector, matrix = generator.uniform(0.2, 1.5, value.shape), generator.normal(0, 1, value.shape)
    return np.asarray(vector if value.ndim < 2 else scale * matrix, value.dtype)


def _input(generator: np.random.Generator, x: Any) -> Array:
    shape = [3, *(5 if size is None else size for size in x.shape[1:])]
    if x.dtype.name == "int32" or "embedding" in x.name:
        return np.asarray(generator.integers(0, WHOLE_NUMBERS, shape), x.dtype.name)
    return np.asarray(generator.normal(size=shape), x.dtype.name)


if __name__ == "__main__":
    import tf_keras

    for each in CASES:
        write(tf_keras, Path(sys.argv[1]), each)
    for each, build in REFUSED.items():
        tf_keras.backend.clear_session()
        _save(build(tf_keras), Path(sys.argv[1]) / f"{each}.h5")
