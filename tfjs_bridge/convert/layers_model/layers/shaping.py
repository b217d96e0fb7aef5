"""Layers that only reorder values."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Use
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.primitives import known_product, permute, reshape


@handles("Flatten")
def flatten(use: Use, config: ConfigReader) -> Tensor:
    """All axes but the batch in one."""
    x = use.input
    if config.require("data_format", ("channels_last", "channels_first"), "") == "channels_first":
        x = permute(use, x, [*range(2, x.rank), *range(1, min(x.rank, 2))])
    if x.rank < 3:
        # tfjs-layers' Flatten asks for at least 3 axes (layers/core.ts).
        return reshape(use, x, use.output.shape[1:])
    if known_product(x.shape[1:]) is None:
        # It also asks for fixed sizes, which a Reshape does not.
        return reshape(use, x, (None,))
    layer = use.define("Flatten", {"data_format": "channels_last"}, role="")
    return use.call_layer(layer, [x], use.output.shape, x.dtype)


@handles("Reshape")
def reshape_layer(use: Use, config: ConfigReader) -> Tensor:
    """Other sizes for the same values; one of them may follow from the input."""
    config.ignore("target_shape")  # Keras's output shape is it, with -1 worked out
    sizes = use.output.shape[1:]
    if sizes.count(None) > 1:
        use.require_sizes(sizes, "the new shape")
    return use.become("Reshape", {"target_shape": [-1 if n is None else n for n in sizes]})


@handles("Permute")
def permute_layer(use: Use, config: ConfigReader) -> Tensor:
    """The axes in another order."""
    return use.become("Permute", {"dims": list(config.take("dims"))})


@handles("RepeatVector")
def repeat_vector(use: Use, config: ConfigReader) -> Tensor:
    """The same vector for several steps."""
    return use.become("RepeatVector", {"n": config.take("n")})
