"""The pictures, by their pixels."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.report.make import HISTORY
from tfjs_bridge.report.canvas import DARK, LIGHT, Theme, as_paper, plain
from tfjs_bridge.report.classes import draw_classes
from tfjs_bridge.report.confusion import draw_confusion
from tfjs_bridge.report.curves import accuracy_panel, draw_curves, loss_panel
from tfjs_bridge.report.digit_grid import ReadDigit, draw_digits
from tfjs_bridge.report.prediction import Prediction, draw_prediction

NAMES = tuple("0123456789")
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def pixels(png: bytes) -> npt.NDArray[np.uint8]:
    """uint8, shape (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def count(picture: npt.NDArray[np.uint8], colour: str) -> int:
    """How many pixels have a colour."""
    wanted = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8)
    return int((picture == wanted).all(axis=-1).sum())


def digit(value: int = 255) -> npt.NDArray[np.uint8]:
    return np.full((28, 28), value, np.uint8)


def prediction(predicted: int, **changes: Any) -> Prediction:
    probabilities = np.full(10, 0.01, np.float32)
    probabilities[predicted] = 0.91
    return Prediction(digit(), 4, probabilities, changes.get("class_names", NAMES))


@pytest.mark.parametrize("theme", THEMES)
def test_each_curve_has_its_colour(theme: Theme) -> None:
    """Training is blue, validation is orange, on the theme's ground."""
    panels = [loss_panel(HISTORY, "nats"), accuracy_panel(HISTORY)]
    picture = pixels(draw_curves([1, 2, 3], panels, theme, validation_name="validation"))
    assert min(count(picture, theme.blue), count(picture, theme.orange)) > 1000
    assert tuple(picture[0, 0]) == tuple(bytes.fromhex(theme.surface[1:]))


def test_many_epochs_and_one_are_drawn() -> None:
    """Curves of a hundred epochs stay lines; one epoch is a point."""
    for epochs in (1, 100):
        panel = loss_panel(HISTORY[:1] * epochs, "nats")
        picture = pixels(
            draw_curves(range(1, epochs + 1), [panel], LIGHT, validation_name="validation")
        )
        assert count(picture, LIGHT.orange) > 50


@pytest.mark.parametrize("theme", THEMES)
def test_mistakes_and_not_right_answers_draw_the_eye(theme: Theme) -> None:
    """The most frequent mistake is all orange; the diagonal is faint, however large."""
    matrix = np.diag(np.full(10, 980))
    without = pixels(draw_confusion(matrix, NAMES, theme))
    matrix[4, 9] = 12
    with_mistakes = pixels(draw_confusion(matrix, NAMES, theme))
    assert count(without, theme.orange) == 0
    assert count(with_mistakes, theme.orange) > 3000
    assert count(with_mistakes, theme.faint) > 30_000


@pytest.mark.parametrize("theme", THEMES)
def test_bars_are_the_wrong_part(theme: Theme) -> None:
    """Twice as many mistakes, twice the bar; none, no bar; no digits, no bar and no warning."""
    accuracy = np.array([1.0] * 8 + [np.nan, 0.96])
    one = count(pixels(draw_classes(accuracy, NAMES, theme)), theme.orange)
    accuracy[3] = 0.98
    two = count(pixels(draw_classes(accuracy, NAMES, theme)), theme.orange)
    assert two / one == pytest.approx(1.5, abs=0.02)
    assert count(pixels(draw_classes(np.ones(10), NAMES, theme)), theme.orange) == 0


@pytest.mark.parametrize("theme", THEMES)
def test_digits_are_enlarged_by_a_whole_number(theme: Theme) -> None:
    """Each of their pixels is a square of seven, in the colours of ink and paper."""
    image = np.random.default_rng(2).integers(0, 256, (28, 28), np.uint8)
    picture = pixels(draw_digits([ReadDigit(image, "4", "9", 0.987)], theme))
    assert picture.shape == (288, 960, 3)
    expected = as_paper(np.kron(image, np.ones((7, 7), np.uint8)), theme)
    np.testing.assert_array_equal(picture[8 : 8 + 196, 22 : 22 + 196], expected)


@pytest.mark.parametrize(
    ("read_name", "text"),
    [
        pytest.param("9", "4 read as 9", id="wrong"),
        pytest.param("4", "read as 4", id="right"),
    ],
)
def test_mistakes_differ_by_more_than_colour(read_name: str, text: str) -> None:
    """By their words; and only they are orange."""
    answer = ReadDigit(digit(), "4", read_name, 0.987)
    assert answer.text == text
    picture = pixels(draw_digits([answer], LIGHT))
    assert (count(picture, LIGHT.orange) > 0) == (not answer.is_right)


def test_digits_fill_rows_of_four() -> None:
    """Five digits take two rows."""
    picture = pixels(draw_digits([ReadDigit(digit(), "1", "1", 1.0)] * 5, LIGHT))
    assert picture.shape == (2 * 288, 960, 3)


@pytest.mark.parametrize(
    ("predicted", "colour"),
    [pytest.param(4, LIGHT.blue, id="right"), pytest.param(9, LIGHT.orange, id="wrong")],
)
def test_a_prediction_is_blue_where_right_and_orange_where_wrong(
    predicted: int, colour: str
) -> None:
    """The bar of the answer alone."""
    picture = pixels(draw_prediction(prediction(predicted)))
    assert count(picture, colour) > 5000
    other = LIGHT.orange if colour == LIGHT.blue else LIGHT.blue
    assert count(picture, other) == 0


@pytest.mark.slow
def test_long_names_fit() -> None:
    """Those of clothes, say; warnings of matplotlib's would be errors here."""
    names = ("T-shirt/top", "Trouser", *(f"class number {i}" for i in range(2, 10)))
    matrix = np.ones((10, 10), np.int64)
    assert pixels(draw_confusion(matrix, names, LIGHT)).shape[1] == 960
    assert pixels(draw_classes(np.full(10, 0.5), names, LIGHT)).shape[1] == 960
    assert pixels(draw_prediction(prediction(3, class_names=names))).shape[1] == 1344


def test_dollars_are_no_formula() -> None:
    """A single one, or a pair, which would start mathematics."""
    assert plain("$5 and $6") == r"\$5 and \$6"
