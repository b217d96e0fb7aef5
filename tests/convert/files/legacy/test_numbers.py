"""Keras 2's files: the Keras 3 twin and its export compute what tf_keras does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.files.legacy.record import CASES, NOT_AS_ZIP
from tests.convert.files.recording import assert_as_recorded, recorded
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.frontend.run import run_keras_model

# Of the output's largest value: float32 sums in another order. float16 has 11 bits.
TOLERANCE = 1e-5
HALF_TOLERANCE = 5e-3
HALF = frozenset({"half_precision"})


pytestmark = pytest.mark.slow


def assert_the_same(legacy_folder: Path, name: str, suffix: str) -> None:
    """Of a model's file, in Keras 3, on numpy."""
    inputs, expected = recorded(legacy_folder / f"{name}.npz")
    outputs = run_keras_model(load_model_file(legacy_folder / f"{name}{suffix}"), inputs)
    assert_as_recorded(outputs, expected, HALF_TOLERANCE if name in HALF else TOLERANCE)


@pytest.mark.parametrize("name", CASES)
def test_the_twin_computes_the_same(legacy_folder: Path, name: str) -> None:
    """From HDF5."""
    assert_the_same(legacy_folder, name, ".h5")


@pytest.mark.parametrize("name", sorted(set(CASES) - NOT_AS_ZIP))
def test_the_twin_from_a_zip_computes_the_same(legacy_folder: Path, name: str) -> None:
    """Its functions, losses and penalties too."""
    assert_the_same(legacy_folder, name, ".keras")
