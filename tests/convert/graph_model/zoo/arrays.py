"""Inputs for a case's model, and weights that leave no fault unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert.graph_model.zoo.case import Case, Sizes, Spec

Array = npt.NDArray[Any]
GOLDEN_BATCH = 3
_OPEN_NAMES = "stuvw"


def specs_of(case: Case, model: Any) -> Any:
    """A nest of `Spec` in the form of the model's inputs."""
    import keras

    if case.inputs is not None:
        return case.inputs
    is_sequential = isinstance(model, keras.Sequential)
    inputs = model.inputs[0] if is_sequential else model._inputs_struct
    return keras.tree.map_structure(lambda x: _spec(x, case.high), inputs)


def _spec(tensor: Any, high: int) -> Spec:
    names = iter(_OPEN_NAMES)
    batch, *sizes = tensor.shape
    shape = tuple(next(names) if size is None else size for size in sizes)
    # Masks and kinds of segments are 0 or 1.
    is_small = any(word in tensor.name for word in ("mask", "segment"))
    whole = None if "float" in tensor.dtype else 2 if is_small else high
    dtype = tensor.dtype if tensor.dtype in ("bool", "int32") else "float32"
    if batch is None:
        return Spec(shape, dtype, high=whole)
    return Spec((batch, *shape), dtype, high=whole, has_batch=False)


def draw(specs: Any, batch: int, sizes: Sizes, seed: int) -> Any:
    """The same nest, with arrays."""
    import keras

    generator = np.random.default_rng(seed)

    def array(spec: Spec) -> Array:
        shape = tuple(sizes[size] if isinstance(size, str) else size for size in spec.shape)
        return _values(generator, spec, (batch, *shape) if spec.has_batch else shape)

    return keras.tree.map_structure(array, specs)


def _values(generator: np.random.Generator, spec: Spec, shape: tuple[int, ...]) -> Array:
    if spec.dtype == "bool":
        return generator.random(shape) < 0.7
    if spec.dtype == "int32":
        return generator.integers(spec.low, spec.high or 5, shape).astype(np.int32)
    if spec.high is not None:
        return generator.uniform(spec.low, spec.high, shape).astype(np.float32)
    return generator.normal(size=shape).astype(np.float32)


def runs_of(case: Case) -> Iterator[tuple[int, Sizes]]:
    """Batch and open sizes of each further run."""
    for sizes in case.sizes[1:]:
        yield (5 if case.batches else GOLDEN_BATCH), sizes
    for batch in case.batches or (GOLDEN_BATCH,):
        yield batch, case.sizes[0]


def randomize(model: Any, seed: int = 0) -> None:
    """Replace weights that are all the same, as zeros of biases and ones of scales are."""
    generator = np.random.default_rng(seed)
    for weight in model.weights:
        value = np.asarray(weight.value, np.float32)
        is_whole = "int" in str(weight.dtype) or "bool" in str(weight.dtype)
        if is_whole or value.size == 0 or "state" in weight.path or np.ptp(value) > 0:
            continue
        is_scale = value.flat[0] == 1
        drawn = generator.uniform(0.5, 1.5, value.shape)
        weight.assign(drawn if is_scale else generator.normal(0, 0.2, value.shape))
