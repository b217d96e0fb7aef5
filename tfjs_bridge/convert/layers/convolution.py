"""Convolutions."""

from __future__ import annotations

from tfjs_bridge.convert.activations import activation_name
from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer
from tfjs_bridge.convert.handlers import ZEROS, TfjsLayer, handles


@handles("Conv2D")
def conv2d(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """A convolution over height and width; `groups` would be ignored there, so it must be 1."""
    config.require("groups", (1,), "Train with groups=1.")
    config.require("quantization_config", (None,), "Export the model before quantizing it.")
    config.require("lora_rank", (None,), "Merge the LoRA weights first.")
    return TfjsLayer(
        "Conv2D",
        {
            "filters": config.take("filters"),
            "kernel_size": config.take("kernel_size"),
            "strides": config.take("strides"),
            "padding": config.require("padding", ("valid", "same"), "Use one of these."),
            "data_format": config.require("data_format", ("channels_last",), "Use channels_last."),
            "dilation_rate": config.take("dilation_rate"),
            "activation": activation_name(layer.label, config.take("activation")),
            "use_bias": config.take("use_bias"),
            "kernel_initializer": ZEROS,
            "bias_initializer": ZEROS,
        },
        dict(layer.weights),
    )
