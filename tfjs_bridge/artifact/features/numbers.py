"""Numbers: Keras's Discretization, CategoryEncoding, Normalization, Rescaling, and casts.

All arithmetic is in float32, as in Keras.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from tfjs_bridge.artifact.features.encode import check_encode, encode, encoded
from tfjs_bridge.artifact.features.settings import choice, listed, number, numbers
from tfjs_bridge.artifact.features.tensor import (
    INTEGERS,
    LARGEST_INTEGER,
    NUMBERS,
    NUMPY,
    Array,
    Operation,
    Step,
    Tensor,
    one_input,
)
from tfjs_bridge.errors import DataError

LARGEST_BOUNDARIES: Final = 2**16
# keras.config.epsilon(), which nobody changes between training and use.
_EPSILON: Final = np.float32(1e-7)
# The least that is allowed, and what is just too large.
_RANGES: Final = {
    "int32": (-(2.0**31), 2.0**31),
    "int64": (-float(LARGEST_INTEGER), 2.0**53),
    "any int64": (-(2.0**63), 2.0**63),
}


def to_integers(name: str, values: Array, kind: str) -> Array:
    """Cut numbers to whole ones, towards zero.

    Args:
        name: Of what they are, for messages.
        values: Any number or bool, any shape.
        kind: ``int32``; ``int64``, within what JavaScript's numbers hold; or ``any int64``.

    Raises:
        DataError: One is not a number, or out of the range. TensorFlow gives an integer for these
            that depends on the machine.
    """
    # float64 holds each float32, and each integer that can come here.
    whole = np.trunc(values.astype(np.float64))
    least, beyond = _RANGES[kind]
    is_fine = (whole >= least) & (whole < beyond)
    if not is_fine.all():
        place = np.argwhere(~is_fine)[0].tolist()
        raise DataError(
            f"'{name}', example {', '.join(map(str, place))}: not an integer of its "
            f"range; expected a number from {least:.0f} to below {beyond:.0f}, "
            f"got {values[tuple(place)]}. Give another number."
        )
    return whole.astype(np.int32 if kind == "int32" else np.int64)


def _check_discretize(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, NUMBERS)
    boundaries = [number("boundaries", value) for value in listed("boundaries", step["boundaries"])]
    if len(boundaries) > LARGEST_BOUNDARIES:
        raise ValueError(
            f"boundaries: expected at most {LARGEST_BOUNDARIES}, got {len(boundaries)}"
        )
    if any(a > b for a, b in pairwise(boundaries)):
        raise ValueError("boundaries: expected them in ascending order")
    check_encode(step, len(boundaries) + 1)
    return encoded(step, tensor.shape)


def _discretize(step: Step, inputs: Sequence[Array]) -> Array:
    # TensorFlow's Bucketize compares in float32, integers as well; NaN is above all boundaries.
    boundaries = np.array(step["boundaries"], np.float32)
    bins = np.searchsorted(boundaries, inputs[0].astype(np.float32), side="right")
    return encode(step, bins.astype(np.int64))


def _check_categories(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, INTEGERS)
    check_encode(step, 1, ("one_hot", "multi_hot", "count"))
    return encoded(step, tensor.shape)


def _categories(step: Step, inputs: Sequence[Array]) -> Array:
    values = inputs[0].astype(np.int64)
    # TensorFlow's bincount, which takes two axes, refuses what one_hot leaves out.
    if step["encode"] != "one_hot" and values.ndim == 2 and (values < 0).any():
        place = np.argwhere(values < 0)[0].tolist()
        raise DataError(
            f"'{step['inputs'][0]}', example {', '.join(map(str, place))}: not a category; "
            f"expected a whole number, 0 or more, got {values[tuple(place)]}. Give another value."
        )
    return encode(step, values)


def _check_normalize(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    tensor = one_input(step, inputs, NUMBERS)
    choice("invert", step["invert"], (False, True))
    for key in ("mean", "variance"):
        shape = numbers(key, step[key])
        # Counted from the last axis; an open size takes single numbers only.
        pairs = zip(shape[::-1], tensor.shape[::-1], strict=False)
        if len(shape) > len(tensor.shape) or any(size not in (1, other) for size, other in pairs):
            raise ValueError(
                f"{key}: expected numbers for the shape {list(tensor.shape)}, got {list(shape)}"
            )
    if (np.array(step["variance"]) < 0).any():
        raise ValueError("variance: expected numbers, 0 or more")
    return Tensor(tensor.shape, "float32")


def _normalize(step: Step, inputs: Sequence[Array]) -> Array:
    values = inputs[0].astype(np.float32)
    mean = np.array(step["mean"], np.float32)
    deviation = np.maximum(np.sqrt(np.array(step["variance"], np.float32)), _EPSILON)
    with np.errstate(over="ignore", invalid="ignore"):
        result: Array = mean + values * deviation if step["invert"] else (values - mean) / deviation
    return result


def _check_rescale(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    number("scale", step["scale"])
    number("offset", step["offset"])
    return Tensor(one_input(step, inputs, NUMBERS).shape, "float32")


def _rescale(step: Step, inputs: Sequence[Array]) -> Array:
    values = inputs[0].astype(np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        result: Array = values * np.float32(step["scale"]) + np.float32(step["offset"])
    return result


def _check_cast(step: Step, inputs: Sequence[Tensor]) -> Tensor:
    choice("dtype", step["dtype"], (*NUMBERS, "bool"))
    return Tensor(one_input(step, inputs, (*NUMBERS, "bool")).shape, step["dtype"])


def _cast(step: Step, inputs: Sequence[Array]) -> Array:
    if step["dtype"] in INTEGERS:
        return to_integers(step["inputs"][0], inputs[0], step["dtype"])
    return inputs[0].astype(NUMPY[step["dtype"]])


DISCRETIZE: Final = Operation(("boundaries", "encode", "depth"), _check_discretize, _discretize)
CATEGORIES: Final = Operation(("encode", "depth"), _check_categories, _categories)
NORMALIZE: Final = Operation(("mean", "variance", "invert"), _check_normalize, _normalize)
RESCALE: Final = Operation(("scale", "offset"), _check_rescale, _rescale)
CAST: Final = Operation(("dtype",), _check_cast, _cast)
