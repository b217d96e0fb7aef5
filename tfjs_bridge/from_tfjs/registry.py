"""Which function makes Keras layers of which of TensorFlow.js's classes."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping

from tfjs_bridge.from_tfjs.blocks import Block, LayerContext

Handler = Callable[[LayerContext], Block]

_HANDLERS: dict[str, Handler] = {}


def handles(*class_names: str) -> Callable[[Handler], Handler]:
    """Register a handler.

    Raises:
        ValueError: A class has one already.
    """

    def register(handler: Handler) -> Handler:
        for name in class_names:
            if name in _HANDLERS:
                raise ValueError(f"{name}: has a handler already")
            _HANDLERS[name] = handler
        return handler

    return register


@functools.cache
def handlers() -> Mapping[str, Handler]:
    """Return all handlers by class."""
    from tfjs_bridge.from_tfjs import layers

    # Importing the modules registers what is in them.
    for module in pkgutil.iter_modules(layers.__path__, f"{layers.__name__}."):
        importlib.import_module(module.name)
    return _HANDLERS
