"""Inputs, dense layers, activations, and layers that only reorder or only train."""

from __future__ import annotations

from tfjs_bridge.artifact.weights import DTYPES
from tfjs_bridge.convert.activations import activation_name
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer
from tfjs_bridge.convert.handlers import ZEROS, TfjsLayer, handles
from tfjs_bridge.errors import UnsupportedModelError


@handles("InputLayer")
def input_layer(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """An input; Keras 3's `batch_shape` is `batch_input_shape` here."""
    shape = config.take("batch_shape")
    dtype = config.require("dtype", list(DTYPES), "Give the input one of these dtypes.")
    for key in ("sparse", "ragged", "optional"):
        config.require(key, (False,), "Give the model a plain input.")
    return TfjsLayer(
        "InputLayer", {"batch_input_shape": list(shape), "dtype": dtype, "sparse": False}
    )


@handles("Dense")
def dense(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """A matrix product, over the last axis."""
    config.require("quantization_config", (None,), "Export the model before quantizing it.")
    config.require("lora_rank", (None,), "Merge the LoRA weights first.")
    return TfjsLayer(
        "Dense",
        {
            "units": config.take("units"),
            "activation": activation_name(layer.label, config.take("activation")),
            "use_bias": config.take("use_bias"),
            "kernel_initializer": ZEROS,
            "bias_initializer": ZEROS,
        },
        dict(layer.weights),
    )


@handles("Activation")
def activation(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """An activation as a layer of its own."""
    name = activation_name(layer.label, config.take("activation"))
    return TfjsLayer("Activation", {"activation": name})


@handles("Dropout")
def dropout(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """Nothing at inference; kept, so that the model can be trained on in JavaScript."""
    config.ignore("seed")
    noise_shape = config.require("noise_shape", (None,), "Use noise_shape=None.")
    return TfjsLayer("Dropout", {"rate": config.take("rate"), "noise_shape": noise_shape})


@handles("Flatten")
def flatten(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """All axes but the batch in one."""
    for call in layer.calls:
        if len(call.input_shapes[0]) < 3:
            # tfjs-layers' Flatten declares minNDim 3 (layers/core.ts).
            raise UnsupportedModelError(
                f"{layer.label}: TensorFlow.js flattens inputs of at least 3 axes; got shape "
                f"{list(call.input_shapes[0])}, which is flat already. Remove the layer."
            )
    config.require("data_format", ("channels_last",), "Use channels_last.")
    return TfjsLayer("Flatten", {"data_format": "channels_last"})
