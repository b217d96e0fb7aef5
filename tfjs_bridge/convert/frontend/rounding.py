"""Round a Keras model's weights to values that encodings can store."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from tfjs_bridge.artifact.encodings.affine import Affine
from tfjs_bridge.artifact.encodings.grid import is_same
from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.encodings.record import KeptWeight, Reason, Rounded, RoundedWeight
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.errors import ModelWarning

Axes = Mapping[str, int]
"""By a variable's path: the axis of which each index gets a scale of its own."""

NO_AXES: Axes = {}


@contextmanager
def rounded(model: Any, plan: EncodingPlan, axes: Axes = NO_AXES) -> Iterator[Rounded]:
    """Round as `round_weights` does, and restore the former values when the block ends.

    Warns:
        ModelWarning: A weight that was to be rounded is not finite.
    """
    pairs = _round_all(model, plan, axes)
    try:
        record = _record(plan, pairs)
        _warn(record)
        yield record
    finally:
        for variable, found in pairs:
            if isinstance(found, RoundedWeight) and found.value is not found.original:
                variable.assign(found.original)


def round_weights(model: Any, plan: EncodingPlan, axes: Axes = NO_AXES) -> Rounded:
    """Round a Keras model's weights in place.

    Args:
        model: A live Keras model, whose variables are assigned.
        plan: Decides which weights are rounded, and to which values.
        axes: Of weights that get a scale for each channel.

    Returns:
        What was rounded, and what was not.

    Raises:
        UsageError: A rule of the plan matches no weight.
    """
    return _record(plan, _round_all(model, plan, axes))


_Found = RoundedWeight | KeptWeight


def _record(plan: EncodingPlan, pairs: list[tuple[Any, _Found]]) -> Rounded:
    found = [one for _, one in pairs]
    return Rounded(
        plan,
        tuple(one for one in found if isinstance(one, RoundedWeight)),
        tuple(one for one in found if isinstance(one, KeptWeight)),
    )


def _round_all(model: Any, plan: EncodingPlan, axes: Axes) -> list[tuple[Any, _Found]]:
    """Round and assign; a plan that does not fit changes nothing."""
    if plan.is_empty:
        return []
    plan.require_matches([variable.path for variable in model.weights])
    pairs = [(variable, _round(variable, plan, axes)) for variable in model.weights]
    for variable, found in pairs:
        # What is on the grid already needs no assignment.
        if isinstance(found, RoundedWeight) and found.value is not found.original:
            variable.assign(found.value)
    return pairs


def _round(variable: Any, plan: EncodingPlan, axes: Axes) -> _Found:
    path = str(variable.path)
    rule = plan.rule_for(path)
    if rule is None or rule.encoding == UNCHANGED:
        return KeptWeight(path, "not asked for")
    # Others may be bfloat16, which numpy does not have.
    if str(variable.dtype) != "float32":
        return KeptWeight(path, "other dtype")
    encoding, is_named = ENCODINGS[rule.encoding], rule.names(path)
    # A copy, since a backend may lend its own memory, which is about to change.
    value = np.array(variable)
    weight = NamedWeight(path, value)
    if not (encoding.accepts(weight) if is_named else encoding.applies(weight, plan.min_values)):
        return KeptWeight(path, "vector" if value.ndim < 2 else "small")
    if not np.isfinite(value).all():
        return KeptWeight(path, "not finite")
    if isinstance(encoding, Affine):
        grid = encoding.grid(value, axes.get(path))
        near = grid.round(value)
    else:
        grid, near = None, encoding.round(weight)
        # `round` returns the weight's own value where it holds no other.
        if near is value:
            return KeptWeight(path, "out of range")
    near = value if is_same(near, value) else near
    return RoundedWeight(path, encoding.name, grid, near, value, is_named)


def _warn(record: Rounded) -> None:
    reasons: dict[Reason, str] = {
        "not finite": "NaN or infinite values, which cannot be rounded",
        "out of range": "values beyond those of float16, which end at 65504",
    }
    for reason, said in reasons.items():
        names = ", ".join(f"'{one.path}'" for one in record.kept if one.reason == reason)
        if names:
            warnings.warn(
                f"{names}: {said}; expected finite numbers that the encoding holds. Stored as "
                f"float32.",
                ModelWarning,
                stacklevel=7,
            )
