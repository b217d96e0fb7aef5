"""What is chosen of a classifier's answers, by hand-made cases."""

from __future__ import annotations

import numpy as np
import pytest

from tfjs_bridge.report.picks import (
    class_accuracy,
    confusion_matrix,
    first_of_each_class,
    worst_mistakes,
)

LABELS = np.array([0, 0, 1, 2, 2, 2], np.uint8)


def test_the_confusion_matrix_has_the_true_class_in_rows() -> None:
    """Each answer is counted once; a class without examples is a row of zeros."""
    matrix = confusion_matrix(LABELS, np.array([0, 1, 1, 2, 0, 0]), 4)
    assert matrix.dtype == np.int64
    assert matrix.tolist() == [[1, 1, 0, 0], [0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 0]]


def test_class_accuracy_is_not_a_number_without_examples() -> None:
    """And gives no warning about a division."""
    matrix = np.array([[1, 1, 0], [0, 4, 0], [0, 0, 0]])
    np.testing.assert_array_equal(class_accuracy(matrix), [0.5, 1.0, np.nan])


def test_the_surest_mistakes_come_first() -> None:
    """Right answers are left out, however sure; of equals the first in the data comes first."""
    probabilities = np.array(
        [
            [0.99, 0.01, 0.0],  # right
            [0.2, 0.7, 0.1],  # 0 read as 1
            [0.1, 0.2, 0.7],  # 1 read as 2
            [0.8, 0.1, 0.1],  # 2 read as 0
            [0.4, 0.3, 0.3],  # 2 read as 0
            [0.3, 0.3, 0.4],  # right
        ],
        np.float32,
    )
    assert worst_mistakes(LABELS, probabilities, 10).tolist() == [3, 1, 2, 4]
    assert worst_mistakes(LABELS, probabilities, 2).tolist() == [3, 1]


def test_mistakes_that_are_no_numbers_come_last() -> None:
    """A network that has diverged can be reported on too."""
    probabilities = np.array([[np.nan, np.nan], [0.1, 0.9], [0.2, 0.8]], np.float32)
    assert worst_mistakes(np.array([1, 0, 0]), probabilities, 3).tolist() == [1, 2, 0]


def test_no_mistakes_are_no_indices() -> None:
    """An empty choice, of indices still."""
    chosen = worst_mistakes(LABELS, np.eye(3, dtype=np.float32)[LABELS], 5)
    assert chosen.tolist() == []
    assert chosen.dtype == np.int64


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(1, [0, 2, 3], id="one of each"),
        pytest.param(2, [0, 1, 2, 3, 4], id="two of each, where there are"),
    ],
)
def test_samples_are_the_first_of_each_class(count: int, expected: list[int]) -> None:
    """Class by class; a class without examples gives none."""
    assert first_of_each_class(LABELS, 4, count).tolist() == expected
