"""Round a Keras model's weights to values that encodings can store."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.artifact.encodings.affine import Affine
from tfjs_bridge.artifact.encodings.encoding import Array, Encoding
from tfjs_bridge.artifact.encodings.grid import Grid
from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.encodings.record import KeptWeight, Rounded, RoundedWeight
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.errors import ModelWarning

Axes = Mapping[str, int]
"""By a variable's path: the axis of which each index gets a scale of its own."""

NO_AXES: Axes = {}

Joint = Sequence[tuple[Any, ...]]
"""Variables that share one grid, on which 1 is too."""


@contextmanager
def rounded(
    model: Any, plan: EncodingPlan, axes: Axes = NO_AXES, joint: Joint = ()
) -> Iterator[Rounded]:
    """Round as `round_weights` does, and restore the former values when the block ends.

    Warns:
        ModelWarning: A weight that was to be rounded is not finite.
    """
    pairs = _round_all(model, plan, axes, joint)
    try:
        record = _record(plan, pairs)
        _warn(record)
        yield record
    finally:
        for variable, found in pairs:
            if isinstance(found, RoundedWeight) and found.value is not found.original:
                variable.assign(found.original)


def round_weights(
    model: Any, plan: EncodingPlan, axes: Axes = NO_AXES, joint: Joint = ()
) -> Rounded:
    """Round a Keras model's weights in place.

    Args:
        model: A live Keras model, whose variables are assigned.
        plan: Decides which weights are rounded, and to which values.
        axes: Of weights that get a scale for each channel.
        joint: Variables that share a grid, as `joint_weights` returns them for the layers format.

    Returns:
        What was rounded, and what was not.

    Raises:
        UsageError: A rule of the plan matches no weight.
    """
    return _record(plan, _round_all(model, plan, axes, joint))


def joint_weights(model: Any) -> list[tuple[Any, ...]]:
    """Return the weights that the layers format has in one kernel, with ones and twos: of GRUs."""
    cells = (layer for layer in model._flatten_layers() if type(layer).__name__ == "GRUCell")
    return [(cell.kernel, cell.recurrent_kernel) for cell in cells if cell.reset_after]


_Found = RoundedWeight | KeptWeight


def _record(plan: EncodingPlan, pairs: list[tuple[Any, _Found]]) -> Rounded:
    found = [one for _, one in pairs]
    return Rounded(
        plan,
        tuple(one for one in found if isinstance(one, RoundedWeight)),
        tuple(one for one in found if isinstance(one, KeptWeight)),
    )


def _round_all(
    model: Any, plan: EncodingPlan, axes: Axes, joint: Joint
) -> list[tuple[Any, _Found]]:
    """Round and assign; a plan that does not fit changes nothing."""
    if plan.is_empty:
        return []
    plan.require_matches([variable.path for variable in model.weights])
    read = [(variable, _read(variable, plan)) for variable in model.weights]
    grids = _joint_grids(joint, {id(variable): found for variable, found in read})
    pairs = [(variable, _rounded(found, axes, grids.get(id(variable)))) for variable, found in read]
    for variable, found in pairs:
        # What is on the grid already needs no assignment.
        if isinstance(found, RoundedWeight) and found.value is not found.original:
            variable.assign(found.value)
    return pairs


@dataclass(frozen=True, slots=True, eq=False)
class _ToRound:
    """A weight that is to be rounded."""

    encoding: Encoding
    path: str
    value: Array
    is_named: bool


def _read(variable: Any, plan: EncodingPlan) -> _ToRound | KeptWeight:
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
    return _ToRound(encoding, path, value, is_named)


def _joint_grids(joint: Joint, read: Mapping[int, _ToRound | KeptWeight]) -> dict[int, Grid]:
    """Return a grid for each variable that shares one with others of the same encoding."""
    grids: dict[int, Grid] = {}
    for variables in joint:
        weights = [read.get(id(variable)) for variable in variables]
        found = [weight for weight in weights if isinstance(weight, _ToRound)]
        if not found or not isinstance(found[0].encoding, Affine):
            continue
        if {weight.encoding for weight in found} == {found[0].encoding}:
            every = np.concatenate([weight.value.ravel() for weight in found])
            grid = found[0].encoding.unit_grid(every)
            grids |= {id(variable): grid for variable in variables}
    return grids


def _rounded(found: _ToRound | KeptWeight, axes: Axes, grid: Grid | None) -> _Found:
    if isinstance(found, KeptWeight):
        return found
    value = found.value
    if isinstance(found.encoding, Affine):
        grid = grid or found.encoding.grid(value, axes.get(found.path))
        near = grid.round(value)
    else:
        near = found.encoding.round(NamedWeight(found.path, value))
        # `round` returns the weight's own value where it holds no other.
        if near is value:
            return KeptWeight(found.path, "out of range")
    near = value if np.array_equal(near, value) else near
    return RoundedWeight(found.path, found.encoding.name, grid, near, value, found.is_named)


def _warn(record: Rounded) -> None:
    names = ", ".join(f"'{one.path}'" for one in record.kept if one.reason == "not finite")
    if names:
        warnings.warn(
            f"{names}: NaN or infinite values, which cannot be rounded; expected finite numbers. "
            f"Stored as float32; check the model before you use it.",
            ModelWarning,
            stacklevel=7,
        )
