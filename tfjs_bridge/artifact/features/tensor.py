"""What is known of a tensor before there are values, and what an operation is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Step = dict[str, Any]

INTEGERS: Final = ("int64", "int32")
NUMBERS: Final = (*INTEGERS, "float32")
DTYPES: Final = ("string", *NUMBERS, "bool")
# Strings are Python's own: numpy's have a fixed length, and lose zeros at the end.
NUMPY: Final[dict[str, type[Any]]] = {
    "string": np.object_,
    "int64": np.int64,
    "int32": np.int32,
    "float32": np.float32,
    "bool": np.bool_,
}
# JavaScript has no whole numbers beyond it.
LARGEST_INTEGER: Final = 2**53 - 1
# Readers allocate what is prepared: 1 GiB in float32.
LARGEST_OUTPUT: Final = 2**28


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor without its values.

    Attributes:
        shape: Sizes, the number of examples first, `None` where a size is open.
        dtype: One of `DTYPES`.
    """

    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of step.

    Attributes:
        settings: The keys of its settings: each must be there, and no other.
        check: Takes a step and what it reads; returns what it writes. Raises ValueError or
            TypeError where the step cannot be run.
        run: Takes a step and the values that it reads, of the shapes and dtypes that were checked;
            returns what it writes.
    """

    settings: tuple[str, ...]
    check: Callable[[Step, Sequence[Tensor]], Tensor]
    run: Callable[[Step, Sequence[Array]], Array]


def one_input(step: Step, inputs: Sequence[Tensor], dtypes: tuple[str, ...]) -> Tensor:
    """Return the only tensor that a step reads, of one of the dtypes."""
    if len(inputs) != 1:
        raise ValueError(f"inputs: expected one, got {len(inputs)}")
    if inputs[0].dtype not in dtypes:
        raise ValueError(
            f"inputs: expected '{step['inputs'][0]}' to be {' or '.join(dtypes)}, "
            f"got {inputs[0].dtype}"
        )
    return inputs[0]
