"""The registry of layer handlers: what each Keras layer becomes in TensorFlow.js."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.graph import Layer

ZEROS = {"class_name": "Zeros", "config": {}}
"""Initializer of every exported weight: loading overwrites it, and it costs nothing to run."""


@dataclass(frozen=True, slots=True, eq=False)
class TfjsLayer:
    """What a layer becomes.

    Attributes:
        class_name: TensorFlow.js's class.
        config: Its settings, without name, in the spelling of Keras 2.
        weights: By TensorFlow.js's name within the layer, in its order.
    """

    class_name: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)


Handler = Callable[[Layer, ConfigReader], TfjsLayer]

_HANDLERS: dict[str, Handler] = {}
_FAMILIES = ("core", "convolution", "pooling", "merging", "normalization")


def handles(class_name: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of one Keras layer class."""

    def register(handler: Handler) -> Handler:
        if class_name in _HANDLERS:
            raise ValueError(f"two handlers for {class_name}")
        _HANDLERS[class_name] = handler
        return handler

    return register


def handlers() -> Mapping[str, Handler]:
    """All handlers by Keras class name."""
    for family in _FAMILIES:
        import_module(f"tfjs_bridge.convert.layers.{family}")
    return _HANDLERS
