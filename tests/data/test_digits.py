"""Tests of making a picture of a digit look like MNIST's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tfjs_bridge.data.digits import normalize_digit, overlap_weights
from tfjs_bridge.errors import DataError

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "digits.json").read_text(encoding="utf-8")
)["cases"]


def normalized(picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    digit = normalize_digit(picture)
    assert digit is not None
    return digit[..., 0]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_shared_vectors(case: dict[str, Any]) -> None:
    """Python gives the numbers that JavaScript is held to; they are rounded to 6 decimals."""
    digit = normalize_digit(np.array(case["pixels"], float).reshape(case["height"], case["width"]))
    if case["expected"] is None:
        assert digit is None
    else:
        assert digit is not None
        np.testing.assert_allclose(digit.ravel(), case["expected"], rtol=0, atol=1e-6)


def test_result_is_a_model_input() -> None:
    """The digit has the shape, the type and the range of a model's input."""
    digit = normalize_digit(np.full((3, 4), 2.5, np.float32))
    assert digit is not None
    assert digit.shape == (28, 28, 1)
    assert digit.dtype == np.float32
    assert (digit.min(), digit.max()) == (0.0, 1.0)


def test_the_picture_is_left_alone() -> None:
    """Ink below the threshold is dropped from a copy."""
    picture = np.full((3, 4), 0.05)
    picture[1, 1] = 1.0
    before = picture.copy()
    normalize_digit(picture)
    np.testing.assert_array_equal(picture, before)


def test_ink_at_the_threshold_counts() -> None:
    """Only ink below 0.1 counts as none."""
    picture = np.zeros((5, 5))
    assert normalize_digit(picture + 0.0999) is None
    picture[2, 2] = 0.1
    assert normalized(picture).max() == np.float32(0.1)


def test_a_dot_fills_the_box() -> None:
    """One pixel becomes a 20 by 20 square in the middle."""
    picture = np.zeros((9, 7))
    picture[8, 0] = 0.75
    expected = np.zeros((28, 28))
    expected[4:24, 4:24] = 0.75
    np.testing.assert_allclose(normalized(picture), expected, rtol=0, atol=1e-7)


@pytest.mark.parametrize(
    ("bar_width", "expected_width"),
    [
        pytest.param(1, 1, id="0.5 becomes 1"),
        pytest.param(3, 2, id="1.5 becomes 2"),
        pytest.param(5, 3, id="2.5 becomes 3, not 2"),
    ],
)
def test_the_shorter_side_is_rounded_half_up(bar_width: int, expected_width: int) -> None:
    """Python's own rounding, half to even, is not that of the format."""
    columns = normalized(np.ones((40, bar_width))).any(axis=0)
    assert columns.sum() == expected_width


@pytest.mark.parametrize(
    "bar_width", [pytest.param(width, id=f"{width} wide") for width in (3, 7, 11)]
)
def test_a_centre_between_pixels_goes_right(bar_width: int) -> None:
    """Symmetric ink of an odd width is placed half up, whatever the last bits of the sum."""
    columns = np.flatnonzero(normalized(np.full((20, bar_width), 0.7)).any(axis=0))
    assert columns[0] == 14 - bar_width // 2
    assert columns.size == bar_width


@pytest.mark.parametrize(
    ("corner", "filled"),
    [
        pytest.param((slice(0, 4), slice(0, 4)), slice(8, 28), id="heavy at the top left"),
        pytest.param((slice(16, 20), slice(16, 20)), slice(0, 20), id="heavy at the bottom right"),
    ],
)
def test_nothing_is_cut_off(corner: tuple[slice, slice], filled: slice) -> None:
    """Where the centre of mass asks for more room than there is, the digit stops at the edge."""
    picture = np.zeros((20, 20))
    picture[0, 0] = picture[19, 19] = 0.1
    picture[corner] = 1.0
    np.testing.assert_array_equal(normalized(picture)[filled, filled], picture.astype(np.float32))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(5, 20, id="larger, whole factor"),
        pytest.param(7, 20, id="larger"),
        pytest.param(20, 20, id="same"),
        pytest.param(53, 20, id="smaller"),
        pytest.param(60, 1, id="one pixel"),
    ],
)
def test_weights_average_by_area(source: int, target: int) -> None:
    """The weights agree with repeating each pixel and taking means, which is exact but slow."""
    line = np.random.default_rng(3).random(source)
    by_repeating = np.repeat(line, target).reshape(target, source).mean(axis=1)
    np.testing.assert_allclose(overlap_weights(source, target) @ line, by_repeating, atol=1e-12)


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        pytest.param(
            np.zeros((28, 28, 1)),
            "wrong number of axes; expected shape (height, width), got (28, 28, 1)",
            id="three axes",
        ),
        pytest.param(
            np.zeros((4, 4), np.uint8),
            "wrong dtype; expected floats in [0, 1], got uint8. Divide bytes by 255 first.",
            id="bytes",
        ),
        pytest.param(
            np.full((2, 2), np.nan), "not finite; expected floats in [0, 1]", id="not a number"
        ),
    ],
)
def test_other_arrays_are_refused(picture: npt.NDArray[Any], message: str) -> None:
    """An array that is no picture of one digit is an error, never a guess."""
    with pytest.raises(DataError, match=re.escape(message)):
        normalize_digit(picture)
