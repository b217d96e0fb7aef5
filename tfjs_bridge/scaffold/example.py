"""An example of a model's inputs, which a project begins with."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.golden_examples import read_golden_examples
from tfjs_bridge.artifact.metadata import ExampleProof, Metadata, TensorSpec

# Of a picture of 224 x 224 pixels nobody would read the numbers.
_MOST_VALUES: Final = 4096


def example_of(folder: Path, metadata: Metadata) -> dict[str, Any]:
    """Return the first golden example, by the inputs' names, as `predict` takes one example.

    Args:
        folder: The artifact's, which was checked.
        metadata: Its metadata.

    Returns:
        Numbers, strings, or lists within lists. Inputs with more values than anyone would type, or
        with values that JSON cannot hold, are left out.
    """
    if metadata.golden.examples is not None:
        return _raw_example(folder, metadata.golden.examples)
    golden = read_golden(folder, metadata.golden)
    inputs = zip(metadata.inputs, golden.inputs, strict=True)
    found = {spec.name: _first(spec, tensor.value) for spec, tensor in inputs}
    return {
        name: _plain(value)
        for name, value in found.items()
        if value.size <= _MOST_VALUES and np.isfinite(value).all()
    }


def _first(spec: TensorSpec, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return one example, or as many as a model of a fixed number takes at a time."""
    if not spec.shape:
        return values
    step = spec.shape[0] or 1
    return values[0] if step == 1 else values[:step]


def _plain(value: npt.NDArray[Any]) -> Any:
    if value.dtype != np.float32:
        return value.tolist()
    # The shortest number that is the same float32: 0.1, where tolist() gives 0.10000000149011612.
    flat = [float(str(number)) for number in value.ravel()]
    return _nested([_whole(number) for number in flat], value.shape)


def _whole(number: float) -> float | int:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _short(value: Any) -> Any:
    """Return numbers with the digits that a float32 has, in arrays within arrays of any values."""
    if isinstance(value, list):
        return [_short(item) for item in value]
    return float(str(np.float32(value))) if isinstance(value, float) else value


def _nested(flat: list[Any], shape: tuple[int, ...]) -> Any:
    if not shape:
        return flat[0]
    size = math.prod(shape[1:])
    return [_nested(flat[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]


def _raw_example(folder: Path, proof: ExampleProof) -> dict[str, Any]:
    """Return what people fill in where words and categories are looked up before the network."""
    inputs = read_golden_examples(folder, proof)
    first = {name: _short(values[0]) for name, values in inputs.items() if values}
    return {name: value for name, value in first.items() if len(json.dumps(value)) < _MOST_VALUES}
