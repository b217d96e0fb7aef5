"""Pooling over height and width."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer
from tfjs_bridge.convert.handlers import TfjsLayer, handles


@handles("MaxPooling2D")
@handles("AveragePooling2D")
def pooling2d(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """The largest or the mean value of each window."""
    return TfjsLayer(
        layer.class_name,
        {
            "pool_size": config.take("pool_size"),
            "strides": config.take("strides"),
            "padding": config.require("padding", ("valid", "same"), "Use one of these."),
            "data_format": config.require("data_format", ("channels_last",), "Use channels_last."),
        },
    )


@handles("GlobalMaxPooling2D")
@handles("GlobalAveragePooling2D")
def global_pooling2d(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """The largest or the mean value of each channel; `keepdims` would be ignored there."""
    config.require("keepdims", (False,), "Use keepdims=False and a Reshape.")
    return TfjsLayer(
        layer.class_name,
        {"data_format": config.require("data_format", ("channels_last",), "Use channels_last.")},
    )
