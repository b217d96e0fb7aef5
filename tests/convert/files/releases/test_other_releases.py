"""Tests of reading what another release of Keras saved than the one that is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.files.loading import load_model
from tfjs_bridge.convert.files.other_releases import updated
from tfjs_bridge.convert.frontend.run import run_keras_model

FOLDER = Path(__file__).parent


def test_a_file_of_the_newest_keras_is_read() -> None:
    """By the last Keras for Python 3.10 as well, to the same outputs."""
    model = load_model(FOLDER / "newer.keras", {})
    with np.load(FOLDER / "newer.npz") as kept:
        (outputs,) = run_keras_model(model, [kept["ids"]])
        np.testing.assert_allclose(outputs, kept["outputs"], rtol=0, atol=1e-6)


def _entry(name: str, module: str = "keras.layers", **config: Any) -> dict[str, Any]:
    return {"module": module, "class_name": name, "config": {"name": "x", **config}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (_entry("Dense", units=3, quantization_config=None), _entry("Dense", units=3)),
        (
            _entry("BatchNormalization", renorm=False, renorm_clipping=None, renorm_momentum=0.9),
            _entry("BatchNormalization"),
        ),
        (
            _entry("MultiHeadAttention", use_gate=False, sliding_window=None),
            _entry("MultiHeadAttention"),
        ),
    ],
)
def test_settings_that_change_nothing_are_left_out(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    """Older releases refuse them, whatever their value."""
    assert updated([given]) == [expected]


@pytest.mark.parametrize(
    "entry",
    [
        _entry("MultiHeadAttention", use_gate=True, sliding_window=4),
        _entry("BatchNormalization", renorm=True, renorm_clipping=None, renorm_momentum=0.9),
        _entry("Dense", quantization_config={"class_name": "Int8QuantizationConfig"}),
        _entry("Gate", module="my_layers", use_gate=False),
    ],
)
def test_settings_that_count_stay(entry: dict[str, Any]) -> None:
    """Nor is a user's own layer touched."""
    assert updated([entry]) == [entry]
