"""What a model of Keras 2 computes, written down beside its file.

It imports numpy alone: it also runs with each of the older TensorFlows that have a Keras 2.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Builder = Callable[[Any], Any]

WHOLE_NUMBERS = 6
"""Inputs of embeddings are below it."""

_BATCH = 3
_OPEN_SIZE = 5


def record(keras: Any, build: Builder, path: Path) -> Any:
    """Build a model, give it weights that are all different, run it, and write down the numbers.

    Args:
        keras: The module of a Keras 2.
        build: Returns the model.
        path: Of an `.npz` file: `input_0`, ... in the order of the model's inputs, and `output_0`,
            ... in the order of its outputs, or of their names where they are a dictionary.

    Returns:
        The model, to be saved.
    """
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    model = build(keras)
    generator = np.random.default_rng(0)
    model.set_weights([_weight(generator, value) for value in model.get_weights()])
    inputs = [_input(generator, x) for x in model.inputs]
    outputs = _flat(model(_given(model, inputs), training=False))
    arrays = {f"input_{k}": value for k, value in enumerate(inputs)}
    arrays |= {f"output_{k}": np.asarray(x, np.float32) for k, x in enumerate(outputs)}
    np.savez_compressed(path, **arrays)
    return model


def recorded(path: Path) -> tuple[list[Array], list[Array]]:
    """Inputs and outputs that `record` wrote."""
    with np.load(path) as file:
        inputs = [file[f"input_{k}"] for k in range(sum("input" in key for key in file))]
        outputs = [file[f"output_{k}"] for k in range(sum("output" in key for key in file))]
    return inputs, outputs


def assert_as_recorded(outputs: list[Array], expected: list[Array], tolerance: float) -> None:
    """Compare shapes and values, these as a part of the output's largest value."""
    for output, right in zip(outputs, expected, strict=True):
        assert output.shape == right.shape
        assert np.abs(output - right).max() <= tolerance * np.abs(right).max()


def _given(model: Any, inputs: list[Array]) -> Any:
    structure = model._nested_inputs
    if isinstance(structure, dict):
        return dict(zip(sorted(structure), inputs, strict=True))
    return inputs if len(inputs) > 1 else inputs[0]


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
    shape = [_BATCH, *(_OPEN_SIZE if size is None else size for size in x.shape[1:])]
    # A Sequential model that begins with an Embedding takes float32, in an input named after it.
    if x.dtype.name == "int32" or "embedding" in x.name:
        return np.asarray(generator.integers(0, WHOLE_NUMBERS, shape), x.dtype.name)
    return np.asarray(generator.normal(size=shape), x.dtype.name)
