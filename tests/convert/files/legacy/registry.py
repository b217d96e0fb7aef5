"""The registry of Keras 2 models; each is built by a function of the module `tf_keras`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Builder = Callable[[Any], Any]
CASES: dict[str, Builder] = {}
REFUSED: dict[str, Builder] = {}
"""Models that cannot be exported; they are saved, and not run."""
WHOLE_NUMBERS = 6
"""Inputs of embeddings are below it."""


def case(build: Builder) -> Builder:
    """Register a function of tf_keras that returns a model."""
    CASES[build.__name__] = build
    return build


def refused(build: Builder) -> Builder:
    """Register a function of tf_keras that returns a model that cannot be exported."""
    REFUSED[build.__name__] = build
    return build


def one(keras: Any, layer: Any, shape: tuple[int, ...]) -> Any:
    """A model of one layer."""
    return keras.Sequential([keras.Input(shape), layer])
