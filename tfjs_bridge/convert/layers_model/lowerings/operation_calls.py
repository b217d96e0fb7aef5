"""How handlers of operations read their arguments and return their result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.handlers import Result, supported
from tfjs_bridge.convert.layers_model.lowerings.axes import resolve_axes
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor


def take_optional(ctx: LayerContext, config: ConfigReader, key: str, default: Any = None) -> Any:
    """Take a setting that older versions of Keras may not have saved."""
    # `take` would refuse its absence: Keras adds settings with new versions.
    config.ignore(key)
    return ctx.layer.config.get(key, default)


def with_keras_dtype(ctx: LayerContext, result: Tensor) -> Tensor | Mask:
    """Return a result of the dtype that Keras declares: of bools, a mask."""
    return Mask(result) if ctx.output.dtype == "bool" else result


def take_reduced_axes(ctx: LayerContext, config: ConfigReader, rank: int) -> tuple[int, ...]:
    """Take `axis`, one or several, as ascending numbers of axes after the batch.

    Raises:
        UnsupportedModelError: All axes are meant, or the batch is among them.
    """
    axis = take_optional(ctx, config, "axis")
    if axis is None:
        raise ctx.refuse(
            "reduces the whole batch (axis=None); expected axes after the batch",
            "TensorFlow.js layers treat each sample by itself: name the axes.",
        )
    return resolve_axes(ctx, axis, rank)


def translate_as_layer(ctx: LayerContext, class_name: str, config: Mapping[str, Any]) -> Result:
    """Translate an operation as a layer of another class."""
    layer = replace(ctx.layer, class_name=class_name, config=config)
    own = ConfigReader(layer.label, config)
    # Through the registry, so that operations and layers need not import each other.
    result = supported()[class_name].handler(replace(ctx, layer=layer), own)
    own.finish()
    return result


def resolve_axis(ctx: LayerContext, axis: Any, rank: int) -> int:
    """Return an axis after the batch from its number, which may be negative.

    Raises:
        UnsupportedModelError: It is the batch, or none of the tensor.
    """
    if not isinstance(axis, int) or not -rank <= axis < rank:
        raise ctx.refuse(f"expected an axis of {rank}, got axis={axis}", "Name one axis.")
    if axis % rank == 0:
        raise ctx.refuse(
            f"works across the samples of a batch (axis={axis}); expected an axis after the batch",
            "TensorFlow.js layers treat each sample by itself: use another axis.",
        )
    return axis % rank
