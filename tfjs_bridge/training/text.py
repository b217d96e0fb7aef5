"""A text as a subject: after each character, which one comes next."""

from __future__ import annotations

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

_GOLDEN_VECTORS: Final = 4
_GOLDEN_STEPS: Final = 32


def text_subject(corpus: Corpus, config: TextConfig, *, seed: int) -> Subject:
    """What a character model learns.

    The validation text chooses the best epoch and gives the result. It is read in windows, each
    from an empty memory.

    Args:
        corpus: Its last tenth is the validation text.
        config: The lengths of sequences are used.
        seed: Of the windows' places and their order.

    Raises:
        DataError: The corpus is shorter than one sequence.
    """
    length = config.sequence_length
    check_length(corpus, length)
    train = encode(corpus.train_text, corpus.vocabulary)
    validation = encode(corpus.validation_text, corpus.vocabulary)
    window = _window(config, len(validation))
    held_out = Examples(*validation_sequences(validation, window))
    beginnings, _ = validation_sequences(validation, min(window, _GOLDEN_STEPS))

    def epoch(number: int) -> Examples:
        return Examples(*epoch_sequences(train, length, seed=seed, epoch=number))

    def metrics(network: Any) -> dict[str, float]:
        loss, accuracy = evaluate(network, held_out)
        return {"validation_loss": loss, "validation_accuracy": accuracy}

    return Subject(
        classes=len(corpus.vocabulary),
        lesson=Lesson(count=len(epoch(0).inputs), epoch=epoch, held_out=held_out),
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
    )


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
