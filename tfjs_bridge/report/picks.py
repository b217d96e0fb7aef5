"""Which of a classifier's predictions are worth showing. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.integer[Any]]


def confusion_matrix(labels: Labels, predictions: Labels, classes: int) -> npt.NDArray[np.int64]:
    """Count which class is taken for which.

    Args:
        labels: whole numbers, shape (n,), 0 to ``classes - 1``.
        predictions: likewise.
        classes: how many there are.

    Returns:
        int64, shape (classes, classes): row by true class, column by predicted class.
    """
    matrix = np.zeros((classes, classes), np.int64)
    # Unbuffered: `matrix[labels, predictions] += 1` counts a pair that occurs twice once.
    np.add.at(matrix, (labels, predictions), 1)
    return matrix


def class_accuracy(matrix: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the share of each class that was recognised.

    Args:
        matrix: int64, shape (classes, classes), of `confusion_matrix`.

    Returns:
        float64, shape (classes,), between 0 and 1; NaN for a class without examples.
    """
    totals = matrix.sum(axis=1)
    right = np.diagonal(matrix).astype(np.float64)
    # `where` rather than a division by 0, which warns.
    return np.divide(right, totals, out=np.full(len(totals), np.nan), where=totals > 0)


def worst_mistakes(
    labels: Labels, probabilities: npt.NDArray[np.float32], count: int
) -> npt.NDArray[np.int64]:
    """Choose the wrong predictions with the highest probability.

    Args:
        labels: whole numbers, shape (n,).
        probabilities: float32, shape (n, classes).
        count: how many to choose; fewer where there are fewer mistakes.

    Returns:
        int64, shape (at most count,): indices, the surest mistake first, of equals the first.
    """
    predictions = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(predictions != labels)
    confidence = probabilities[wrong, predictions[wrong]]
    # Stable, so that equal probabilities do not change the report's bytes.
    worst: npt.NDArray[np.int64] = wrong[np.argsort(-confidence, kind="stable")[:count]]
    return worst


def first_of_each_class(labels: Labels, classes: int, count: int) -> npt.NDArray[np.int64]:
    """Choose examples without looking at the predictions: the first of each class.

    Args:
        labels: whole numbers, shape (n,).
        classes: how many there are.
        count: examples of each class; fewer where there are fewer.

    Returns:
        int64, shape (at most classes * count,): indices, class by class.
    """
    chosen = [np.flatnonzero(labels == label)[:count] for label in range(classes)]
    return np.concatenate(chosen)
