"""Compare outputs with Keras's, and with labels. Pure numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.comparing.results import Scores
from tfjs_bridge.errors import DataError

Array = npt.NDArray[Any]

# Rounding errors of a softmax in float32, over many classes.
_SUM_ERROR = 1e-3
# Below float32's smallest normal number: the loss of a class that was ruled out.
_LEAST = 1e-38


def change(got: Sequence[Array], expected: Sequence[Array]) -> float | None:
    """Return the largest difference over all outputs; `None` where it is not a finite number."""
    largest = max(difference(*pair) for pair in zip(got, expected, strict=True))
    # `max` may pass over NaN.
    is_finite = all(np.isfinite(x).all() for x in (*got, *expected) if x.dtype.kind == "f")
    return float(largest) if is_finite and np.isfinite(largest) else None


def agreement(got: Sequence[Array], expected: Sequence[Array]) -> float | None:
    """Return the share of answers that are the same; `None` where no output has any.

    An answer is the place of the largest value along an output's last axis, or the side of 0.5 on
    which a lone probability is.
    """
    pairs = [
        (_answers(a, _is_chance(b)), _answers(b, _is_chance(b)))
        for a, b in zip(got, expected, strict=True)
        if _has_answers(b)
    ]
    total = sum(right.size for _, right in pairs)
    same = sum(int((found == right).sum()) for found, right in pairs)
    return same / total if total else None


def scores(outputs: Sequence[Array], labels: Array | None) -> Scores:
    """Score the first output by the labels.

    Args:
        outputs: Shape (examples, ...) each.
        labels: As `check_labels` takes them, or `None`.
    """
    if labels is None:
        return Scores()
    output = _with_columns(outputs[0])
    kind = _kind(output, labels)
    if kind == "values":
        wrong = np.abs(output.astype(np.float64) - labels.reshape(output.shape))
        return Scores(error=float(wrong.mean()))
    right = labels.argmax(-1) if kind == "one-hot" else labels
    if output.shape[-1] == 1:
        answers = _answers(output, is_chance=True)
        right = right.reshape(answers.shape)
        return Scores(accuracy=float((answers == right).mean()))
    answers = output.argmax(-1)
    right = right.reshape(answers.shape).astype(np.int64)
    return Scores(float((answers == right).mean()), _loss(output, right))


def check_labels(output: Array, labels: Array) -> None:
    """Check that labels fit an output.

    Args:
        output: Shape (examples, ...).
        labels: Class numbers (as many as the output has rows), one-hot rows, or values of the
            output's own shape.

    Raises:
        DataError: They do not fit, or a class number is not a class.
    """
    output = _with_columns(output)
    kind = _kind(output, labels)
    classes = 2 if output.shape[-1] == 1 else output.shape[-1]
    is_class = kind != "classes" or (labels.min() >= 0 and labels.max() < classes)
    if kind is None or not is_class:
        got = f"{labels.dtype} of shape {labels.shape}"
        if not is_class:
            got = f"numbers from {labels.min()} to {labels.max()}"
        raise DataError(
            f"labels y: do not fit the model's first output; expected class numbers from 0 to "
            f"{classes - 1} of shape {output.shape[:-1]}, or one-hot rows or values of shape "
            f"{output.shape}, got {got}. Give such labels, or leave them out."
        )


def _kind(output: Array, labels: Array) -> str | None:
    """Return what labels are, or `None` where they do not fit."""
    if labels.dtype.kind not in "fiub" or not labels.size or not np.isfinite(labels).all():
        return None
    is_lone = output.shape[-1] == 1
    if labels.shape in (output.shape[:-1], (*output.shape[:-1], 1)):
        if is_lone:
            # A lone value is the probability of the second class, where it can be one.
            return "classes" if _is_chance(output) and _is_binary(labels) else "values"
        if bool((labels == np.round(labels)).all()):
            return "classes"
    if labels.shape == output.shape:
        return "one-hot" if not is_lone and _is_one_hot(labels) else "values"
    return None


def _with_columns(output: Array) -> Array:
    """Return an output with at least two axes."""
    return output if output.ndim > 1 else output[:, np.newaxis]


def _is_one_hot(labels: Array) -> bool:
    return _is_binary(labels) and bool((labels.sum(-1) == 1).all())


def _is_binary(labels: Array) -> bool:
    return bool(((labels == 0) | (labels == 1)).all())


def _has_answers(output: Array) -> bool:
    return output.ndim > 1 and (output.shape[-1] > 1 or _is_chance(output))


def _is_chance(output: Array) -> bool:
    """Whether lone values may be probabilities."""
    return bool(output.shape[-1] == 1 and output.min() >= 0 and output.max() <= 1)


def _answers(output: Array, is_chance: bool) -> Array:
    found: Array = output[..., 0] > 0.5 if is_chance else output.argmax(-1)
    return found


def _loss(output: Array, right: Array) -> float:
    """Return the cross entropy, of probabilities or of logits."""
    values = output.astype(np.float64)
    is_distribution = values.min() >= 0 and (np.abs(values.sum(-1) - 1) <= _SUM_ERROR).all()
    if not is_distribution:
        values = values - values.max(-1, keepdims=True)
        values = np.exp(values) / np.exp(values).sum(-1, keepdims=True)
    chosen = np.take_along_axis(values, right[..., np.newaxis], -1)
    return float(-np.log(np.maximum(chosen, _LEAST)).mean())
