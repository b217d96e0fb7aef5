"""Activations as layers of their own."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate, fused_activation
from tfjs_bridge.convert.layers_model.builder import ZEROS, Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.layers.activation_rewrites import above, clip, scaled_elu
from tfjs_bridge.convert.layers_model.lowerings.axes import chosen_axes, on_last_axis
from tfjs_bridge.convert.layers_model.primitives import (
    activation as apply,
)
from tfjs_bridge.convert.layers_model.primitives import (
    add,
    as_float,
    mask_values,
    multiply,
    scale,
    step,
)

# What Keras puts in the place of masked values before a softmax.
_MASKED = -1e9


@handles("Activation")
def activation(use: Use, config: ConfigReader) -> Tensor:
    """An activation by its name."""
    own, rest = fused_activation(use, config.take("activation"))
    x = as_float(use, use.input)
    if own == "linear":
        return activate(use, x, rest)
    layer = use.define("Activation", {"activation": own}, role="")
    return use.call_layer(layer, [x], x.shape)


@handles("ReLU", note="slope and threshold as ThresholdedReLU and a second ReLU")
def relu(use: Use, config: ConfigReader) -> Tensor:
    """``x`` above the threshold, and below it a slope; up to a largest value."""
    slope, limit = config.take("negative_slope"), config.take("max_value")
    threshold, x = config.take("threshold"), as_float(use, use.input)
    if not slope and not threshold:
        return _own(use, x, "ReLU", {"max_value": limit})
    if limit is None and not threshold:
        return _own(use, x, "LeakyReLU", {"alpha": slope})
    upper = above(use, x, threshold) if threshold else apply(use, x, "relu")
    if limit is not None:
        upper = clip(use, upper, limit)
    if not slope:
        return upper
    lower = apply(use, scale(use, x, -1.0, threshold), "relu")
    return add(use, upper, scale(use, lower, -slope))


@handles("LeakyReLU")
def leaky_relu(use: Use, config: ConfigReader) -> Tensor:
    """TensorFlow.js calls the slope `alpha`."""
    alpha = float(config.take("negative_slope"))
    return _own(use, as_float(use, use.input), "LeakyReLU", {"alpha": alpha})


@handles("ELU", note="alpha other than 1 as two ReLUs")
def elu(use: Use, config: ConfigReader) -> Tensor:
    """``alpha * (exp(x) - 1)`` below 0; TensorFlow.js has it for alpha 1."""
    alpha, x = float(config.take("alpha")), as_float(use, use.input)
    if alpha == 1:
        return _own(use, x, "ELU", {"alpha": 1.0})
    return scaled_elu(use, x, alpha)


@handles("PReLU")
def prelu(use: Use, config: ConfigReader) -> Tensor:
    """A slope below 0 for each value, learned.

    The wasm kernel repeats the slopes over the values in order, whatever their shape, so all axes
    behind the first that is not shared are written out.
    """
    config.ignore("shared_axes")  # is in the shape of the weights
    x, alpha = as_float(use, use.input), use.weights["alpha"]
    first = next((axis for axis, size in enumerate(alpha.shape) if size != 1), alpha.ndim)
    sizes = use.require_sizes(x.shape[1 + first :], "an axis that PReLU shares slopes over")
    whole = np.ascontiguousarray(np.broadcast_to(alpha, (*alpha.shape[:first], *sizes)))
    alpha = use.derived(whole, alpha)
    shared = [axis for axis, size in enumerate(alpha.shape, 1) if size == 1]
    layer = use.define(
        "PReLU",
        {"shared_axes": shared or None, "alpha_initializer": ZEROS},
        {"alpha": alpha},
        role="",
    )
    return use.call_layer(layer, [x], x.shape)


@handles("Softmax", treatment="rewritten", note="the softmax activation, on the last axis")
def softmax(use: Use, config: ConfigReader) -> Result:
    """Over one or several axes; masked values count as -1e9, and become 0."""
    x = as_float(use, use.input)
    axes = chosen_axes(use, config.take("axis"), x.rank)
    if use.mask is None:
        return _softmax(use, x, axes)
    counts = _truth(use, use.mask, x.shape)
    absent = scale(use, counts, -_MASKED, _MASKED)
    result = _softmax(use, add(use, multiply(use, x, counts), absent), axes)
    return multiply(use, result, counts)


def _softmax(use: Use, x: Tensor, axes: tuple[int, ...]) -> Tensor:
    if axes == (x.rank - 1,):
        return apply(use, x, "softmax")
    return on_last_axis(use, x, axes, lambda flat: apply(use, flat, "softmax"))


def _truth(use: Use, mask: Mask, shape: Shape) -> Tensor:
    """A mask as numbers, of as many axes as what it is for."""
    if len(mask.shape) != len(shape):
        raise use.refuse(
            f"its mask has {len(mask.shape)} axes; expected {len(shape)}, as its input has",
            "Pass a mask of the input's shape, or none.",
        )
    if mask.value is None and mask.source.dtype != "bool":
        return step(use, scale(use, mask.source, 1.0, -0.5))
    return mask_values(use, mask)


def _own(use: Use, x: Tensor, class_name: str, config: dict[str, float | None]) -> Tensor:
    """One layer of the Keras layer's own name."""
    return use.call_layer(use.define(class_name, config, role=""), [x], x.shape)
