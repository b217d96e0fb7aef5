"""Keras 2's files: their exports compute in plain TensorFlow.js what tf_keras does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.files.legacy.record import CASES
from tests.convert.files.recording import recorded
from tests.convert.parity import compare
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.precision import in_float32
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate

HALF = frozenset({"half_precision"})


pytestmark = pytest.mark.slow


@pytest.mark.node
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("name", sorted(set(CASES) - HALF))
def test_the_export_computes_the_same(legacy_folder: Path, name: str) -> None:
    """In plain TensorFlow.js, on cpu and wasm."""
    inputs, expected = recorded(legacy_folder / f"{name}.npz")
    model = in_float32(load_model_file(legacy_folder / f"{name}.h5"))
    repeat = 1 if name == "stateful" else 2
    compare(translate(read_keras_model(model)), inputs, expected, repeat=repeat)
