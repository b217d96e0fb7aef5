"""Raw examples that a user gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.features.examples import typed
from tfjs_bridge.errors import UsageError

Array = npt.NDArray[Any]
_NUMBERS, _TEXT = "fiub", "USO"


def given_raw(given: Any, specs: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """Return one array for each raw input, as the declared steps read them.

    Args:
        given: Arrays by the inputs' names, or in their order.
        specs: Of the raw inputs: name, shape and dtype each.

    Raises:
        UsageError: An array is missing, is for no input, or does not fit its input.
    """
    names = [spec["name"] for spec in specs]
    arrays = given if isinstance(given, Mapping) else dict(zip(names, given, strict=False))
    if len(names) == len(arrays) == 1:
        arrays = {names[0]: next(iter(arrays.values()))}
    if set(arrays) != set(names) or len(arrays) != len(given):
        raise UsageError(
            f"golden inputs: expected one array for each of the model's inputs "
            f"{', '.join(names)}, got {', '.join(arrays) or 'none'}. Name each after its input: "
            f"they are prepared as is declared."
        )
    fitted = {spec["name"]: _fitted(spec, np.asarray(arrays[spec["name"]])) for spec in specs}
    counts = sorted({len(array) for array in fitted.values()})
    if len(counts) > 1:
        raise UsageError(
            f"golden inputs: expected as many examples for each input, got {counts[0]} and "
            f"{counts[-1]}. Give the same number."
        )
    return fitted


def _fitted(spec: Mapping[str, Any], array: Array) -> Array:
    shape = spec["shape"]
    # As in Keras: (examples,) where (examples, 1) is expected.
    if array.ndim == len(shape) - 1 and array.ndim and shape[-1] == 1:
        array = array[..., np.newaxis]
    kinds = _TEXT if spec["dtype"] == "string" else _NUMBERS
    fits = array.ndim == len(shape) and all(
        wanted in (None, size) for wanted, size in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype.kind not in kinds or len(array) == 0:
        sizes = ", ".join(["examples", *("any" if n is None else str(n) for n in shape[1:])])
        what = "text" if spec["dtype"] == "string" else "numbers"
        raise UsageError(
            f"golden inputs: the array for input '{spec['name']}' does not fit it; expected {what} "
            f"of shape ({sizes}), got {array.dtype} of shape {array.shape}. Give such an array."
        )
    if spec["dtype"] == "string":
        texts = [x.decode("utf-8", "replace") if isinstance(x, bytes) else x for x in array.flat]
        return np.array([str(x) for x in texts], object).reshape(array.shape)
    return typed(spec["dtype"], array)
