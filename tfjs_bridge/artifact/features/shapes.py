"""Values in another arrangement: Keras's Concatenate, Reshape and Flatten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from tfjs_bridge.artifact.features.encode import check_size
from tfjs_bridge.artifact.features.settings import integer, known_product, listed
from tfjs_bridge.artifact.features.tensor import (
    DTYPES,
    LARGEST_OUTPUT,
    Array,
    Operation,
    Step,
    Tensor,
    one_input,
)
from tfjs_bridge.errors import DataError

_LARGEST_RANK: Final = 8


def _check_concatenate(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    first = inputs[0]
    rank = len(first.shape)
    axis = integer("axis", step["axis"], -rank, rank - 1) % rank
    if axis == 0:
        raise ValueError("axis: expected another than that of the examples, got 0")
    sizes: list[int | None] = []
    for name, tensor in zip(step["inputs"], inputs, strict=True):
        others = tensor.shape[:axis] + tensor.shape[axis + 1 :]
        if tensor.dtype != first.dtype or others != first.shape[:axis] + first.shape[axis + 1 :]:
            raise ValueError(
                f"inputs: expected all in one dtype and, but for the axis {axis}, in one shape, "
                f"got '{name}', {tensor.dtype} of the shape {list(tensor.shape)}"
            )
        sizes.append(tensor.shape[axis])
    total = None if None in sizes else sum(size for size in sizes if size is not None)
    return Tensor((*first.shape[:axis], total, *first.shape[axis + 1 :]), first.dtype)


def _concatenate(step: Step, inputs: Sequence[Array]) -> Array:
    check_size(step, sum(values.size for values in inputs))
    try:
        return np.concatenate(inputs, axis=step["axis"])
    except ValueError as error:  # sizes that are open in the metadata
        raise _unfit(step, inputs) from error


def _check_reshape(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, DTYPES)
    sizes = [integer("shape", size, -1, LARGEST_OUTPUT) for size in listed("shape", step["shape"])]
    if sizes.count(-1) > 1 or 0 in sizes or len(sizes) >= _LARGEST_RANK:
        raise ValueError(
            f"shape: expected sizes above 0, one of them -1 at most, got {step['shape']}"
        )
    known, product = known_product(tensor.shape[1:]), math.prod(s for s in sizes if s != -1)
    if known is None:
        return Tensor((tensor.shape[0], *(None if s == -1 else s for s in sizes)), tensor.dtype)
    if known % product or (known != product and -1 not in sizes):
        raise ValueError(f"shape: expected one of {known} values, got {step['shape']}")
    whole = (known // product if size == -1 else size for size in sizes)
    return Tensor((tensor.shape[0], *whole), tensor.dtype)


def _reshape(step: Step, inputs: Sequence[Array]) -> Array:
    try:
        return inputs[0].reshape(len(inputs[0]), *step["shape"])
    except ValueError as error:
        raise _unfit(step, inputs) from error


def _unfit(step: Step, inputs: Sequence[Array]) -> DataError:
    shapes = ", ".join(str(list(values.shape)) for values in inputs)
    setting = "axis" if step["op"] == "concatenate" else "shape"
    return DataError(
        f"'{step['output']}': these examples do not fit; expected what can be arranged with "
        f"{setting} {step[setting]}, got the shapes {shapes}. Give examples of other sizes."
    )


CONCATENATE: Final = Operation(("axis",), _check_concatenate, _concatenate)
RESHAPE: Final = Operation(("shape",), _check_reshape, _reshape)
