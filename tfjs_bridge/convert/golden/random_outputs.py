"""Outputs that a model draws anew in each run: they are stored as an example, and not compared."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfjs_bridge.artifact.golden import NamedTensor
from tfjs_bridge.artifact.metadata import Sensitivity
from tfjs_bridge.errors import ModelWarning

if TYPE_CHECKING:
    import numpy.typing as npt

    from tfjs_bridge.convert.golden.golden import Golden


def with_random_outputs(
    golden: Golden, names: Sequence[str], values: Sequence[npt.NDArray[Any]], random: Sequence[str]
) -> Golden:
    """Return golden vectors of all outputs.

    Args:
        golden: Of the outputs that are not random; of all, if all are.
        names: Of all outputs, in order.
        values: Of all outputs for the golden inputs, shape (vectors, ...) each.
        random: Names of those that are drawn anew in each run.

    Warns:
        ModelWarning: All are, so that nothing can be compared.
    """
    vectors = golden.vectors
    kept = {tensor.name: tensor for tensor in vectors.outputs}
    outputs = tuple(
        NamedTensor(name, value) if name in random else kept[name]
        for name, value in zip(names, values, strict=True)
    )
    is_all = len(random) == len(names)
    if is_all:
        _warn(random)
    measured = vectors.sensitivity
    if measured is not None:
        varied = dict(zip(kept, measured.variation, strict=True))
        variation = tuple(0.0 if name in random else varied[name] for name in names)
        measured = Sensitivity(variation, None if is_all else measured.reaction)
    changed = replace(vectors, outputs=outputs, sensitivity=measured, random=tuple(random))
    return replace(golden, vectors=changed)


def _warn(random: Sequence[str]) -> None:
    named = ", ".join(f"'{name}'" for name in random)
    warnings.warn(
        f"output {named}: drawn anew in each run, and there is no other; expected an output that "
        f"is the same each time, or the golden vectors prove nothing. Let the model return what "
        f"it draws from as well, such as a mean.",
        ModelWarning,
        stacklevel=6,
    )
