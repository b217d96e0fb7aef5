"""Learning from networks that were trained before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.training.test_digits import CONFIG as DIGITS_CONFIG
from tests.training.test_digits import COUNT, DIGITS
from tests.training.test_text import CONFIG as TEXT_CONFIG
from tests.training.test_text import CORPUS
from tfjs_bridge.errors import UsageError
from tfjs_bridge.training.digits import digits_task
from tfjs_bridge.training.fit import Examples
from tfjs_bridge.training.task import settings_record
from tfjs_bridge.training.teachers import Teacher, Teachers
from tfjs_bridge.training.text import text_task

CATEGORICAL = "categorical_crossentropy"
CLASSES = len(CORPUS.vocabulary)


class Network:
    """Answers by a function of its inputs."""

    def __init__(self, inputs: tuple[int | None, ...], answers: Any) -> None:
        self.input_shape = (None, *inputs)
        self.answers = answers
        self.asked: list[tuple[int, ...]] = []
        self.output_shape = (None, *(None for _ in inputs if len(inputs) == 1), self.size())

    def size(self) -> int:
        """Of an answer."""
        blank = np.zeros((1, *(size or 1 for size in self.input_shape[1:])), np.int32)
        return int(self.answers(blank).shape[-1])

    def itself(self) -> Network:
        """In place of reading a file."""
        return self

    def predict(self, inputs: Any, *, batch_size: int, verbose: int) -> Any:
        """As Keras's."""
        assert batch_size >= 1
        assert verbose == 0
        self.asked.append(inputs.shape)
        return self.answers(inputs).astype(np.float32)


def next_by_habit(inputs: Any) -> Any:
    """What most often follows a character in the corpus: what a good teacher would say."""
    counts = np.full((CLASSES, CLASSES), 0.01)
    indices = [CORPUS.vocabulary.index(letter) for letter in CORPUS.train_text]
    np.add.at(counts, (indices[:-1], indices[1:]), 1)
    return (counts / counts.sum(axis=1, keepdims=True))[inputs]


def taught(*networks: Network, weight: float = 0.25) -> Teachers:
    """By networks that are there already."""
    return Teachers(
        [Teacher(f"{i}.keras", "00", net.itself) for i, net in enumerate(networks)], weight
    )


def test_a_texts_targets_are_mixed_with_what_the_teachers_say() -> None:
    """Of the same characters, wherever a window begins; the text is read once."""
    config = replace(TEXT_CONFIG, loss=CATEGORICAL, validation_length=50)
    network = Network((None,), next_by_habit)
    teachers = taught(network)
    task = text_task(CORPUS, config, seed=1, teachers=teachers)
    teachers.load(task.trial)
    plain = text_task(CORPUS, TEXT_CONFIG, seed=1)
    for number in range(3):
        examples, labels = task.data.epoch(number), plain.data.epoch(number)
        np.testing.assert_array_equal(examples.inputs, labels.inputs)
        expected = 0.25 * next_by_habit(labels.inputs) + 0.75 * np.eye(CLASSES)[labels.targets]
        np.testing.assert_allclose(examples.targets, expected, atol=1e-3)
        assert examples.targets.dtype == np.float32
    assert network.asked == [(6, 50), (7, 50)]
    assert task.data.validation is not None
    assert set(np.unique(task.data.validation.targets)) == {0, 1}


def test_a_teacher_of_pairs_is_tried_on_many_characters() -> None:
    """One alone would tell nothing of it."""
    config = replace(TEXT_CONFIG, loss=CATEGORICAL, sequence_length=1)
    task = text_task(CORPUS, config, seed=1)
    assert task.trial.inputs.shape == (len(CORPUS.train_text) - 1, 1)


def test_digits_targets_are_mixed_with_the_mean_of_all_teachers() -> None:
    """What they say of the pictures that are trained on, distorted or not."""

    def bright(inputs: Any) -> Any:
        mean = inputs.reshape(len(inputs), -1).mean(axis=1, keepdims=True)
        return np.concatenate([mean, np.repeat((1 - mean) / 9, 9, axis=1)], axis=1)

    def even(inputs: Any) -> Any:
        return np.full((len(inputs), 10), 0.1)

    config = replace(DIGITS_CONFIG, loss=CATEGORICAL)
    teachers = taught(Network((28, 28, 1), bright), Network((28, 28, 1), even))
    for teacher in teachers.teachers:
        teachers._networks.append(teacher.read())  # they know nothing of random digits
    task = digits_task(DIGITS, config, seed=3, teachers=teachers)
    examples, labels = (
        task.data.epoch(1),
        digits_task(DIGITS, config, seed=3).data.epoch(1),
    )
    said = (bright(examples.inputs) + even(examples.inputs)) / 2
    np.testing.assert_allclose(examples.targets, 0.25 * said + 0.75 * labels.targets, atol=1e-6)
    assert len(examples.targets) == COUNT
    np.testing.assert_allclose(examples.targets.sum(axis=1), 1, atol=1e-5)


TRIAL = Examples(
    np.zeros((1, 20), np.int32), np.eye(CLASSES, dtype=np.float32)[np.zeros((1, 20), int)]
)


@pytest.mark.parametrize(
    ("network", "message"),
    [
        pytest.param(
            Network((28, 28, 1), lambda x: np.full((len(x), 10), 0.1)),
            r"0\.keras: does not fit the data; expected a model from shape \(None, 20\)",
            id="of digits",
        ),
        pytest.param(
            Network((None,), lambda x: np.full((*x.shape, 3), 1 / 3)),
            r"got one from \(None, None\) to \(None, None, 3\)\. Pass one",
            id="of another alphabet",
        ),
        pytest.param(
            Network((10,), next_by_habit), r"got one from \(None, 10\)", id="of another length"
        ),
        pytest.param(
            Network((None,), lambda x: np.eye(CLASSES)[x + 1]),
            r"0\.keras: predicts this data worse than guessing; expected a loss below",
            id="of another order",
        ),
        pytest.param(
            Network((None,), lambda x: np.full((*x.shape, CLASSES), np.nan)),
            r"got nan\. Pass one",
            id="broken",
        ),
    ],
)
def test_a_teacher_that_does_not_fit_is_refused(network: Network, message: str) -> None:
    """Before training, which it would spoil."""
    with pytest.raises(UsageError, match=message):
        taught(network).load(TRIAL)


def test_a_model_of_two_inputs_is_refused() -> None:
    """Its shapes are lists."""
    network = Network((None,), next_by_habit)
    network.input_shape = [(None, None), (None, None)]  # type: ignore[assignment]
    with pytest.raises(UsageError, match="does not fit the data"):
        taught(network).load(TRIAL)


def test_the_record_names_the_teachers() -> None:
    """By file and digest, so that a training can be repeated."""
    teachers = taught(Network((28, 28, 1), lambda x: np.full((len(x), 10), 0.1)))
    task = digits_task(DIGITS, DIGITS_CONFIG, seed=3, teachers=teachers)
    record = settings_record(task, DIGITS_CONFIG, recipe="best", backend="jax", seed=3)
    assert record["teachers"] == [{"file": "0.keras", "sha256": "00"}]
    alone = digits_task(DIGITS, DIGITS_CONFIG, seed=3)
    assert "teachers" not in settings_record(
        alone, DIGITS_CONFIG, recipe="best", backend="jax", seed=3
    )
