"""Random small functional models, built from layers that can be exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.convert.layers_model.random_blocks import BY_RANK, OF_WHOLE, Make, pick
from tests.convert.models import seeded_keras

_NAMES = ("1st", "a.b", "Größe", "two words", "_hidden", "dense", "x:0", "b-c", "input_0", "lstm")
_INPUTS = {"vector": (5,), "steps": (6, 4), "picture": (8, 8, 3), "ids": (6,), "words": (3, 4)}
_WHOLE = ("ids", "words")


def random_model(seed: int, steps: int = 12) -> Any:
    """A model of up to three inputs and up to four outputs.

    Building blocks are taken at random and applied to random tensors that they fit; some are
    shared, some tensors are used several times, and one block in four is a nested model.
    """
    keras, generator = seeded_keras(), np.random.default_rng(seed)
    chosen = generator.permutation(len(_INPUTS))[: generator.integers(1, 4)]
    inputs = [_input(keras, list(_INPUTS)[k]) for k in sorted(chosen)]
    pool = list(inputs)
    for _ in range(steps):
        x = pick(generator, pool)
        pool.append(_applied(keras, generator, pick(generator, _fitting(x)), x))
        pool.append(_joined(keras, generator, pool))
    outputs = [_numbers(keras, pool[-1 - k]) for k in range(generator.integers(1, 4))]
    # Every input is used, so that none of them is left out by Keras.
    model = keras.Model(inputs, [*outputs, _summary(keras, inputs)], name=f"random_{seed}")
    _randomize(model, generator)
    return model


def random_values(model: Any, seed: int) -> list[npt.NDArray[Any]]:
    """An array for each input; of whole numbers, each row begins with one that is no 0."""
    generator = np.random.default_rng(seed)
    values: list[npt.NDArray[Any]] = []
    for x in model.inputs:
        shape = (3, *x.shape[1:])
        if x.dtype == "float32":
            values.append(generator.normal(size=shape).astype(np.float32))
        else:
            ids = generator.integers(0, 3, shape)
            ids[..., 0] = 1
            values.append(ids.astype(np.int32))
    return values


def _input(keras: Any, name: str) -> Any:
    dtype = "int32" if name in _WHOLE else "float32"
    return keras.Input(_INPUTS[name], name=f"input_{name}", dtype=dtype)


def _fitting(x: Any) -> list[Make]:
    return OF_WHOLE if x.dtype == "int32" else BY_RANK[len(x.shape)]


def _applied(keras: Any, generator: np.random.Generator, make: Make, x: Any) -> Any:
    """The block called once, or twice, by itself or within a model."""
    block, manner = make(keras, generator, x), generator.random()
    if hasattr(block, "compute_mask") and generator.random() < 0.3:
        block.name = f"{pick(generator, _NAMES)}{generator.integers(1000)}"
    if manner < 0.5 or x.dtype == "int32":
        return block(x)
    again = keras.layers.Activation("tanh")(x)
    if manner < 0.7:
        return keras.layers.Average()([block(x), block(again)])
    inner = keras.Input(x.shape[1:])
    model = keras.Model(inner, block(inner))
    if manner < 0.8:
        return keras.Sequential([keras.Input(x.shape[1:]), model])(x)
    return keras.layers.Average()([model(x), model(again)])


def _joined(keras: Any, generator: np.random.Generator, pool: list[Any]) -> Any:
    """Two tensors of one shape in one, or the last one again with itself."""
    last = _numbers(keras, pool[-1])
    same = [x for x in pool[:-1] if (x.shape, x.dtype) == (last.shape, last.dtype)]
    other = pick(generator, same) if same else last
    kind = pick(generator, [*_MERGES, *_OPERATORS])
    if kind in _OPERATORS:
        return keras.ops.tanh(_OPERATORS[kind](last, other))
    if kind == "Concatenate":
        # Kept small: widths would double each time.
        return keras.layers.Dense(4, "tanh")(keras.layers.Concatenate()([last, other]))
    return keras.layers.Activation("tanh")(getattr(keras.layers, kind)()([last, other]))


_MERGES = ("Add", "Multiply", "Maximum", "Minimum", "Average", "Subtract", "Concatenate")
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "plus": lambda x, y: x + y,
    "minus": lambda x, y: 1.5 - x - y,
    "times": lambda x, y: x * y,
    "scaled": lambda x, y: x * 0.3 - y / 2,
}


def _numbers(keras: Any, x: Any) -> Any:
    return keras.ops.cast(x, "float32") if x.dtype == "int32" else x


def _summary(keras: Any, inputs: list[Any]) -> Any:
    flat = [keras.layers.Flatten()(_numbers(keras, x)) for x in inputs]
    return keras.layers.Dense(2)(keras.layers.Concatenate()(flat) if len(flat) > 1 else flat[0])


def _randomize(model: Any, generator: np.random.Generator) -> None:
    """Weights other than Keras's zeros and ones; variances stay positive."""
    for variable in model.weights:
        values = generator.normal(0, 0.4, variable.shape)
        is_variance = "variance" in variable.name
        variable.assign(np.abs(values) + 0.5 if is_variance else values)
