"""How handlers of operations read their call and give their result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.handlers import Result, supported
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import truth
from tfjs_bridge.convert.layers_model.lowerings.axes import chosen_axes


def setting(use: Use, config: ConfigReader, key: str, default: Any = None) -> Any:
    """Take a setting that older versions of Keras may not have saved."""
    config.ignore(key)
    return use.layer.config.get(key, default)


def typed(use: Use, result: Tensor) -> Tensor | Mask:
    """A result as what Keras has it: a mask where it is of bools."""
    return truth(use, result) if use.output.dtype == "bool" else result


def reduced_axes(use: Use, config: ConfigReader, rank: int) -> tuple[int, ...]:
    """Take `axis`, one or several, as ascending numbers of axes after the batch.

    Raises:
        UnsupportedModelError: All axes are meant, or the batch is among them.
    """
    axis = setting(use, config, "axis")
    if axis is None:
        raise use.refuse(
            "reduces the whole batch (axis=None); expected axes after the batch",
            "TensorFlow.js layers treat each sample by itself: name the axes.",
        )
    return chosen_axes(use, axis, rank)


def as_layer(use: Use, class_name: str, config: Mapping[str, Any]) -> Result:
    """What a layer of a class would become in the operation's place."""
    layer = replace(use.layer, class_name=class_name, config=config)
    own = ConfigReader(layer.label, config)
    result = supported()[class_name].handler(replace(use, layer=layer), own)
    own.finish()
    return result


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
