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


@dataclass(frozen=True, slots=True, eq=False)
class Storage:
    """How a graph model can store a weight.

    Attributes:
        encoding: Its name.
        axis: Of which each index gets a scale of its own; `None`: one scale for all.
        factor: float32, of the weight's shape, without zeros: what the graph multiplies the weight
            by before it is stored, so that the product is what has to be rounded.
    """

    encoding: str
    axis: int | None = None
    factor: Array | None = None


Storages = Mapping[str, Storage]
"""By a variable's path; others are stored as the plan says."""

AS_PLANNED: Storages = {}

Joint = Sequence[tuple[Any, ...]]
"""Variables that share one grid, on which 1 is too."""


@contextmanager
def rounded(
    model: Any, plan: EncodingPlan, storages: Storages = AS_PLANNED, joint: Joint = ()
) -> Iterator[Rounded]:
    """Round as `round_weights` does, and restore the former values when the block ends.

    Warns:
        ModelWarning: A weight that was to be rounded is not finite.
    """
    pairs = _round_all(model, plan, storages, joint)
    try:
        record = _record(plan, pairs)
        _warn(record)
        yield record
    finally:
        for variable, found in pairs:
            if isinstance(found, RoundedWeight) and found.value is not found.original:
                variable.assign(found.original)


def round_weights(
    model: Any, plan: EncodingPlan, storages: Storages = AS_PLANNED, joint: Joint = ()
) -> Rounded:
    """Round a Keras model's weights in place.

    Args:
        model: A live Keras model, whose variables are assigned.
        plan: Decides which weights are rounded, and to which values.
        storages: Of weights that a graph model can store in a better way.
        joint: Variables that share a grid, as `joint_weights` returns them for the layers format.

    Returns:
        What was rounded, and what was not.

    Raises:
        UsageError: A rule of the plan matches no weight.
    """
    return _record(plan, _round_all(model, plan, storages, joint))


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
    model: Any, plan: EncodingPlan, storages: Storages, joint: Joint
) -> list[tuple[Any, _Found]]:
    """Round and assign; a plan that does not fit changes nothing."""
    if plan.is_empty:
        return []
    plan.require_matches([variable.path for variable in model.weights])
    read = [(variable, _read(variable, plan)) for variable in model.weights]
    grids = _joint_grids(joint, {id(variable): found for variable, found in read})
    pairs = [
        (variable, _rounded(found, storages, grids.get(id(variable)))) for variable, found in read
    ]
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


def _rounded(found: _ToRound | KeptWeight, storages: Storages, grid: Grid | None) -> _Found:
    if isinstance(found, KeptWeight):
        return found
    storage = storages.get(found.path, Storage(found.encoding.name))
    product = None if storage.factor is None else _rounded_product(found, storage, storage.factor)
    if product is not None:
        return product
    encoding, value = ENCODINGS[storage.encoding], found.value
    if isinstance(encoding, Affine):
        grid = grid or encoding.grid(value, storage.axis)
    near = _near(encoding, found.path, value, grid)
    # What float16 cannot hold is returned as it is.
    if near is value and grid is None:
        return KeptWeight(found.path, "out of range")
    near = value if np.array_equal(near, value) else near
    return RoundedWeight(found.path, encoding.name, grid, near, value, found.is_named)


def _near(encoding: Encoding, path: str, value: Array, grid: Grid | None) -> Array:
    return encoding.round(NamedWeight(path, value)) if grid is None else grid.round(value)


def _rounded_product(found: _ToRound, storage: Storage, factor: Array) -> RoundedWeight | None:
    """Round what the graph makes of a weight; `None` where float32 or the encoding end."""
    encoding = ENCODINGS[storage.encoding]
    with np.errstate(all="ignore"):
        product = np.asarray(found.value * factor, np.float32)
        if not np.isfinite(product).all():
            return None
        grid = encoding.grid(product) if isinstance(encoding, Affine) else None
        near = _near(encoding, found.path, product, grid)
        divided = np.asarray(near / factor, np.float32)
    if near is product or not np.isfinite(divided).all():
        return None
    return RoundedWeight(
        found.path, encoding.name, grid, divided, found.value, found.is_named, is_product=True
    )


def _warn(record: Rounded) -> None:
    names = ", ".join(f"'{one.path}'" for one in record.kept if one.reason == "not finite")
    if names:
        warnings.warn(
            f"{names}: NaN or infinite values, which cannot be rounded; expected finite numbers. "
            f"Stored as float32; check the model before you use it.",
            ModelWarning,
            stacklevel=7,
        )
