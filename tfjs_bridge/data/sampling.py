"""Chooses the next character: temperature, the likeliest few, and repeatable chance.

The page has a twin of this module in JavaScript; both are held to the vectors in
``tests/vectors/sampling.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import UsageError

_UINT32: Final = 0xFFFFFFFF
# Stands for a probability of 0, whose logarithm is not a number.
_LEAST: Final = 1e-60


def random_numbers(seed: int) -> Iterator[float]:
    """Yield the same numbers for the same seed in Python and in JavaScript.

    Args:
        seed: 0 to 2**32 - 1.

    Yields:
        Float64 in [0, 1), multiples of 2**-32, without end.

    Source: Mulberry32 by Tommy Ettinger, public domain,
    https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
    """
    state = seed & _UINT32
    while True:
        # The masks stand for JavaScript's 32-bit `>>> 0` and Math.imul.
        state = (state + 0x6D2B79F5) & _UINT32
        mixed = ((state ^ (state >> 15)) * (state | 1)) & _UINT32
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & _UINT32)) & _UINT32
        yield (mixed ^ (mixed >> 14)) / 2**32


def sampling_weights(
    probabilities: npt.NDArray[Any], *, temperature: float, top_k: int | None = None
) -> npt.NDArray[np.float64]:
    """Return the weights to draw by: the likeliest few to the power of 1 / temperature.

    Args:
        probabilities: floats from 0, shape (n,).
        temperature: above 0; low ones prefer the likely, 1 follows the model.
        top_k: how many are kept, at least 1; of equal ones the first. `None`: all.

    Returns:
        float64, shape (n,), the largest is 1.

    Raises:
        UsageError: An option is out of its range.
    """
    check_sampling(temperature, top_k)
    logs = np.log(np.maximum(np.asarray(probabilities, np.float64), _LEAST))
    # The largest logarithm is subtracted, or a low temperature would overflow.
    weights: npt.NDArray[np.float64] = np.exp((logs - logs.max()) / temperature)
    if top_k is not None:
        # A stable sort, so that of equal ones the first is kept.
        weights[np.argsort(-logs, kind="stable")[top_k:]] = 0
    return weights


def choose(
    probabilities: npt.NDArray[Any], chance: float, *, temperature: float, top_k: int | None = None
) -> int:
    """Choose an index.

    Args:
        probabilities: floats from 0, shape (n,).
        chance: in [0, 1), as `random_numbers` gives them.
        temperature: from 0; at 0 the likeliest is chosen, of equal ones the first.
        top_k: how many of the likeliest are drawn from; `None`: all.

    Raises:
        UsageError: An option is out of its range.
    """
    check_sampling(temperature, top_k)
    if temperature == 0:
        return int(np.argmax(probabilities))
    weights = sampling_weights(probabilities, temperature=temperature, top_k=top_k)
    edges = np.cumsum(weights)
    # The last one with any weight, where rounding leaves the chance beyond the sum.
    last = int(np.flatnonzero(weights)[-1])
    return min(int(np.searchsorted(edges, chance * edges[-1], side="right")), last)


def check_sampling(temperature: float, top_k: int | None) -> None:
    """Raise UsageError where an option is out of its range.

    Args:
        temperature: from 0, finite.
        top_k: from 1; `None`: all.
    """
    if not 0 <= temperature < float("inf"):
        raise UsageError(
            f"temperature: expected a number from 0, got {temperature}. Pass 1 for the model's own "
            f"probabilities, less for likelier characters."
        )
    if top_k is not None and top_k < 1:
        raise UsageError(
            f"top-k: expected a whole number from 1, got {top_k}. Leave it out to draw from all."
        )
