"""Tests of preparing pictures: Python's numbers are those that JavaScript is held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.errors import DataError

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "picture-inputs.json").read_text(encoding="utf-8")
)
METHODS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "picture-methods.json").read_text(encoding="utf-8")
)
_SPEC: dict[str, Any] = {
    "height": 4,
    "width": 3,
    "channels": 3,
    "fit": "stretch",
    "method": "bilinear",
    "scale": "none",
    "invert": "never",
}
# Some roundings of a float32 below 256: Keras sums in another order.
ROUNDING = 2**-12
# TensorFlow also computes the weights of its larger kernels in float32.
KERNEL_ROUNDING = 2**-11


def _pixels(pixels: dict[str, Any]) -> Any:
    shape = (pixels["height"], pixels["width"], 4)
    return np.array(pixels["data"], np.uint8).reshape(shape)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_shared_vectors(case: dict[str, Any]) -> None:
    """What Keras and Pillow make of these pictures."""
    spec = case["spec"]
    values = prepare_picture(_pixels(case["pixels"]), spec)
    assert values.dtype == np.float32
    assert values.shape == (spec["height"], spec["width"], spec["channels"])
    np.testing.assert_allclose(values.ravel(), case["values"], rtol=0, atol=ROUNDING)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in METHODS["cases"]])
def test_shared_vectors_of_resizing(case: dict[str, Any]) -> None:
    """What TensorFlow makes of these pictures; and what Pillow does, to the last bit."""
    values = prepare_picture(_pixels(METHODS["pictures"][case["picture"]]), case["spec"])
    atol = 0 if case["spec"]["method"].startswith("pil-") else KERNEL_ROUNDING
    np.testing.assert_allclose(values.ravel(), case["values"], rtol=0, atol=atol)


def test_a_long_strip_is_cut_before_it_is_resized() -> None:
    """As a whole it would need gigabytes: 256 x 1,048,576 pixels."""
    strip = np.random.default_rng(0).integers(0, 256, (1, 4096, 3), np.uint8)
    cut = {"fit": "center-crop", "shorter_side": 256, "height": 224, "width": 224}
    for method in ("pil-bicubic", "pil-nearest", "bicubic", "area"):
        values = prepare_picture(strip, {**_SPEC, **cut, "method": method})
        assert values.shape == (224, 224, 3)
    np.testing.assert_allclose(values[0], values[-1], atol=0)


def test_grey_and_opaque_pictures_need_no_opacity() -> None:
    """As Pillow gives them for JPEG files, and for grey ones."""
    rng = np.random.default_rng(0)
    colours = rng.integers(0, 256, (4, 3, 3), np.uint8)
    opaque = np.concatenate([colours, np.full((4, 3, 1), 255, np.uint8)], axis=2)
    np.testing.assert_array_equal(prepare_picture(colours, _SPEC), prepare_picture(opaque, _SPEC))
    grey = colours[..., 0]
    expected = np.repeat(grey[..., None], 3, axis=2)
    np.testing.assert_array_equal(prepare_picture(grey, _SPEC), expected)


def test_a_light_ground_is_inverted() -> None:
    """Where it is asked for, and only if the border is light."""
    spec = {**_SPEC, "channels": 1, "invert": "light-ground"}
    light = np.full((4, 3), 250, np.uint8)
    light[1, 1] = 0
    assert prepare_picture(light, spec)[..., 0].tolist() == (255 - light).tolist()
    assert prepare_picture(255 - light, spec)[..., 0].tolist() == (255 - light).tolist()


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 3, 3)),
        np.zeros((4, 3, 2), np.uint8),
        np.zeros((0, 3, 3), np.uint8),
        np.zeros((1, 4, 3, 3), np.uint8),
    ],
)
def test_what_is_not_a_picture_is_refused(pixels: Any) -> None:
    """With what it is, and what to pass."""
    with pytest.raises(DataError, match="pixels: not a picture; expected uint8"):
        prepare_picture(pixels, _SPEC)
