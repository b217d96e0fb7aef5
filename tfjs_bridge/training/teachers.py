"""Knowledge distillation: a network learns the predictions of networks that were trained before.

The mean of several networks' predictions is better than those of any one, and says more about an
example than its label does (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.digest import sha256_hex
from tfjs_bridge.errors import UsageError
from tfjs_bridge.training.fit import Examples

_BATCH_VALUES = 100_000  # numbers in the inputs of one batch of predictions

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teacher:
    """One network, which is read from its file when training starts.

    Attributes:
        name: The file's name, for messages.
        sha256: The file's SHA-256, lower-case hex.
        read: Returns the Keras model.
    """

    name: str
    sha256: str
    read: Callable[[], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Teachers:
    """All teachers of a training.

    Attributes:
        teachers: At least one.
        weight: Share of a target that is their prediction, from 0 to 1; the rest is the label.
    """

    teachers: Sequence[Teacher]
    weight: float
    # Read late: Keras is not started yet when the command's options are checked.
    _networks: list[Any] = field(default_factory=list, init=False)

    def load(self, trial: Examples) -> None:
        """Read the networks, and try each one.

        Args:
            trial: Some examples of the training data; targets are one-hot.

        Raises:
            UsageError: One does not fit the data, or predicts it worse than guessing.
        """
        for teacher in self.teachers:
            network = teacher.read()
            _check_fit(teacher.name, network, trial)
            _check_knowledge(teacher.name, network, trial)
            self._networks.append(network)

    def predictions(self, inputs: npt.NDArray[Any]) -> FloatArray:
        """Return the teachers' mean prediction: probabilities, shape (n, ..., classes)."""
        total = sum(_predictions(network, inputs) for network in self._networks)
        mean: FloatArray = np.asarray(total, np.float32) / np.float32(len(self._networks))
        return mean

    def mixed(self, predictions: FloatArray, targets: FloatArray) -> FloatArray:
        """Return targets to train on, from predictions and one-hot targets of the same shape.

        Args:
            predictions: float32, shape (n, ..., classes), the teachers'.
            targets: float32, of the same shape, one-hot.
        """
        weight = np.float32(self.weight)
        return weight * predictions + (1 - weight) * targets


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a teacher's file.

    Raises:
        UsageError: There is no such file.
    """
    try:
        return sha256_hex(path.read_bytes())
    except OSError as error:
        raise UsageError(
            f"--teacher {path}: cannot be read; expected a .keras or .h5 file, got "
            f"{error.strerror}. Check the path."
        ) from error


def _predictions(network: Any, inputs: npt.NDArray[Any]) -> FloatArray:
    # Texts come in windows, digits as pictures: this bounds the memory of both.
    batch = max(1, _BATCH_VALUES // inputs[0].size)
    predictions: FloatArray = network.predict(inputs, batch_size=batch, verbose=0)
    return predictions


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
            f"Pass one that was trained on the same data, with the same alphabet."
        )


def _check_knowledge(name: str, network: Any, trial: Examples) -> None:
    """Refuse a teacher whose classes are in another order: its shapes would fit all the same."""
    predictions = _predictions(network, trial.inputs).astype(np.float64)
    chances = (predictions * trial.targets).sum(axis=-1)
    loss = float(-np.log(np.maximum(chances, np.finfo(np.float32).tiny)).mean())
    # The loss of a network that gives every class the same probability.
    guessing = math.log(trial.targets.shape[-1])
    if not loss < guessing:  # also where it is not a number
        raise UsageError(
            f"--teacher {name}: predicts this data worse than guessing; expected a loss below "
            f"{guessing:.2f} nats, got {loss:.2f}. Pass one that was trained on the same data, "
            f"with the same alphabet, and ends in probabilities."
        )
