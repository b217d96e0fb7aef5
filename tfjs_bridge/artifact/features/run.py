"""Runs declared preprocessing of the kind ``features``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.artifact.features.numbers import to_integers
from tfjs_bridge.artifact.features.operations import OPERATIONS
from tfjs_bridge.artifact.features.tensor import Array, Step
from tfjs_bridge.artifact.features.tokenize import ENCODE
from tfjs_bridge.artifact.features.values import read_raw
from tfjs_bridge.errors import UsageError

Encoders = Mapping[str, Callable[[str], Sequence[int]]]


def prepare_features(
    raw: Mapping[str, Any],
    preprocessing: Mapping[str, Any],
    names: Sequence[str] | None = None,
    encoders: Encoders | None = None,
) -> dict[str, Array]:
    """Prepare raw examples as their artifact's metadata declares, and as JavaScript does it.

    Args:
        raw: For each raw input by name, one batch as nested lists or an array, the examples first.
        preprocessing: Of metadata.json, of the kind ``features``, as `read_metadata` returns it.
        names: Of the network's inputs; those that no step reads where it is missing.
        encoders: What gives the token ids of a text, by the name of a tokenizer's file; see
            `tfjs_bridge.tokenization`. Needed where there are steps of ``tokenize``.

    Returns:
        float32, int32 or bool, for each of the names.

    Raises:
        DataError: The values are not what the metadata declares, or a step has no place for one.
        UsageError: A tokenizer is needed that was not given.
    """
    steps: list[Step] = preprocessing["steps"]
    values = read_raw(raw, preprocessing["inputs"])
    for step in steps:
        inputs = [values[name] for name in step["inputs"]]
        values[step["output"]] = OPERATIONS[step["op"]].run(_runnable(step, encoders), inputs)
    if names is None:
        used = {name for step in steps for name in step["inputs"]}
        names = [name for name in values if name not in used]
    return {name: _for_network(name, values[name]) for name in names}


def _runnable(step: Step, encoders: Encoders | None) -> Step:
    if step["op"] != "tokenize":
        return step
    if encoders is None or step["file"] not in encoders:
        raise UsageError(
            f"step '{step['output']}': its tokenizer is missing; expected one of {step['file']}, "
            f"got none. Open it with tfjs_bridge.tokenization.open_encoders(folder, preprocessing)."
        )
    return {**step, ENCODE: encoders[step["file"]]}


def _for_network(name: str, values: Array) -> Array:
    return to_integers(name, values, "int32") if values.dtype == np.int64 else values
