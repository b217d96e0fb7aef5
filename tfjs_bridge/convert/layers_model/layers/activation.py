"""Activations as layers of their own."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.activations import activate, fused_activation
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.activation_rewrites import (
    clip_from_zero,
    keep_above,
    scaled_elu,
)
from tfjs_bridge.convert.layers_model.lowerings.axes import on_last_axis, resolve_axes
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
from tfjs_bridge.convert.layers_model.tfjs_layers import ZEROS, Tensor

# What Keras puts in the place of masked values before a softmax.
_MASKED = -1e9


@handles("Activation")
def activation(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an activation by its name.

    Keras: Activation(activation).
    TensorFlow.js: activation({activation}), or the layers that compose it.
    """
    own, rest = fused_activation(ctx, config.take("activation"))
    x = as_float(ctx, ctx.input)
    if own == "linear":
        return activate(ctx, x, rest)
    layer = ctx.define("Activation", {"activation": own}, role="")
    return ctx.call_layer(layer, [x], x.shape)


@handles("ReLU", note="slope and threshold as ThresholdedReLU and a second ReLU")
def relu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a ReLU with slope, threshold and upper limit.

    Keras: ReLU(max_value=None, negative_slope=0, threshold=0).
    TensorFlow.js: reLU({maxValue}), leakyReLU({alpha}), thresholdedReLU({theta}).
    """
    slope, limit = config.take("negative_slope"), config.take("max_value")
    threshold, x = config.take("threshold"), as_float(ctx, ctx.input)
    if not slope and not threshold:
        return _own(ctx, x, "ReLU", {"max_value": limit})
    if limit is None and not threshold:
        return _own(ctx, x, "LeakyReLU", {"alpha": slope})
    # TensorFlow.js's ReLU knows the upper limit alone (layers/advanced_activations.ts).
    upper = keep_above(ctx, x, threshold) if threshold else apply(ctx, x, "relu")
    if limit is not None:
        upper = clip_from_zero(ctx, upper, limit)
    if not slope:
        return upper
    lower = apply(ctx, scale(ctx, x, -1.0, threshold), "relu")
    return add(ctx, upper, scale(ctx, lower, -slope))


@handles("LeakyReLU")
def leaky_relu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a LeakyReLU; TensorFlow.js calls the slope `alpha`.

    Keras: LeakyReLU(negative_slope=0.3).
    TensorFlow.js: leakyReLU({alpha}).
    """
    alpha = float(config.take("negative_slope"))
    return _own(ctx, as_float(ctx, ctx.input), "LeakyReLU", {"alpha": alpha})


@handles("ELU", note="alpha other than 1 as two ReLUs")
def elu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate an ELU; TensorFlow.js computes it for alpha 1 only.

    Keras: ELU(alpha=1.0).
    TensorFlow.js: elu({alpha: 1}), or two ReLUs.
    """
    alpha, x = float(config.take("alpha")), as_float(ctx, ctx.input)
    # Any other value throws (layers/advanced_activations.ts, ELU).
    if alpha == 1:
        return _own(ctx, x, "ELU", {"alpha": 1.0})
    return scaled_elu(ctx, x, alpha)


@handles("PReLU")
def prelu(ctx: LayerContext, config: ConfigReader) -> Tensor:
    """Translate a PReLU: a learned slope below 0 for each value.

    Keras: PReLU(alpha_initializer, shared_axes=None).
    TensorFlow.js: prelu({alphaInitializer, sharedAxes}).

    The wasm kernel repeats the slopes over the values in order, whatever their shape, so all axes
    behind the first that is not shared are written out.
    """
    config.ignore("shared_axes")  # is in the shape of the weights
    x, alpha = as_float(ctx, ctx.input), ctx.weights["alpha"]
    first = next((axis for axis, size in enumerate(alpha.shape) if size != 1), alpha.ndim)
    sizes = ctx.require_sizes(x.shape[1 + first :], "an axis that PReLU shares slopes over")
    whole = np.ascontiguousarray(np.broadcast_to(alpha, (*alpha.shape[:first], *sizes)))
    alpha = ctx.mark_derived(whole, alpha)
    shared = [axis for axis, size in enumerate(alpha.shape, 1) if size == 1]
    layer = ctx.define(
        "PReLU",
        {"shared_axes": shared or None, "alpha_initializer": ZEROS},
        {"alpha": alpha},
        role="",
    )
    return ctx.call_layer(layer, [x], x.shape)


@handles("Softmax", treatment="rewritten", note="the softmax activation, on the last axis")
def softmax(ctx: LayerContext, config: ConfigReader) -> Result:
    """Translate a softmax over one or several axes; masked values count as -1e9 and become 0.

    Keras: Softmax(axis=-1), called with a mask or without.
    TensorFlow.js: activation({activation: 'softmax'}) on the last axis; its Softmax layer would
        read stale masks.
    """
    x = as_float(ctx, ctx.input)
    axes = resolve_axes(ctx, config.take("axis"), x.rank)
    if ctx.mask is None:
        return _softmax(ctx, x, axes)
    counts = _truth(ctx, ctx.mask, x.shape)
    absent = scale(ctx, counts, -_MASKED, _MASKED)
    result = _softmax(ctx, add(ctx, multiply(ctx, x, counts), absent), axes)
    return multiply(ctx, result, counts)


def _softmax(ctx: LayerContext, x: Tensor, axes: tuple[int, ...]) -> Tensor:
    if axes == (x.rank - 1,):
        return apply(ctx, x, "softmax")
    return on_last_axis(ctx, x, axes, lambda flat: apply(ctx, flat, "softmax"))


def _truth(ctx: LayerContext, mask: Mask, shape: Shape) -> Tensor:
    """Return a mask as numbers, with as many axes as the tensor that it masks."""
    if len(mask.shape) != len(shape):
        raise ctx.refuse(
            f"its mask has {len(mask.shape)} axes; expected {len(shape)}, as its input has",
            "Pass a mask of the input's shape, or none.",
        )
    if mask.value is None and mask.source.dtype != "bool":
        # Keras takes numbers above 1/2 for true (layers/activations/softmax.py).
        return step(ctx, scale(ctx, mask.source, 1.0, -0.5))
    return mask_values(ctx, mask)


def _own(ctx: LayerContext, x: Tensor, class_name: str, config: dict[str, float | None]) -> Tensor:
    """Emit one layer under the Keras layer's own name."""
    return ctx.call_layer(ctx.define(class_name, config, role=""), [x], x.shape)
