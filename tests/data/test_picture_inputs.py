"""The pictures that JavaScript is held to are what Keras and Pillow make of them, as installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.make_picture_inputs import cases

pytestmark = pytest.mark.needs("PIL")
VECTORS = Path(__file__).parents[1] / "vectors" / "picture-inputs.json"

# Keras's backends sum in other orders: some roundings of a float32 below 256.
ROUNDING = 2**-12


@pytest.fixture(scope="module")
def made() -> dict[object, dict[str, Any]]:
    """By name, made here and now."""
    return {case["name"]: case for case in cases()}


def test_the_vectors_are_what_keras_makes(made: dict[object, dict[str, Any]]) -> None:
    """Resizing, cropping, padding, grey, and all modes of preprocess_input."""
    kept = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert [case["name"] for case in kept] == list(made)
    for case in kept:
        again = made[case["name"]]
        assert {**again, "values": 0} == {**case, "values": 0}
        assert again["values"] == pytest.approx(case["values"], rel=0, abs=ROUNDING), case["name"]


def test_the_layer_is_the_operation(made: dict[object, dict[str, Any]]) -> None:
    """keras.layers.Resizing gives what keras.ops.image.resize does, in each way to fit."""
    import keras
    import numpy as np

    from tests.vectors.make_picture_inputs import FITS, channels

    for fit, options in FITS.items():
        case = made[f"an odd rest, {fit}, bilinear"]
        pixels, spec = case["pixels"], case["spec"]
        shape = (pixels["height"], pixels["width"], 4)
        picture = channels(np.array(pixels["data"], np.uint8).reshape(shape), 1)
        layer = keras.layers.Resizing(
            spec["height"], spec["width"], data_format="channels_last", **options
        )
        values = keras.ops.convert_to_numpy(layer(picture[np.newaxis])).ravel()
        assert values.tolist() == pytest.approx(case["values"], rel=0, abs=ROUNDING)
