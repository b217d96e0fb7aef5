"""Outputs beside Keras's, and beside labels."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.comparing.results import Scores
from tfjs_bridge.comparing.scores import agreement, change, check_labels, scores
from tfjs_bridge.errors import DataError

CHANCES = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]], np.float32)
LOGITS = np.log(CHANCES) + 5
CLASSES = np.array([0, 1, 0])
LOSS = -(math.log(0.7) + math.log(0.8) + math.log(0.3)) / 3


@pytest.mark.parametrize("output", [CHANCES, LOGITS], ids=["probabilities", "logits"])
@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(CLASSES, id="numbers"),
        pytest.param(CLASSES[:, np.newaxis], id="a column of numbers"),
        pytest.param(CLASSES.astype(np.float64), id="whole numbers as floats"),
        pytest.param(np.eye(3)[CLASSES], id="one-hot"),
    ],
)
def test_classes(output: Any, labels: Any) -> None:
    """Two of three are right, and the loss is that of the right classes."""
    check_labels(output, labels)
    found = scores([output], labels)
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.loss == pytest.approx(LOSS, rel=1e-5)
    assert found.error is None


def test_classes_at_each_position() -> None:
    """As of characters, or of pixels."""
    found = scores([np.stack([CHANCES, CHANCES])], np.stack([CLASSES, [0, 1, 2]]))
    assert found.accuracy == pytest.approx(5 / 6)


def test_a_lone_probability_is_of_the_second_class() -> None:
    """And above 0.5 it is the answer."""
    output = np.array([[0.9], [0.2], [0.6]], np.float32)
    for labels in ([1, 0, 0], [[1], [0], [0]], [True, False, False]):
        assert scores([output], np.array(labels)).accuracy == pytest.approx(2 / 3)


@pytest.mark.parametrize("labels", [[1.5, 2.0, 4.0], [[1.5], [2.0], [4.0]]], ids=["row", "column"])
def test_values(labels: Any) -> None:
    """Not classes: their mean absolute difference."""
    output = np.array([[1.0], [2.0], [3.0]], np.float32)
    found = scores([output], np.array(labels))
    assert found.accuracy is None
    assert found.error == pytest.approx(0.5)


def test_no_labels_no_scores() -> None:
    """Nothing is known."""
    assert scores([CHANCES], None) == Scores()


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        pytest.param(np.array([0, 1]), "got int64 of shape (2,)", id="too few"),
        pytest.param(np.array([0, 1, 3]), "got numbers from 0 to 3", id="no such class"),
        pytest.param(np.array([0, -1, 1]), "got numbers from -1 to 1", id="negative"),
        pytest.param(np.array(["a", "b", "c"]), "got <U1 of shape (3,)", id="text"),
        pytest.param(np.zeros((3, 4)), "got float64 of shape (3, 4)", id="other classes"),
        pytest.param(np.array([0, np.nan, 1]), "got float64 of shape (3,)", id="not a number"),
        pytest.param(np.array([0.5, 1, 2]), "got float64 of shape (3,)", id="between classes"),
    ],
)
def test_labels_that_do_not_fit(labels: Any, message: str) -> None:
    """They are refused, with what would fit."""
    with pytest.raises(DataError, match="labels y: do not fit") as caught:
        check_labels(CHANCES, labels)
    assert "class numbers from 0 to 2 of shape (3,)" in str(caught.value)
    assert message in str(caught.value)


def test_agreement() -> None:
    """Of the top answers of all outputs that have some."""
    other = CHANCES[[1, 1, 2]]
    assert agreement([other], [CHANCES]) == pytest.approx(2 / 3)
    sides = np.array([[0.4], [0.6]], np.float32), np.array([[0.6], [0.7]], np.float32)
    assert agreement([sides[0]], [sides[1]]) == 0.5
    assert agreement([other[:2], sides[0]], [CHANCES[:2], sides[1]]) == 0.5
    values = np.array([[5.0], [7.0]], np.float32)
    assert agreement([values], [values]) is None


def test_change_is_the_largest_difference_of_all_outputs() -> None:
    """And there is none where a value is not a number, wherever it is."""
    assert change([CHANCES, CHANCES], [CHANCES, CHANCES]) == 0
    assert (change([CHANCES, CHANCES[::-1]], [CHANCES, CHANCES]) or 0) > 0.1
    broken = CHANCES.copy()
    broken[1, 1] = np.nan
    assert change([broken, CHANCES], [CHANCES, CHANCES]) is None
    assert change([CHANCES, broken], [CHANCES, CHANCES]) is None
