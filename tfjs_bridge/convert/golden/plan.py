"""Plan how much is run and kept for golden vectors: in operations, never in seconds.

Seconds would differ from run to run, and with them the bytes of an export.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tfjs_bridge.convert.golden.cost import Cost, run_ns

# golden.bin is at most this large, or as large as the weights, where two vectors are not more.
_LARGEST_BYTES = 8_000_000
_MOST_VECTORS = 4
# Models with more weights are run on one example at a time: activations and weights together have
# to fit into memory.
MANY_PARAMETERS = 2_000_000
_MANY_VALUES = 2_000_000

# Each kind of input is among them once or twice (kinds.py).
_CANDIDATES = 24
# All examples that are tried are in memory together, with their outputs.
_CANDIDATE_BYTES = 8_000_000
_USUAL_WEIGHTS = 8
# In nanoseconds of `run_ns`: for drawing inputs, for trying weights, and for models of which the
# first inputs do not move the outputs.
_SEARCH_NS = 0.4e9
_REACTION_NS = 0.4e9
_FURTHER_NS = 3e9
_MANY_VECTORS_NS = 1e9
# Of comparing one output of one example.
_COMPARE_NS, _COMPARE_VALUE_NS = 1e5, 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run.

    Attributes:
        vectors: So many are kept.
        at_once: So many examples are run together.
        candidates: So many examples are tried at first.
        further: So many more, where the first ones do not move the outputs.
        tried: Of so many examples it is measured how they react to the weights.
        changes: So many weights are changed.
        is_cheap: Whether there is memory and time to change all weights at once.
    """

    vectors: int
    at_once: int
    candidates: int
    further: int
    tried: int
    changes: int
    is_cheap: bool


def plan(cost: Cost, backend: str, batch: int | None, output_values: list[int]) -> Plan:
    """Plan for a model.

    Args:
        cost: Of one example.
        backend: Of Keras.
        batch: The model's batch size where it is fixed.
        output_values: For each output, how many values one example of it has.
    """
    one = run_ns(cost, backend)
    vectors = batch or _vectors(cost, one)
    is_large = cost.parameters > MANY_PARAMETERS or cost.values > _MANY_VALUES
    at_once = batch or (1 if is_large else vectors)
    each = run_ns(cost, backend, at_once) / at_once
    compare = sum(_COMPARE_NS + _COMPARE_VALUE_NS * values for values in output_values)
    fitting = _CANDIDATE_BYTES // max(cost.bytes, 1)
    candidates = _within(_SEARCH_NS / each, vectors, min(_CANDIDATES, fitting))
    further = _within(_FURTHER_NS / each, candidates, 2 * min(_CANDIDATES, fitting)) - candidates
    tried = _within(_REACTION_NS / (_USUAL_WEIGHTS * (each + compare)), vectors, candidates)
    changes = int(_REACTION_NS / (tried * (each + compare)))
    # Of a large model, one weight is tried on one example if that takes no more than seconds.
    if changes < 2:
        tried = batch or 1
        changes = int(tried * (each + compare) < _FURTHER_NS)
    return Plan(vectors, at_once, candidates, further, tried, changes, not is_large)


def changes_of_given(cost: Cost, backend: str, count: int) -> int:
    """Return how many weights can be changed where so many examples are run for each."""
    return int(_REACTION_NS / (run_ns(cost, backend, count) + count * _COMPARE_NS))


def _vectors(cost: Cost, one: float) -> int:
    limit = max(_LARGEST_BYTES, cost.parameters * 4)
    fitting = max(limit // max(cost.bytes, 1), 1)
    affordable = _MOST_VECTORS if one * _MOST_VECTORS < _MANY_VECTORS_NS else 2
    return min(fitting, affordable)


def _within(value: float, least: int, most: int) -> int:
    """Round down to a multiple of `least`, between it and `most`."""
    return max(least, min(math.floor(value), most) // least * least)
