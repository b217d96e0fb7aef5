"""A text as a subject: after each character, which one comes next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.characters import encode
from tfjs_bridge.data.corpus import Corpus, check_length
from tfjs_bridge.data.sampling import choose, random_numbers
from tfjs_bridge.data.sequences import epoch_sequences, validation_sequences
from tfjs_bridge.models.definition import TextConfig
from tfjs_bridge.training.fit import Examples, Lesson, evaluate
from tfjs_bridge.training.subject import Subject
from tfjs_bridge.training.teachers import Teachers

_GOLDEN_VECTORS: Final = 4
_GOLDEN_STEPS: Final = 32
_TRIAL: Final = 1000  # characters on which teachers are tried, at least


def text_subject(
    corpus: Corpus, config: TextConfig, *, seed: int, teachers: Teachers | None = None
) -> Subject:
    """What a character model learns.

    The validation text chooses the best epoch and gives the result. It is read in windows, each
    from an empty memory.

    Args:
        corpus: Its last tenth is the validation text.
        config: The lengths of sequences are used.
        seed: Of the windows' places and their order.
        teachers: Are asked about the training text once. Needs the loss of one-hot targets.

    Raises:
        DataError: The corpus is shorter than one sequence.
    """
    check_length(corpus, config.sequence_length)
    classes = len(corpus.vocabulary)
    training = _TrainingText(
        encode(corpus.train_text, corpus.vocabulary), classes, config, seed, teachers
    )
    validation = encode(corpus.validation_text, corpus.vocabulary)
    window = _window(config, len(validation))
    held_out = _examples(*validation_sequences(validation, window), config, classes)
    beginnings, _ = validation_sequences(validation, min(window, _GOLDEN_STEPS))

    def metrics(network: Any) -> dict[str, float]:
        loss, accuracy = evaluate(network, held_out)
        return {"validation_loss": loss, "validation_accuracy": accuracy}

    return Subject(
        classes=classes,
        lesson=Lesson(count=training.count, epoch=training.epoch, held_out=held_out),
        metrics=metrics,
        provenance=corpus.provenance,
        split={
            "train": len(corpus.train_text),
            "validation": len(corpus.validation_text),
            "validation_window": window,
            "seed": None,
        },
        labels=None,
        preprocessing={
            "kind": "characters",
            "alphabet": corpus.alphabet,
            "vocabulary": list(corpus.vocabulary),
            "sequence_length": config.sequence_length,
        },
        golden_inputs=beginnings[:_GOLDEN_VECTORS],
        golden_source="the beginning of the validation text",
        teachers=teachers,
        trial=training.trial(),
    )


@dataclass(frozen=True, eq=False)
class _TrainingText:
    """What is trained on.

    Attributes:
        characters: int32, shape (n,): places in the vocabulary.
        classes: Characters of the vocabulary.
        config: The lengths of sequences and the loss are used.
        seed: Of the windows' places and their order.
        teachers: Are asked when the first epoch begins.
    """

    characters: npt.NDArray[np.int32]
    classes: int
    config: TextConfig
    seed: int
    teachers: Teachers | None

    @property
    def count(self) -> int:
        """Sequences in each epoch."""
        return len(self._places(0)[0])

    def epoch(self, number: int) -> Examples:
        here, following = self._places(number)
        characters = self.characters
        examples = _examples(characters[here], characters[following], self.config, self.classes)
        if self.teachers is None or self._answers is None:
            return examples
        answers = self._answers[here].astype(np.float32)
        return Examples(examples.inputs, self.teachers.mixed(answers, examples.targets))

    def trial(self) -> Examples:
        """A beginning on which teachers are tried."""
        window = _window(self.config, len(self.characters))
        beginning = self.characters[: max(window, _TRIAL) + 1]
        return _examples(*validation_sequences(beginning, window), self.config, self.classes)

    def _places(self, epoch: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Where the characters of each sequence stand in the text, and those that follow them."""
        places = np.arange(len(self.characters), dtype=np.int32)
        length = self.config.sequence_length
        return epoch_sequences(places, length, seed=self.seed, epoch=epoch)

    @cached_property
    def _answers(self) -> npt.NDArray[np.float16] | None:
        """What the teachers say follows each character, shape (n, classes).

        The text is read in windows as long as those of the validation text.
        """
        if self.teachers is None:
            return None
        text = self.characters
        window = _window(self.config, len(text))
        starts = [*range(0, len(text) - window, window), len(text) - window]
        windows = np.stack([text[start : start + window] for start in starts])
        said = self.teachers.answers(windows).astype(np.float16)
        whole = np.empty((len(text), self.classes), np.float16)
        for start, answers in zip(starts, said, strict=True):
            whole[start : start + window] = answers
        return whole


def _examples(
    inputs: npt.NDArray[np.int32], targets: npt.NDArray[np.int32], config: TextConfig, classes: int
) -> Examples:
    """Targets as the loss takes them: whole numbers, or one-hot, float32, with one more axis."""
    if config.loss == "categorical_crossentropy":
        return Examples(inputs, np.eye(classes, dtype=np.float32)[targets])
    return Examples(inputs, targets)


def _window(config: TextConfig, characters: int) -> int:
    """Characters of the validation text that are read in one go.

    Longer than in training: a text is written with a memory that has read all of it.
    """
    if config.sequence_length == 1:
        return 1  # the model never has a memory
    return max(config.sequence_length, min(config.validation_length, characters - 1))


def sample(
    stepper: Any, start: int, temperatures: tuple[float, ...], count: int
) -> npt.NDArray[np.int32]:
    """Let a model write: one text for each temperature, all at once.

    Args:
        stepper: The network for one step of as many texts as there are temperatures; stateful, or
            one that has no use for a memory.
        start: The character, as its place in the vocabulary, that all texts begin after.
        temperatures: From 0; low ones keep to the likely, 1 is as the network says.
        count: Characters to write.

    Returns:
        int32, shape (temperatures, count); the same each time.
    """
    chances = [random_numbers(seed) for seed in range(len(temperatures))]
    current = np.full((len(temperatures), 1), start, np.int32)
    written = np.empty((len(temperatures), count), np.int32)
    for place in range(count):
        probabilities = np.asarray(stepper.predict_on_batch(current))[:, -1]
        lots = zip(probabilities, chances, temperatures, strict=True)
        written[:, place] = [choose(p, next(chance), temperature=t) for p, chance, t in lots]
        current = written[:, place : place + 1]
    return written
