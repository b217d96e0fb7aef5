"""Networks that were trained before and help to train another one: it learns their answers too.

What several networks say on average is better than what any of them says, and tells more of an
example than its label does (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import UsageError
from tfjs_bridge.training.fit import Examples

_BATCH_VALUES = 100_000  # numbers in what is asked at once

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teacher:
    """One network, which is read from its file when training starts.

    Attributes:
        name: Of the file, for messages.
        sha256: Of the file.
        read: Gives the Keras model.
    """

    name: str
    sha256: str
    read: Callable[[], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Teachers:
    """All of them, asked together.

    Attributes:
        teachers: At least one.
        weight: How much of a target is their answer, from 0 to 1; the rest is the label.
    """

    teachers: Sequence[Teacher]
    weight: float
    _networks: list[Any] = field(default_factory=list, init=False)

    def begin(self, trial: Examples) -> None:
        """Read them, and try each one.

        Args:
            trial: Some examples of the training data; targets are one-hot.

        Raises:
            UsageError: One does not fit the data, or knows less of it than guessing.
        """
        for teacher in self.teachers:
            network = teacher.read()
            _check_fit(teacher.name, network, trial)
            _check_knowledge(teacher.name, network, trial)
            self._networks.append(network)

    def answers(self, inputs: npt.NDArray[Any]) -> FloatArray:
        """Their mean answer: probabilities, shape (n, ..., classes)."""
        total = sum(_answers(network, inputs) for network in self._networks)
        mean: FloatArray = np.asarray(total, np.float32) / np.float32(len(self._networks))
        return mean

    def mixed(self, answers: FloatArray, targets: FloatArray) -> FloatArray:
        """Targets to train on: of answers and one-hot targets of the same shape."""
        weight = np.float32(self.weight)
        return weight * answers + (1 - weight) * targets


def file_digest(path: Path) -> str:
    """SHA-256 of a teacher's file.

    Raises:
        UsageError: There is no such file.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(
            f"--teacher {path}: cannot be read; expected a .keras or .h5 file, got "
            f"{error.strerror}. Check the path."
        ) from error


def _answers(network: Any, inputs: npt.NDArray[Any]) -> FloatArray:
    batch = max(1, _BATCH_VALUES // inputs[0].size)
    answers: FloatArray = network.predict(inputs, batch_size=batch, verbose=0)
    return answers


def _check_fit(name: str, network: Any, trial: Examples) -> None:
    classes = trial.targets.shape[-1]
    shapes = (network.input_shape, network.output_shape)
    wanted = ((None, *trial.inputs.shape[1:]), (None, *trial.targets.shape[1:]))
    # A model of several inputs or outputs has a list of shapes.
    if not all(
        isinstance(shape, tuple)
        and len(shape) == len(expected)
        and all(size in (None, known) for size, known in zip(shape, expected, strict=True))
        for shape, expected in zip(shapes, wanted, strict=True)
    ):
        raise UsageError(
            f"--teacher {name}: does not fit the data; expected a model from shape {wanted[0]} to "
            f"{classes} probabilities, shape {wanted[1]}, got one from {shapes[0]} to {shapes[1]}. "
            f"Give one that was trained on the same data, with the same alphabet."
        )


def _check_knowledge(name: str, network: Any, trial: Examples) -> None:
    """Refuse one whose classes are in another order: it would fit, and spoil everything."""
    answers = _answers(network, trial.inputs).astype(np.float64)
    chances = (answers * trial.targets).sum(axis=-1)
    loss = float(-np.log(np.maximum(chances, np.finfo(np.float32).tiny)).mean())
    guessing = math.log(trial.targets.shape[-1])
    if not loss < guessing:  # also where it is not a number
        raise UsageError(
            f"--teacher {name}: knows less of this data than guessing; expected a loss below "
            f"{guessing:.2f} nats, got {loss:.2f}. Give one that was trained on the same data, "
            f"with the same alphabet, and ends in probabilities."
        )
