"""Golden vectors: a few inputs and Keras's outputs for them, stored with the model as its proof."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.metadata import GoldenSpec, Sensitivity, TensorSpec
from tfjs_bridge.artifact.weights import DTYPES, from_bytes, to_bytes
from tfjs_bridge.errors import ArtifactError

GOLDEN_BIN = "golden.bin"

# As a part of an output's largest magnitude. float32 has about 7 digits; kernels that add in
# another order differ in the last one or two, and this adds up over the layers of a network.
TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class NamedTensor:
    """One input or output.

    Attributes:
        name: The input's or output's.
        value: Its values for all vectors, shape (vectors, ...); dtype one of `DTYPES`.
    """

    name: str
    value: npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class GoldenVectors:
    """Inputs of a model and Keras's outputs for them.

    Attributes:
        inputs: In the order of the model's inputs.
        outputs: In the order of the model's outputs; two may have the same name.
        source: In words, where the inputs come from.
        sensitivity: Which faults they can reveal; `None` if that was not measured.
        random: Names of outputs that are drawn anew in each run, whose values prove nothing.
    """

    inputs: tuple[NamedTensor, ...]
    outputs: tuple[NamedTensor, ...]
    source: str
    sensitivity: Sensitivity | None = None
    random: tuple[str, ...] = ()


def write_golden(folder: Path, golden: GoldenVectors) -> GoldenSpec:
    """Write `golden.bin`, and return its description for the metadata.

    Raises:
        ArtifactError: An output is not finite, so that nothing could be compared with it.
    """
    # NaN differs from everything, itself included: the proof could only ever fail.
    for output in golden.outputs:
        if not np.isfinite(output.value).all():
            raise ArtifactError(
                f"output '{output.name}': Keras gave NaN or infinite values for the golden inputs "
                f"({golden.source}); expected finite numbers. Check the model's weights."
            )
    with (folder / GOLDEN_BIN).open("wb") as file:
        inputs, outputs = _append(file, golden.inputs), _append(file, golden.outputs)
    return GoldenSpec(
        GOLDEN_BIN,
        TOLERANCE,
        golden.source,
        inputs,
        outputs,
        golden.sensitivity,
        golden.random,
    )


def _append(file: Any, tensors: Sequence[NamedTensor]) -> tuple[TensorSpec, ...]:
    specs = []
    for tensor in tensors:
        dtype, data = to_bytes(f"golden vector '{tensor.name}'", tensor.value)
        file.write(data)
        specs.append(TensorSpec(tensor.name, tensor.value.shape, dtype))
    return tuple(specs)


def read_golden(folder: Path, spec: GoldenSpec) -> GoldenVectors:
    """Read the golden vectors that `spec` describes.

    Raises:
        ArtifactError: `spec` has open sizes or an unknown dtype, or the file has another size.
    """
    data = (folder / spec.file).read_bytes()
    tensors = [*spec.inputs, *spec.outputs]
    sizes = [math.prod(_sizes(t)) * DTYPES[t.dtype].itemsize for t in tensors]
    if sum(sizes) != len(data):
        raise ArtifactError(
            f"{folder / spec.file}: does not fit the metadata; expected {sum(sizes)} bytes, "
            f"got {len(data)}. Export the model again."
        )
    ends = np.cumsum(sizes).tolist()
    values = tuple(
        NamedTensor(t.name, from_bytes(t.dtype, _sizes(t), data[end - size : end]))
        for t, size, end in zip(tensors, sizes, ends, strict=True)
    )
    count = len(spec.inputs)
    return GoldenVectors(values[:count], values[count:], spec.source, spec.sensitivity, spec.random)


def _sizes(tensor: TensorSpec) -> Sequence[int]:
    if None in tensor.shape or tensor.dtype not in DTYPES:
        raise ArtifactError(
            f"golden vector '{tensor.name}': expected whole sizes and a dtype of "
            f"{', '.join(DTYPES)}, got {list(tensor.shape)} {tensor.dtype}. Export the model again."
        )
    return [size for size in tensor.shape if size is not None]
