"""How handlers of operations read their call and give their result."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.builder import Tensor
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.rewrites.arithmetic import truth
from tfjs_bridge.convert.use import Mask, Use


def setting(use: Use, config: ConfigReader, key: str, default: Any = None) -> Any:
    """Take a setting that older versions of Keras may not have saved."""
    config.ignore(key)
    return use.layer.config.get(key, default)


def typed(use: Use, result: Tensor) -> Tensor | Mask:
    """A result as what Keras has it: a mask where it is of bools."""
    return truth(use, result) if use.output.dtype == "bool" else result


def one_axis(use: Use, axis: Any, rank: int) -> int:
    """An axis after the batch, from its number, which may be negative.

    Raises:
        UnsupportedModelError: It is the batch, or none of the tensor.
    """
    if not isinstance(axis, int) or not -rank <= axis < rank:
        raise use.refuse(f"expected an axis of {rank}, got axis={axis}", "Name one axis.")
    if axis % rank == 0:
        raise use.refuse(
            f"works across the samples of a batch (axis={axis}); expected an axis after the batch",
            "TensorFlow.js layers treat each sample by itself: use another axis.",
        )
    return axis % rank
