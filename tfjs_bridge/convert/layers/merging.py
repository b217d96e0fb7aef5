"""Layers that join several tensors."""

from __future__ import annotations

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer
from tfjs_bridge.convert.handlers import TfjsLayer, handles


@handles("Add")
def add(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """The sum, value by value."""
    return TfjsLayer("Add", {})


@handles("Concatenate")
def concatenate(layer: Layer, config: ConfigReader) -> TfjsLayer:
    """The tensors after each other along one axis."""
    return TfjsLayer("Concatenate", {"axis": config.take("axis")})
