"""Prove an import: the same inputs through plain TensorFlow.js in Node and through Keras."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.golden import TOLERANCE, read_golden
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.artifact.plain_model import PlainModel
from tfjs_bridge.artifact.weights import raw_bytes
from tfjs_bridge.assets import web_folder
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.golden.golden import ExportedModel, golden_vectors
from tfjs_bridge.convert.golden.task import Task
from tfjs_bridge.errors import ArtifactError, ModelWarning, TfjsBridgeError, VerificationError
from tfjs_bridge.verification.node import NodeUnavailableError, find_node, run_node_json

Array = npt.NDArray[Any]
Backend = Literal["wasm", "cpu"]

# wasm is many times faster. Where it lacks a kernel, or computes a layer wrongly as it does
# Conv3DTranspose, cpu is TensorFlow.js's word; and the other way round for BatchNormalization.
_BACKENDS: tuple[Backend, ...] = ("wasm", "cpu")
_DTYPES = {"float32": "<f4", "int32": "<i4", "bool": "?"}


@dataclass(frozen=True, slots=True)
class Proof:
    """What a comparison found.

    Attributes:
        tfjs: TensorFlow.js's version.
        backend: The one of its backends that was compared.
        vectors: How many inputs.
        largest_difference: As a part of an output's largest value.
        tolerance: What was allowed.
        golden_difference: Of the artifact's own golden vectors, from Keras's outputs when it was
            exported; `None` for a model that has none.
    """

    tfjs: str
    backend: Backend
    vectors: int
    largest_difference: float
    tolerance: float
    golden_difference: float | None = None


def require_node() -> None:
    """Refuse to go on without Node.js.

    Raises:
        NodeUnavailableError: It is not installed, or too old.
    """
    try:
        find_node()
    except NodeUnavailableError as error:
        raise NodeUnavailableError(
            f"{error} An import is compared with TensorFlow.js in it; to go without: --no-verify "
            f"(in Python: verify=False)."
        ) from error


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Inputs that were drawn, and what an import gives for them.

    Attributes:
        inputs: One array for each input, in the model's order.
        outputs: Keras's, likewise.
    """

    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]


def draw(model: Any, seed: int) -> Drawn:
    """Draw inputs as for an export, and run Keras on them.

    Args:
        model: An import.
        seed: Of numpy's `default_rng`.
    """
    with warnings.catch_warnings():
        # Of outputs that hardly vary, which the user cannot change here.
        warnings.simplefilter("ignore", ModelWarning)
        graph = read_keras_model(model)
        golden = golden_vectors(ExportedModel(model, graph, model), Task(seed), "drawn").vectors
    return Drawn(tuple(x.value for x in golden.inputs), tuple(x.value for x in golden.outputs))


def prove(source: PlainModel, model: Any, drawn: Drawn) -> Proof:
    """Run a model in TensorFlow.js and its import in Keras, and compare.

    Args:
        source: The model.
        model: Its import.
        drawn: What to compare on.

    Raises:
        VerificationError: The outputs differ, or TensorFlow.js cannot run the model.
        NodeUnavailableError: Node.js or TensorFlow.js is not installed.
    """
    found = _compared(source, drawn.inputs, drawn.outputs)
    golden = _golden_difference(source, model)
    return Proof(*found, golden_difference=golden)


def require_equal(model: Any, drawn: Drawn) -> None:
    """Compare a Keras model, read back from its file, with what it was saved from.

    Args:
        model: What was read.
        drawn: From the other one.

    Raises:
        VerificationError: They give other outputs.
    """
    found = _largest(run_keras_model(model, drawn.inputs), drawn.outputs)
    if not found <= TOLERANCE:
        raise VerificationError(
            f"{model.name}: the file does not give the model's outputs; expected differences of at "
            f"most {TOLERANCE:.0e}, got {found:.1e}. Please report this with the model."
        )


