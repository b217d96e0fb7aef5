"""The training task of a text: to predict, after each character, which one comes next."""

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
from tfjs_bridge.training.fit import EpochData, Examples, evaluate
from tfjs_bridge.training.task import TrainingTask
from tfjs_bridge.training.teachers import Teachers

_GOLDEN_VECTORS: Final = 4
_GOLDEN_STEPS: Final = 32
_TRIAL: Final = 1000  # characters at least on which teachers are tried


def text_task(
    corpus: Corpus, config: TextConfig, *, seed: int, teachers: Teachers | None = None
) -> TrainingTask:
    """Return what a character model learns.

    The validation text chooses the best epoch and gives the result. It is read in windows, each
    from an empty state.

    Args:
        corpus: Its last tenth is the validation text.
        config: The lengths of sequences are used.
        seed: Seed of the windows' places and their order.
        teachers: They predict the training text once. Needs the loss of one-hot targets.

    Raises:
        DataError: The corpus is shorter than one sequence.
    """
    check_length(corpus, config.sequence_length)
    classes = len(corpus.vocabulary)
    training = _TrainingText(
        encode(corpus.train_text, corpus.vocabulary), classes, config, seed, teachers
    )
    text = encode(corpus.validation_text, corpus.vocabulary)
    window = _window(config, len(text))
    validation = _examples(*validation_sequences(text, window), config, classes)
    beginnings, _ = validation_sequences(text, min(window, _GOLDEN_STEPS))

    def metrics(network: Any) -> dict[str, float]:
        loss, accuracy = evaluate(network, validation)
        return {"validation_loss": loss, "validation_accuracy": accuracy}

    return TrainingTask(
        classes=classes,
        data=EpochData(count=training.count, epoch=training.epoch, validation=validation),
        metrics=metrics,
        provenance=corpus.provenance,
        split={
            "train": len(corpus.train_text),
            "validation": len(corpus.validation_text),
            "validation_window": window,
            "seed": None,
        },
        labels=None,
        golden_inputs=beginnings[:_GOLDEN_VECTORS],
        golden_source="the beginning of the validation text",
        teachers=teachers,
        trial=training.trial(),
    )


@dataclass(frozen=True, eq=False)
class _TrainingText:
    """The text that is trained on.

    Attributes:
        characters: int32, shape (n,): indices in the vocabulary.
        classes: Characters of the vocabulary.
        config: The lengths of sequences and the loss are used.
        seed: Seed of the windows' places and their order.
        teachers: They predict the text when the first epoch begins.
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
        if self.teachers is None or self._predictions is None:
            return examples
        predictions = self._predictions[here].astype(np.float32)
        return Examples(examples.inputs, self.teachers.mixed(predictions, examples.targets))

    def trial(self) -> Examples:
        """Return the beginning of the text, on which teachers are tried."""
        window = _window(self.config, len(self.characters))
        beginning = self.characters[: max(window, _TRIAL) + 1]
        return _examples(*validation_sequences(beginning, window), self.config, self.classes)

    def _places(self, epoch: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return where each sequence's characters are in the text, and where the next ones are."""
        places = np.arange(len(self.characters), dtype=np.int32)
        length = self.config.sequence_length
        return epoch_sequences(places, length, seed=self.seed, epoch=epoch)

    @cached_property
    def _predictions(self) -> npt.NDArray[np.float16] | None:
        """The teachers' predictions of what follows each character, shape (n, classes).

        The text is read in windows as long as those of the validation text. Kept in float16, for
        in float32 a million characters of 65 classes would take 260 MB.
        """
        if self.teachers is None:
            return None
        text = self.characters
        window = _window(self.config, len(text))
        # The last window overlaps the one before, so that all are of one shape: JAX compiles once.
        starts = [*range(0, len(text) - window, window), len(text) - window]
        windows = np.stack([text[start : start + window] for start in starts])
        predicted = self.teachers.predictions(windows).astype(np.float16)
        whole = np.empty((len(text), self.classes), np.float16)
        for start, predictions in zip(starts, predicted, strict=True):
            whole[start : start + window] = predictions
        return whole


def _examples(
    inputs: npt.NDArray[np.int32], targets: npt.NDArray[np.int32], config: TextConfig, classes: int
) -> Examples:
    """Return targets as the loss takes them: indices, or one-hot float32 with one more axis."""
    if config.loss == "categorical_crossentropy":
        return Examples(inputs, np.eye(classes, dtype=np.float32)[targets])
    return Examples(inputs, targets)


def _window(config: TextConfig, characters: int) -> int:
    """Return how many characters of the validation text are read in one go.

    More than in training, because a text is written with a state that has read all of it.
    """
    if config.sequence_length == 1:
        return 1  # a model of pairs always starts from an empty state
    return max(config.sequence_length, min(config.validation_length, characters - 1))


def sample(
    stepper: Any, start: int, temperatures: tuple[float, ...], count: int
) -> npt.NDArray[np.int32]:
    """Write one text for each temperature, all at once.

    Args:
        stepper: The network for one step of as many texts as there are temperatures; stateful, or
            one that needs no state.
        start: The character that all texts begin after, by its index in the vocabulary.
        temperatures: From 0; low ones prefer the likely, 1 follows the network's probabilities.
        count: Characters to write.

    Returns:
        int32, shape (temperatures, count); the same each time.
    """
    chances = [random_numbers(seed) for seed in range(len(temperatures))]
    current = np.full((len(temperatures), 1), start, np.int32)
    written = np.empty((len(temperatures), count), np.int32)
    for place in range(count):
        # Not `predict`, which makes a data set and callbacks for each single step.
        probabilities = np.asarray(stepper.predict_on_batch(current))[:, -1]
        lots = zip(probabilities, chances, temperatures, strict=True)
        written[:, place] = [choose(p, next(chance), temperature=t) for p, chance, t in lots]
        current = written[:, place : place + 1]
    return written
