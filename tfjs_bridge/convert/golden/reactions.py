"""Measure how much a model's outputs react when a weight is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.golden.runs import Arrays, Runner, float_weights

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Reactions:
    """What was found for some weights.

    Attributes:
        values: How far outputs move, shape (weights, examples).
        is_kernel: Whether a weight is one (see `is_kernel`), shape (weights,).
    """

    values: Array
    is_kernel: Array

    def take(self, rows: Sequence[int]) -> Reactions:
        """Return those of some of the examples."""
        return Reactions(self.values[:, list(rows)], self.is_kernel)

    def least(self) -> float | None:
        """Return that of the kernel that is seen least; of any weight where no kernel was changed.

        A bias may cancel out, as a softmax's common part does; `None` where none was changed.
        """
        found = self.values.max(1, initial=0)
        found = found[self.is_kernel] if self.is_kernel.any() else found
        return float(found.min()) if len(found) else None


def is_kernel(weight: Any) -> bool:
    """Tell whether a weight has two or more axes, and is not a bias.

    The bias of MultiHeadAttention's keys has two axes, and no effect at all: it adds the same to
    all scores of a query, which softmax takes out.
    """
    return len(weight.shape) > 1 and weight.name != "bias"


def spread_weights(model: Any, count: int) -> list[Any]:
    """Return at most so many weights, kernels before others, from all over the model."""
    weights = float_weights(model)
    kernels = [weight for weight in weights if is_kernel(weight)]
    others = [weight for weight in weights if not is_kernel(weight)]
    first = _spread(kernels, count)
    return first + _spread(others, count - len(first))


def measure_reactions(
    runner: Runner, weights: Sequence[Any], inputs: Arrays, outputs: Arrays
) -> Reactions:
    """Change each weight by itself, and run the examples."""
    found = [runner.reactions(weight, inputs, outputs) for weight in weights]
    values = np.array(found).reshape(len(weights), len(inputs[0]))
    return Reactions(values, np.array([is_kernel(weight) for weight in weights], bool))


def _spread(items: list[Any], count: int) -> list[Any]:
    if count >= len(items):
        return items
    # Evenly from the first layer to the last, so that no part of the model is left out.
    places = np.linspace(0, len(items) - 1, max(count, 0)).round().astype(int)
    return [items[place] for place in dict.fromkeys(places.tolist())]
