"""The pictures that JavaScript is held to are what Keras and Pillow make of them, as installed."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import require
from tests.vectors import make_picture_methods as methods
from tests.vectors.make_picture_inputs import cases, picture
from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.artifact.preprocessing import METHODS

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


def _require_pillow_13() -> None:
    """Older ones always begin with the rows."""
    from PIL import __version__

    require(int(__version__.partition(".")[0]) >= 13, "needs Pillow 13: pip install -U pillow")


@pytest.mark.needs("tensorflow")
def test_the_vectors_of_resizing_are_what_tensorflow_and_pillow_make() -> None:
    """Of each method and fit."""
    _require_pillow_13()
    kept = json.loads(methods.OUTPUT.read_text(encoding="utf-8"))
    again = methods.cases()
    assert [case["name"] for case in kept["cases"]] == [case["name"] for case in again]
    for case, made in zip(kept["cases"], again, strict=True):
        assert {**made, "values": 0} == {**case, "values": 0}
        is_exact = case["spec"]["method"].startswith("pil-")
        atol = 0 if is_exact else 2 * ROUNDING
        assert made["values"] == pytest.approx(case["values"], rel=0, abs=atol), case["name"]


@pytest.mark.needs("tensorflow")
@pytest.mark.parametrize("method", METHODS)
def test_random_pictures_are_resized_as_there(method: str) -> None:
    """Of all sizes: far within 1/255 of a pixel's range, and of Pillow 13 exactly."""
    _require_pillow_13()
    rng = np.random.default_rng(0)
    for seed, fit in product(range(12), ("stretch", "letterbox", "center-crop")):
        shape, size = rng.integers(1, 90, 2), rng.integers(4, 40, 2)
        height, width = size.tolist()
        spec = {"height": height, "width": width, "channels": 3, "scale": "none"}
        spec |= {"fit": fit, "method": method, "invert": "never", "shorter_side": max(size) + 2}
        pixels = picture(*shape.tolist(), seed=seed)
        if fit == "letterbox" and max(shape) > 4 * min(shape):
            continue  # its shorter side may become nothing there
        expected = methods.fitted(methods.channels_of(pixels, 3), (height, width), spec)
        np.testing.assert_allclose(prepare_picture(pixels, spec), expected, rtol=0, atol=0.01)
