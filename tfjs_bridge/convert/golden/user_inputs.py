"""Check golden inputs that a user gives, and put them in the order of the model's inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Graph, Spec
from tfjs_bridge.errors import UsageError

Array = npt.NDArray[Any]
UserInputs = Sequence[Array] | Mapping[str, Array]


def fitted_inputs(graph: Graph, given: UserInputs) -> tuple[Array, ...]:
    """Return one array for each input, of its dtype.

    Args:
        graph: Of the model, with the shapes of the export.
        given: One array for each input, shape (vectors, ...): in order, or by the input's name.

    Raises:
        UsageError: An array is missing, is for no input, or does not fit its input.
    """
    specs = {ref.layer: graph.spec(ref) for ref in graph.inputs}
    return _fitted_to(specs, given, "golden inputs")


def fitted_data(graph: Graph, given: UserInputs) -> tuple[Array, ...]:
    """Return a user's examples likewise; any number of them, also where the batch is fixed."""
    specs = {ref.layer: graph.spec(ref) for ref in graph.inputs}
    free = {name: Spec((None, *spec.shape[1:]), spec.dtype) for name, spec in specs.items()}
    return _fitted_to(free, given, "data")


def _fitted_to(specs: Mapping[str, Spec], given: UserInputs, what: str) -> tuple[Array, ...]:
    names = list(specs)
    arrays = _in_order(names, given, what) if isinstance(given, Mapping) else list(given)
    if len(arrays) != len(names):
        raise UsageError(
            f"{what}: expected {len(names)} arrays, one for each input of the model, got "
            f"{len(arrays)}. Give one for each."
        )
    fitted = tuple(
        _fitted(name, np.asarray(x), specs[name], what)
        for name, x in zip(names, arrays, strict=True)
    )
    counts = sorted({len(x) for x in fitted})
    if len(counts) > 1:
        raise UsageError(
            f"{what}: expected as many vectors for each input, got {counts[0]} and "
            f"{counts[-1]}. Give the same number."
        )
    return fitted


def _in_order(names: Sequence[str], given: Mapping[str, Array], what: str) -> list[Array]:
    if len(names) == len(given) == 1:  # whatever it is called: there is nothing to confuse it with
        return list(given.values())
    if set(given) != set(names):
        raise UsageError(
            f"{what}: expected one array for each of the model's inputs {', '.join(names)}, "
            f"got {', '.join(given) or 'none'}. Name each array after its input."
        )
    return [given[name] for name in names]


def _fitted(name: str, value: Array, spec: Spec, what: str) -> Array:
    fits = len(value.shape) == len(spec.shape) and all(
        wanted in (None, size) for wanted, size in zip(spec.shape, value.shape, strict=True)
    )
    # Text and objects numpy would convert to whatever it can.
    if not fits or value.shape[:1] == (0,) or value.dtype.kind not in "fiub":
        shape = [size or "any" for size in spec.shape[1:]]
        raise UsageError(
            f"{what}: the array for input '{name}' does not fit it; expected numbers of "
            f"shape ({', '.join(map(str, [spec.shape[0] or 'vectors', *shape]))}), got "
            f"{value.dtype} of shape {value.shape}. Give such an array."
        )
    return value.astype(spec.dtype, copy=False)
