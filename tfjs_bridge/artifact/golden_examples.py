"""Golden examples: raw values of tables and texts, of which the golden vectors were prepared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.features.run import Encoders, prepare_features
from tfjs_bridge.artifact.golden import GoldenVectors
from tfjs_bridge.artifact.metadata import ExampleProof
from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.errors import ArtifactError, VerificationError

GOLDEN_EXAMPLES_JSON = "golden-examples.json"

# Of float32, relative to the larger of 1 and the value: JavaScript rounds where Python does, and
# Keras may add and multiply in another order.
EXAMPLES_TOLERANCE = 1e-6


def write_golden_examples(folder: Path, raw: Mapping[str, Any]) -> ExampleProof:
    """Write raw examples, and describe their file for the metadata.

    Args:
        folder: Of the artifact.
        raw: For each raw input by name, nested lists or an array, as many examples as there are
            golden vectors; no NaN and no infinite value, which JSON does not have.
    """
    inputs = {name: _plain(values) for name, values in raw.items()}
    # One input in a line, so that the file can be read and compared.
    lines = ",\n".join(f"{_json(name)}: {_json(values)}" for name, values in inputs.items())
    text = f'{{"inputs": {{\n{lines}\n}}}}\n'
    (folder / GOLDEN_EXAMPLES_JSON).write_text(text, encoding="utf-8", newline="\n")
    return ExampleProof(GOLDEN_EXAMPLES_JSON)


def _plain(values: Any) -> Any:
    if isinstance(values, np.ndarray | np.generic):
        return values.tolist()
    return [_plain(part) for part in values] if isinstance(values, list | tuple) else values


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_golden_examples(folder: Path, proof: ExampleProof) -> dict[str, Any]:
    """Read raw examples: nested lists, by the name of the raw input.

    Raises:
        ArtifactError: The file is missing or malformed.
    """
    path = folder / proof.file
    inputs = read_json_object(path).get("inputs")
    if not isinstance(inputs, dict):
        raise ArtifactError(
            f"{path}: malformed; expected an object 'inputs', got {inputs!r}. "
            f"Export the model again."
        )
    return inputs


def check_golden_examples(
    raw: Mapping[str, Any],
    preprocessing: Mapping[str, Any],
    golden: GoldenVectors,
    encoders: Encoders | None = None,
) -> None:
    """Prepare raw examples, and compare them with the golden vectors' inputs.

    Args:
        raw: Of `read_golden_examples`.
        preprocessing: Of the kind ``features``, checked.
        golden: Of the same artifact.
        encoders: As for `prepare_features`.

    Raises:
        DataError: The examples are not what the preprocessing declares.
        VerificationError: They become other inputs than the golden ones.
    """
    names = [tensor.name for tensor in golden.inputs]
    prepared = prepare_features(raw, preprocessing, names, encoders)
    for tensor in golden.inputs:
        _compare(tensor.name, prepared[tensor.name], tensor.value)


def _compare(name: str, got: npt.NDArray[Any], expected: npt.NDArray[Any]) -> None:
    label = f"golden examples, input '{name}'"
    if got.shape != expected.shape or got.dtype.name != expected.dtype.name:
        raise VerificationError(
            f"{label}: other values than the golden vectors; "
            f"expected {expected.dtype.name} of the shape {expected.shape}, "
            f"got {got.dtype.name} of the shape {got.shape}. Export the model again."
        )
    wanted = expected.astype(np.float64)
    tolerance = EXAMPLES_TOLERANCE if expected.dtype.kind == "f" else 0.0
    # Not above, rather than below: NaN is a difference.
    is_wrong = ~(np.abs(got - wanted) <= tolerance * np.maximum(np.abs(wanted), 1))
    if is_wrong.any():
        place = tuple(np.argwhere(is_wrong)[0].tolist())
        raise VerificationError(
            f"{label}: other values than the golden vectors; "
            f"expected {expected[place]} at {list(place)}, got {got[place]}. "
            f"Export the model again."
        )
