"""Convolutions. Source: convolutional.ts and convolutional_depthwise.ts in tfjs-layers/src/layers.

With ``channelsFirst`` TensorFlow.js moves the channels to the end, convolves, and moves them back.
So do these, since few of Keras's backends convolve that way round.
"""

from __future__ import annotations

from typing import Any

from tfjs_bridge.from_tfjs.blocks import (
    Block,
    LayerContext,
    Weight,
    chain,
    fused_activation,
    hard_sigmoid_layers,
    weights_of,
)
from tfjs_bridge.from_tfjs.objects import HARD_SIGMOID, activation_name, weight_options
from tfjs_bridge.from_tfjs.registry import handles
from tfjs_bridge.keras_backend import load_keras

DATA_FORMATS = ("channels_last", "channels_first")
_PADDINGS = ("valid", "same")


@handles("Conv1D", "Conv2D", "Conv3D")
def convolution(ctx: LayerContext) -> Block:
    """``Conv2D(filters, kernelSize, strides, padding, dilationRate, ...)``: the same in Keras."""
    rank = int(ctx.spec.class_name[4])
    ctx.ignore("groups", 1)
    options = {
        "filters": ctx.settings.size("filters"),
        "dilation_rate": ctx.settings.sizes("dilation_rate", rank),
        **weight_options(ctx.settings, "kernel", "bias"),
    }
    return _convolution(ctx, ctx.spec.class_name, rank, options, {"kernel": "kernel"})


@handles("Conv2DTranspose", "Conv3DTranspose")
def transposed_convolution(ctx: LayerContext) -> Block:
    """``Conv2DTranspose(filters, kernelSize, strides, padding)``: the same in Keras."""
    ctx.ignore("output_padding", None)
    ctx.ignore("dilation_rate", 1)
    options = {
        "filters": ctx.settings.size("filters"),
        **weight_options(ctx.settings, "kernel", "bias"),
    }
    rank = int(ctx.spec.class_name[4])
    return _convolution(ctx, ctx.spec.class_name, rank, options, {"kernel": "kernel"})


@handles("DepthwiseConv2D")
def depthwise_convolution(ctx: LayerContext) -> Block:
    """``DepthwiseConv2D(kernelSize, depthMultiplier, ...)``: the same in Keras.

    Its `call` leaves the dilation out.
    """
    ctx.ignore("dilation_rate", 1)
    options = {
        "depth_multiplier": ctx.settings.size("depth_multiplier", 1),
        **weight_options(ctx.settings, "depthwise", "bias"),
    }
    return _convolution(ctx, "DepthwiseConv2D", 2, options, {"depthwise_kernel": "kernel"})


@handles("SeparableConv2D")
def separable_convolution(ctx: LayerContext) -> Block:
    """``SeparableConv2D(filters, kernelSize, depthMultiplier, ...)``: the same in Keras."""
    if _is_channels_first(ctx) and ctx.settings.flag("use_bias", True):
        # biasAdd takes the axis of the channels that it will have after the transposition.
        raise ctx.refuse(
            "dataFormat 'channelsFirst' with a bias is computed wrongly by TensorFlow.js; expected "
            "'channelsLast'. Build the model in Keras, and copy its weights."
        )
    options = {
        "filters": ctx.settings.size("filters"),
        "depth_multiplier": ctx.settings.size("depth_multiplier", 1),
        "dilation_rate": ctx.settings.sizes("dilation_rate", 2),
        **weight_options(ctx.settings, "depthwise", "pointwise", "bias"),
    }
    kernels = {name: name for name in ("depthwise_kernel", "pointwise_kernel")}
    return _convolution(ctx, "SeparableConv2D", 2, options, kernels)


def _convolution(
    ctx: LayerContext,
    class_name: str,
    rank: int,
    options: dict[str, Any],
    kernels: dict[str, str],
) -> Block:
    use_bias, is_first = ctx.settings.flag("use_bias", True), _is_channels_first(ctx)
    if is_first and rank == 1:
        raise ctx.refuse(
            "dataFormat 'channelsFirst' gives the output with its axes the other way round than "
            "TensorFlow.js says itself; expected 'channelsLast'. Build the model in Keras, and "
            "copy its weights."
        )
    # An activation such as softmax sees the channels where they are in the end.
    activation, rest = ("linear", _activation_layers(ctx)) if is_first else fused_activation(ctx)
    layer = getattr(load_keras().layers, class_name)(
        kernel_size=ctx.settings.sizes("kernel_size", rank, None),
        strides=ctx.settings.sizes("strides", rank),
        padding=ctx.settings.word("padding", "valid", _PADDINGS),
        activation=activation,
        use_bias=use_bias,
        **options,
        **ctx.common(),
    )
    weights = weights_of(ctx, layer, **kernels, **({"bias": "bias"} if use_bias else {}))
    return channels_moved(ctx, rank, layer, *rest, weights=weights)


def _activation_layers(ctx: LayerContext) -> tuple[Any, ...]:
    name = activation_name(ctx.settings)
    if name == HARD_SIGMOID:
        return hard_sigmoid_layers(ctx)
    if name == "linear":
        return ()
    return (load_keras().layers.Activation(name, name=ctx.fresh_name(name)),)


def _is_channels_first(ctx: LayerContext) -> bool:
    return ctx.settings.word("data_format", "channels_last", DATA_FORMATS) == "channels_first"


def channels_moved(
    ctx: LayerContext, rank: int, layer: Any, *rest: Any, weights: list[Weight] | None = None
) -> Block:
    """Return a layer on pictures, with the channels moved to its end and back if they are first.

    Args:
        ctx: Of the layer in TensorFlow.js.
        rank: How many axes a picture has beside the channels.
        layer: Keras's.
        rest: The layers behind it.
        weights: All that there are.
    """
    if not _is_channels_first(ctx):
        return chain(layer, *rest, weights=weights or [])
    permute, axes = load_keras().layers.Permute, range(1, rank + 2)
    to_end = permute([*axes[1:], 1], name=ctx.fresh_name("channels_last"))
    back = permute([axes[-1], *axes[:-1]], name=ctx.fresh_name("channels_first"))
    return chain(to_end, layer, back, *rest, weights=weights or [])
