"""Golden vectors: a few inputs, and what Keras answered, kept beside the model as its proof."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.metadata import GoldenSpec, TensorSpec
from tfjs_bridge.artifact.weights import DTYPES, from_bytes, to_bytes
from tfjs_bridge.errors import ArtifactError

GOLDEN_BIN = "golden.bin"

# float32 carries about 7 digits; kernels that add in another order differ in the last one or two.
RELATIVE_TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class GoldenVectors:
    """Inputs of a model and Keras's outputs for them, keyed by tensor name, in order.

    Attributes:
        inputs: Shape (vectors, ...) each.
        outputs: Shape (vectors, ...) each.
        source: In words, where the inputs are from.
    """

    inputs: Mapping[str, npt.NDArray[Any]]
    outputs: Mapping[str, npt.NDArray[Any]]
    source: str


def write_golden(folder: Path, golden: GoldenVectors) -> GoldenSpec:
    """Write `golden.bin` into `folder` and return its description.

    The tolerance is 1e-5 of the outputs' largest magnitude, and of 1 where that is smaller: for
    probabilities, 1e-5.

    Raises:
        ArtifactError: An output is not finite: nothing could be compared with it.
    """
    for name, value in golden.outputs.items():
        if not np.isfinite(value).all():
            raise ArtifactError(
                f"output '{name}': Keras gave NaN or infinite values for the golden inputs "
                f"({golden.source}); expected finite numbers. Check the model's weights."
            )
    scale = max(float(np.abs(value).max(initial=0)) for value in golden.outputs.values())
    with (folder / GOLDEN_BIN).open("wb") as file:
        specs = [_append(file, golden.inputs), _append(file, golden.outputs)]
    return GoldenSpec(GOLDEN_BIN, RELATIVE_TOLERANCE * max(1.0, scale), golden.source, *specs)


def _append(file: Any, tensors: Mapping[str, npt.NDArray[Any]]) -> tuple[TensorSpec, ...]:
    specs = []
    for name, value in tensors.items():
        dtype, data = to_bytes(name, value)
        file.write(data)
        specs.append(TensorSpec(name, value.shape, dtype))
    return tuple(specs)


def read_golden(folder: Path, spec: GoldenSpec) -> GoldenVectors:
    """Read the golden vectors that `spec` describes.

    Raises:
        ArtifactError: The file's size is not what `spec` needs.
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
    arrays = [
        from_bytes(tensor.dtype, _sizes(tensor), data[end - size : end])
        for tensor, size, end in zip(tensors, sizes, ends, strict=True)
    ]
    count = len(spec.inputs)
    return GoldenVectors(
        dict(zip([t.name for t in spec.inputs], arrays[:count], strict=True)),
        dict(zip([t.name for t in spec.outputs], arrays[count:], strict=True)),
        spec.source,
    )


def _sizes(tensor: TensorSpec) -> Sequence[int]:
    if None in tensor.shape or tensor.dtype not in DTYPES:
        raise ArtifactError(
            f"golden vector '{tensor.name}': expected whole sizes and a dtype of "
            f"{', '.join(DTYPES)}, got {list(tensor.shape)} {tensor.dtype}. Export the model again."
        )
    return [size for size in tensor.shape if size is not None]
