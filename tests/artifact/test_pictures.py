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


def _pixels(case: dict[str, Any]) -> Any:
    pixels = case["pixels"]
    shape = (pixels["height"], pixels["width"], 4)
    return np.array(pixels["data"], np.uint8).reshape(shape)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_shared_vectors(case: dict[str, Any]) -> None:
    """What Keras and Pillow make of these pictures."""
    spec = case["spec"]
    values = prepare_picture(_pixels(case), spec)
    assert values.dtype == np.float32
    assert values.shape == (spec["height"], spec["width"], spec["channels"])
    np.testing.assert_allclose(values.ravel(), case["values"], rtol=0, atol=ROUNDING)


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
