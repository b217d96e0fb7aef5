"""Layers that only reorder values."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.handlers import handles
from tfjs_bridge.convert.layers_model.primitives import known_product, permute, reshape
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


@handles("Flatten")
def flatten(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate all axes but the batch in one.

    Keras: Flatten(data_format), of any rank and size.
    TensorFlow.js: flatten(), of at least 3 axes with fixed sizes; reshape({targetShape}) for
        others.
    """
    x = ctx.input
    if config.require("data_format", ("channels_last", "channels_first"), "") == "channels_first":
        # Keras brings channels to the end before it flattens.
        x = permute(ctx, x, [*range(2, x.rank), *range(1, min(x.rank, 2))])
    if x.rank < 3:
        # tfjs-layers' Flatten asks for at least 3 axes (layers/core.ts).
        return reshape(ctx, x, ctx.output.shape[1:])
    if known_product(x.shape[1:]) is None:
        # It also asks for fixed sizes, which a Reshape does not.
        return reshape(ctx, x, (None,))
    layer = ctx.define("Flatten", {"data_format": "channels_last"}, role="")
    return ctx.call_layer(layer, [x], ctx.output.shape, x.dtype)


@handles("Reshape")
def reshape_layer(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate other sizes for the same values; one of them may follow from the input.

    Keras: Reshape(target_shape).
    TensorFlow.js: reshape({targetShape}).
    """
    config.ignore("target_shape")  # Keras's output shape is it, with -1 worked out
    sizes = ctx.output.shape[1:]
    if sizes.count(None) > 1:
        ctx.require_sizes(sizes, "the new shape")
    return ctx.map_to("Reshape", {"target_shape": [-1 if n is None else n for n in sizes]})


@handles("Permute")
def permute_layer(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate another order of the axes.

    Keras: Permute(dims).
    TensorFlow.js: permute({dims}).
    """
    return ctx.map_to("Permute", {"dims": list(config.take("dims"))})


@handles("RepeatVector")
def repeat_vector(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate the same vector for several steps.

    Keras: RepeatVector(n).
    TensorFlow.js: repeatVector({n}).
    """
    return ctx.map_to("RepeatVector", {"n": config.take("n")})