def _compared(
    source: PlainModel, inputs: Sequence[Array], expected: Sequence[Array]
) -> tuple[str, Backend, int, float, float]:
    """Compare on the first backend that agrees."""
    found: dict[Backend, str] = {}
    for backend in _BACKENDS:
        try:
            version, outputs = _run_tfjs(source, backend, inputs)
        except NodeUnavailableError:
            raise
        except VerificationError as error:
            found[backend] = str(error)
            continue
        largest = _largest(outputs, expected)
        if largest <= TOLERANCE:
            return version, backend, len(inputs[0]), largest, TOLERANCE
        found[backend] = f"a difference of {largest:.1e}"
    said = "; ".join(f"{backend}: {what}" for backend, what in found.items())
    raise VerificationError(
        f"{source.file}: TensorFlow.js and the imported model do not give the same; expected "
        f"outputs within {TOLERANCE:.0e}, got {said}. Nothing was written; if the model works in "
        f"TensorFlow.js, please report it, or import it with --no-verify (in Python: verify=False)."
    )


def _largest(outputs: Sequence[Array], expected: Sequence[Array]) -> float:
    if [x.shape for x in outputs] != [x.shape for x in expected]:
        return float("inf")
    found = [difference(x, right) for x, right in zip(outputs, expected, strict=True)]
    return max((float("inf") if isnan(x) else x for x in found), default=0.0)


def _run_tfjs(
    source: PlainModel, backend: Backend, inputs: Sequence[Array]
) -> tuple[str, list[Array]]:
    script = web_folder() / "node" / "run-layers.mjs"
    with tempfile.TemporaryDirectory(prefix="tfjs-bridge-") as name:
        folder = Path(name)
        _write_request(folder, source, inputs)
        answer = run_node_json(script, [str(folder), "--backend", backend])
        return str(answer["tfjs"]), _outputs(folder, answer["outputs"])


def _write_request(folder: Path, source: PlainModel, inputs: Sequence[Array]) -> None:
    ends = [{"shape": list(x.shape), "dtype": x.dtype.name} for x in inputs]
    request = {"model": str(source.file.absolute()), "inputs": ends}
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    with (folder / "inputs.bin").open("wb") as file:
        for x in inputs:
            file.write(raw_bytes(x, np.dtype(_DTYPES[x.dtype.name])))


def _outputs(folder: Path, ends: Sequence[dict[str, Any]]) -> list[Array]:
    values = np.frombuffer((folder / "outputs.bin").read_bytes(), "<f4")
    shapes = [tuple(end["shape"]) for end in ends]
    stops = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    return [x.reshape(shape) for x, shape in zip(np.split(values, stops), shapes, strict=False)]


def _golden_difference(source: PlainModel, model: Any) -> float | None:
    """Compare with the golden vectors of an artifact of ours."""
    if not source.is_ours:
        return None
    spec = read_metadata(source.folder).golden
    try:
        golden = read_golden(source.folder, spec)
    except OSError as error:
        raise ArtifactError(
            f"{source.folder / spec.file}: cannot be read ({error.strerror}); expected the golden "
            f"vectors. Export the model again."
        ) from error
    try:
        outputs = run_keras_model(model, [x.value for x in golden.inputs])
    except TfjsBridgeError:
        raise
    except Exception as error:  # Keras raises anything, also for inputs of another shape
        raise ArtifactError(
            f"{source.folder}: the golden vectors do not fit the model ({error}). Export it again."
        ) from error
    compared = [
        (got, output.value)
        for got, output in zip(outputs, golden.outputs, strict=True)
        if output.name not in golden.random
    ]
    largest = _largest([got for got, _ in compared], [right for _, right in compared])
    if not largest <= spec.tolerance:
        raise VerificationError(
            f"{source.folder}: the imported model does not give Keras's outputs of the golden "
            f"vectors; expected differences of at most {spec.tolerance:.0e}, got {largest:.1e}. "
            f"Check the artifact with tfjs-bridge verify, and please report this with the model."
        )
    return largest
