"""Run a Keras model on examples, as it is and with changed weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.convert.frontend.run import run_keras_model

Array = npt.NDArray[Any]
# One array for each input or output, the examples first.
Arrays = Sequence[Array]
# Variables, and other values for them.
Changes = Sequence[tuple[Any, Array]]

# Rounding errors of a runtime that adds in another order are of this size, relative to a weight.
_ROUNDING = 2.0**-22


@dataclass(frozen=True, slots=True, eq=False)
class Runner:
    """Runs a model on any number of examples.

    Attributes:
        model: A built Keras model; its weights are as they were after each call.
        at_once: So many examples are run together, always: JAX compiles for each number anew.
    """

    model: Any
    at_once: int

    def run(self, inputs: Arrays) -> list[Array]:
        """Return Keras's outputs, shape (examples, ...) each."""
        count = len(inputs[0])
        # The last batch is filled up with its last example, see `at_once`.
        starts = range(0, count, self.at_once)
        rows = [np.minimum(np.arange(k, k + self.at_once), count - 1) for k in starts]
        parts = [run_keras_model(self.model, [x[numbers] for x in inputs]) for numbers in rows]
        return [np.concatenate(part)[:count] for part in zip(*parts, strict=True)]

    def reactions(self, variable: Any, inputs: Arrays, outputs: Arrays) -> Array:
        """Measure how far each example's outputs move when a weight is negated; shape (examples,).

        Or, where that moves none by more than rounding, when its values are put in reverse order.
        """
        value = np.array(variable)
        found = self._moved([(variable, -value)], inputs, outputs)
        if found.max(initial=0) > 10 * _ROUNDING:
            return found
        # Negation is not seen behind an even function, such as a square or a scalar product of two
        # tensors that the same layer made.
        backwards = value.reshape(-1)[::-1].reshape(value.shape)
        return np.maximum(found, self._moved([(variable, backwards)], inputs, outputs))

    def rounding_errors(self, inputs: Arrays, outputs: Arrays, seed: int) -> Array:
        """Measure how far they move when all weights are changed by rounding alone; likewise."""
        generator = np.random.default_rng(seed)
        changes = []
        for variable in float_weights(self.model):
            value = np.array(variable)
            signs = generator.choice(np.array([-_ROUNDING, _ROUNDING], np.float32), value.shape)
            changes.append((variable, value * (1 + signs)))
        return self._moved(changes, inputs, outputs)

    def _moved(
        self, changes: Sequence[tuple[Any, Array]], inputs: Arrays, outputs: Arrays
    ) -> Array:
        with _changed(changes):
            moved = self.run(inputs)
        return np.array(
            [
                max(
                    _finite(difference(m[k : k + 1], x[k : k + 1]))
                    for m, x in zip(moved, outputs, strict=True)
                )
                for k in range(len(inputs[0]))
            ]
        )


def float_weights(model: Any) -> list[Any]:
    """Return the variables of a model that hold numbers other than zeros only."""
    return [
        variable
        for variable in model.weights
        # Zeros stay zeros when they are negated or reversed.
        if "float" in str(variable.dtype) and np.any(np.asarray(variable))
    ]


@contextmanager
def _changed(changes: Changes) -> Iterator[None]:
    before = [(variable, np.array(variable)) for variable, _ in changes]
    try:
        for variable, value in changes:
            variable.assign(value)
        yield
    finally:
        for variable, value in before:
            variable.assign(value)


def _finite(value: float) -> float:
    """Return a large number in place of one that is not finite."""
    return value if np.isfinite(value) else 1e9
