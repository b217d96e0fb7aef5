"""Choose golden vectors among candidates, by Keras's outputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import BLIND_BELOW, variation
from tfjs_bridge.artifact.golden import TOLERANCE
from tfjs_bridge.convert.golden.runs import Arrays

Array = npt.NDArray[Any]

# More than this is not better: a fault is found either way.
_ENOUGH = 300 * TOLERANCE
# A logarithm needs something: this much less than what rounding does is the same as nothing.
_NOTHING = 1e-9
# More than any choice of examples changes the other sums by.
_MIXTURE = 1e6
# Examples whose outputs move more than this by rounding alone may differ in any runtime.
_UNSTABLE = TOLERANCE / 4


def finite_rows(outputs: Arrays) -> Array:
    """Return the numbers of the examples whose outputs are all finite."""
    finite = [np.isfinite(x.reshape(len(x), -1)).all(1) for x in outputs]
    return np.flatnonzero(np.logical_and.reduce(finite))


def chosen(
    outputs: Arrays,
    count: int,
    reactions: Array | None = None,
    errors: Array | None = None,
    is_padded: Array | None = None,
) -> list[int]:
    """Choose examples that differ from each other, and that together react to every weight.

    Args:
        outputs: Keras's, finite, shape (examples, ...) each.
        count: How many to choose.
        reactions: How far outputs move, shape (weights, examples).
        errors: How far they move by rounding alone, shape (examples,).
        is_padded: Which end in masked steps, shape (examples,): one is to be among them, and
            another that does not.

    Returns:
        Numbers of examples, the one that proves most by itself first.
    """
    rows = _stable(len(outputs[0]), count, errors)
    known = np.zeros((0, len(outputs[0]))) if reactions is None else reactions
    taken: list[int] = []
    while len(taken) < min(count, len(rows)):
        rest = [row for row in rows if row not in taken]
        scores = [
            _score(outputs, known, [*taken, row]) + _mixture(is_padded, [*taken, row])
            for row in rest
        ]
        taken.append(rest[int(np.argmax(scores))])
    return taken


def least_variation(outputs: Arrays) -> float:
    """Return the variation of the output that varies least."""
    return min(map(variation, outputs))


def is_blind(outputs: Arrays) -> bool:
    """Tell whether an output hardly varies."""
    return least_variation(outputs) < BLIND_BELOW


def _stable(examples: int, count: int, errors: Array | None) -> list[int]:
    if errors is None:
        return list(range(examples))
    # A step of the model, such as an argmax, may fall either way: then no two runtimes agree, and
    # the check would fail without a fault.
    stable: list[int] = np.flatnonzero(errors <= _UNSTABLE).tolist()
    if len(stable) >= min(count, 2):
        return stable
    best: list[int] = np.argsort(errors, kind="stable").tolist()
    return best[: min(count, 2)]


def _mixture(is_padded: Array | None, rows: Sequence[int]) -> float:
    """Reward examples with and without masked steps: no weight would show what a mask does."""
    is_mixed = is_padded is not None and len({*is_padded[list(rows)].tolist()}) > 1
    return _MIXTURE if is_mixed else 0.0


def _score(outputs: Arrays, reactions: Array, rows: Sequence[int]) -> float:
    """Sum logarithms, so that what is weakest counts most."""
    # One example that reacts to a weight is enough to prove it.
    found = reactions[:, list(rows)].max(1, initial=0)
    varied = np.array([variation(x[list(rows)]) for x in outputs])
    # As much for all outputs as for all weights, of which there are many more.
    worth = max(len(found) / len(varied), 1.0)
    return float(_level(found).sum() + worth * _level(varied).sum())


def _level(values: Array) -> Array:
    levels: Array = np.log(np.clip(values, _NOTHING, _ENOUGH))
    return levels
