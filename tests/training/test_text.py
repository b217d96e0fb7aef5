"""A text as a training task, and writing with a model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.data.characters import decode
from tfjs_bridge.data.corpus import Corpus
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.errors import DataError
from tfjs_bridge.jobs.kinds.text import TEXT as TEXT_KIND
from tfjs_bridge.models.definition import TextConfig
from tfjs_bridge.training.text import sample, text_task

TEXT = "to be, or not to be" * 20
CORPUS = Corpus(TEXT, tuple(sorted(set(TEXT))), "full", Provenance("some", "made up", {}, None))
CONFIG = TextConfig(
    epochs=2, batch_size=4, optimizer="adam", learning_rate=1e-3, sequence_length=10, units=4
)


def test_the_next_character_is_the_target() -> None:
    """Of windows of the training text, which change from epoch to epoch."""
    task = text_task(CORPUS, CONFIG, seed=1)
    examples = task.data.epoch(0)
    assert examples.inputs.shape == (task.data.count, 10)
    np.testing.assert_array_equal(examples.inputs[:, 1:], examples.targets[:, :-1])
    for window, targets in zip(examples.inputs, examples.targets, strict=True):
        text = decode(window, CORPUS.vocabulary) + decode(targets[-1:], CORPUS.vocabulary)
        assert text in CORPUS.train_text
    assert (task.data.epoch(1).inputs != examples.inputs).any()


def test_the_last_tenth_is_for_validation_and_the_vocabulary_recorded() -> None:
    """All that a reader of the artifact needs."""
    task = text_task(CORPUS, CONFIG, seed=1)
    assert task.data.validation is not None
    assert decode(task.data.validation.inputs[0], CORPUS.vocabulary) == TEXT[342:379]
    assert task.split == {
        "train": 342,
        "validation": 38,
        "validation_window": 37,
        "seed": None,
    }
    assert TEXT_KIND.preprocessing(CORPUS, CONFIG) == {
        "kind": "characters",
        "alphabet": "full",
        "vocabulary": list(CORPUS.vocabulary),
        "sequence_length": 10,
    }
    assert task.classes == len(CORPUS.vocabulary)
    assert task.golden_inputs.shape == (1, 32)


@pytest.mark.parametrize(
    ("sequence_length", "validation_length", "expected"),
    [
        pytest.param(10, 1000, (1, 37), id="all of a short text"),
        pytest.param(10, 12, (3, 12), id="windows"),
        pytest.param(20, 12, (1, 20), id="never shorter than in training"),
        pytest.param(1, 1000, (37, 1), id="pairs stay pairs"),
    ],
)
def test_the_validation_text_is_read_in_windows_of_its_own(
    sequence_length: int, validation_length: int, expected: tuple[int, int]
) -> None:
    """Longer ones than in training, as a text is written."""
    config = replace(CONFIG, sequence_length=sequence_length, validation_length=validation_length)
    task = text_task(CORPUS, config, seed=1)
    assert task.data.validation is not None
    assert task.data.validation.inputs.shape == expected
    assert task.split["validation_window"] == expected[1]


def test_a_corpus_shorter_than_one_sequence_is_refused() -> None:
    """With what would be long enough."""
    config = TextConfig(
        epochs=2, batch_size=4, optimizer="adam", learning_rate=1e-3, sequence_length=50, units=4
    )
    with pytest.raises(DataError, match="too short for sequences of 50 characters"):
        text_task(CORPUS, config, seed=1)


class Cycle:
    """A model that nearly always says the next of three characters."""

    def predict_on_batch(self, current: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Shape (texts, 1) to (texts, 1, 3)."""
        probabilities = np.full((*current.shape, 3), 0.05)
        np.put_along_axis(probabilities, (current[..., np.newaxis] + 1) % 3, 0.9, axis=-1)
        return probabilities


def test_low_temperatures_keep_to_the_likely() -> None:
    """High ones do not; the same texts come each time."""
    written = sample(Cycle(), 0, (0.1, 5.0), 300)
    np.testing.assert_array_equal(written, sample(Cycle(), 0, (0.1, 5.0), 300))
    steps = np.diff(written, axis=1, prepend=0) % 3
    assert (steps[0] == 1).mean() == pytest.approx(1)
    assert 0.3 < (steps[1] == 1).mean() < 0.7
