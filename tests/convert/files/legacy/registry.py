"""The registry of Keras 2 models; each is built by a function of the module `tf_keras`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.files.recording import WHOLE_NUMBERS, Builder

__all__ = ["CASES", "REFUSED", "WHOLE_NUMBERS", "case", "constant", "one", "refused"]

CASES: dict[str, Builder] = {}
REFUSED: dict[str, Builder] = {}
"""Models that cannot be exported; they are saved, and not run."""


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


def constant(*shape: int) -> Any:
    """Random numbers, the same for the same shape: float32."""
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)
