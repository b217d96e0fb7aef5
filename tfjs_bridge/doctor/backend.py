"""Which backend Keras will run on to export, as `keras_backend.load_keras` chooses it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final

from tfjs_bridge.doctor.findings import Finding

# Keras's own; each imports the module of its name.
_BACKENDS: Final = ("numpy", "jax", "tensorflow", "torch", "openvino")
# The first release whose numpy backend heeds masks.
_MASKS_ON_NUMPY: Final = (3, 14)


def choose_backend(packages: Mapping[str, Finding]) -> tuple[str, str]:
    """Return Keras's backend for an export, and why; the backend is empty where none can be used.

    Args:
        packages: What was found, by name.
    """
    keras, given = packages["keras"], os.environ.get("KERAS_BACKEND")
    if keras.state != "ok":
        return "", f"keras is {keras.state}"
    heeds_masks = _release(keras.version) >= _MASKS_ON_NUMPY
    if given:
        return _given(given, packages, heeds_masks=heeds_masks)
    if heeds_masks:
        return "numpy", "the default: it is imported fastest"
    if packages["jax"].state != "ok":
        return "", f"on numpy Keras {keras.version} ignores masks, and jax is not usable"
    return "jax", f"on numpy Keras {keras.version} ignores masks"


def _given(backend: str, packages: Mapping[str, Finding], *, heeds_masks: bool) -> tuple[str, str]:
    if backend not in _BACKENDS:
        # Its value is not repeated: a variable may hold anything.
        return "", f"KERAS_BACKEND is none of {', '.join(_BACKENDS)}"
    if backend == "numpy" and not heeds_masks:
        return "", "KERAS_BACKEND is numpy, on which this Keras ignores masks"
    known = packages.get(backend)
    if known.state != "ok" if known else find_spec(backend) is None:
        return "", f"KERAS_BACKEND is {backend}, which is not usable here"
    return backend, "KERAS_BACKEND says so"


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])
