"""A text as a subject: after each character, which one comes next."""

from __future__ import annotations

import functools
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
    length = config.sequence_length
    check_length(corpus, length)
    train = encode(corpus.train_text, corpus.vocabulary)
    validation = encode(corpus.validation_text, corpus.vocabulary)
    window = _window(config, len(validation))
    classes = len(corpus.vocabulary)
    held_out = _examples(*validation_sequences(validation, window), config, classes)
    beginnings, _ = validation_sequences(validation, min(window, _GOLDEN_STEPS))

    train_window = _window(config, len(train))
    beginning = train[: max(train_window, _TRIAL) + 1]

    @functools.cache
    def answers(teachers: Teachers) -> npt.NDArray[np.float16]:
        return _answers(teachers, train, train_window)

    places = np.arange(len(train), dtype=np.int32)
    count = len(epoch_sequences(places, length, seed=seed, epoch=0)[0])

    def epoch(number: int) -> Examples:
        here, following = epoch_sequences(places, length, seed=seed, epoch=number)
        examples = _examples(train[here], train[following], config, classes)
        if teachers is None:
            return examples
        said = answers(teachers)[here].astype(np.float32)
        return Examples(examples.inputs, teachers.mixed(said, examples.targets))

    def metrics(network: Any) -> dict[str, float]:
        loss, accuracy = evaluate(network, held_out)
        return {"validation_loss": loss, "validation_accuracy": accuracy}

    return Subject(
        classes=classes,
        lesson=Lesson(count=count, epoch=epoch, held_out=held_out),
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
            "sequence_length": length,
        },
        golden_inputs=beginnings[:_GOLDEN_VECTORS],
        golden_source="the beginning of the validation text",
        teachers=teachers,
        trial=_examples(*validation_sequences(beginning, train_window), config, classes),
    )


def _examples(
    inputs: npt.NDArray[np.int32], targets: npt.NDArray[np.int32], config: TextConfig, classes: int
) -> Examples:
    """Targets as the loss takes them: whole numbers, or one-hot, float32, with one more axis."""
    if config.loss == "categorical_crossentropy":
        return Examples(inputs, np.eye(classes, dtype=np.float32)[targets])
    return Examples(inputs, targets)


def _answers(
    teachers: Teachers, train: npt.NDArray[np.int32], window: int
) -> npt.NDArray[np.float16]:
    """What the teachers say follows each character, shape (n, classes).

    The text is read in windows as long as those of the validation text.
    """
    starts = [*range(0, len(train) - window, window), len(train) - window]
    windows = np.stack([train[start : start + window] for start in starts])
    said = teachers.answers(windows).astype(np.float16)
    whole = np.empty((len(train), said.shape[-1]), np.float16)
    for start, answers in zip(starts, said, strict=True):
        whole[start : start + window] = answers
    return whole


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
