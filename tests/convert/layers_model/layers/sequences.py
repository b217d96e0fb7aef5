"""Sequences with masks, and what recurrent layers are run with, for their tests."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.cases import randomized
from tests.convert.parity import Array, run_stock
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.writers import bridge
from tfjs_bridge.keras_backend import load_keras

CELLS = ("SimpleRNN", "GRU", "LSTM")
STATES = {"SimpleRNN": 1, "GRU": 1, "LSTM": 2}
LENGTHS = pytest.mark.parametrize("steps", [7, None], ids=["fixed", "open"])
EACH_CELL = pytest.mark.parametrize("kind", CELLS)
# Steps that count: at the beginning, all but some, and none.
MASK = np.array([[1, 1, 0, 1, 0, 0, 0], [0, 1, 1, 1, 0, 1, 1], [0] * 7], bool)


def random(*shape: int) -> Array:
    """Normally distributed values."""
    values: Array = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    return values


def masked_steps() -> Array:
    """Three sequences of seven steps, some of which are 0 for Masking."""
    steps: Array = np.where(MASK[..., None], random(3, 7, 3), np.float32(0))
    return steps


def masked_ids() -> Array:
    """The same as indices below 9, where 0 does not count."""
    ids: Array = (np.random.default_rng(0).integers(1, 9, (3, 7)) * MASK).astype(np.int32)
    return ids


MASK_SETTINGS: dict[str, dict[str, Any]] = {
    "last": {},
    "all": {"return_sequences": True},
    "backwards": {"return_sequences": True, "go_backwards": True},
    "zero-last": {"zero_output_for_mask": True},
    "zero-all": {"zero_output_for_mask": True, "return_sequences": True, "go_backwards": True},
}


def stateful_parity(model: Any, x: Array) -> None:
    """Each of three calls goes on where the one before ended."""
    keras, exported = load_keras(), translate(read_keras_model(randomized(model)))
    with tempfile.TemporaryDirectory() as name:
        bridge.write(exported, Path(name))
        for times in range(1, 4):
            # Keras itself, for `run_keras_model` begins at zero each time.
            expected = [np.asarray(output) for output in keras.tree.flatten(model(x))]
            for backend in ("cpu", "wasm"):
                outputs = run_stock(Path(name), backend, [x], repeat=times)
                for output, right in zip(outputs, expected, strict=True):
                    np.testing.assert_allclose(output, right, atol=1e-5)
