"""The training task of handwritten digits: what is learnt, validated and tested."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.mnist import Digits
from tfjs_bridge.models.definition import DigitsConfig
from tfjs_bridge.training.augmentation import distorted
from tfjs_bridge.training.fit import EpochData, Examples, evaluate
from tfjs_bridge.training.task import TrainingTask
from tfjs_bridge.training.teachers import Teachers

LABELS = tuple("0123456789")

# At most this part of the training digits is kept for validation: 5,000 of MNIST's 60,000.
_VALIDATION_PART = 1 / 12
# The same digits validate whatever the seed, so that seeds can be compared.
_VALIDATION_SEED = 0
# Training digits on which teachers are tried.
_TRIAL = 500


def digits_task(
    digits: Digits, config: DigitsConfig, *, seed: int, teachers: Teachers | None = None
) -> TrainingTask:
    """Return what a digit classifier learns.

    Args:
        digits: Training and test digits.
        config: Augmentation, loss and the count of validation digits are used.
        seed: Seed of the order and the distortions.
        teachers: They predict each distorted digit. Needs the loss of one-hot targets.
    """
    chosen, kept = _split(len(digits.train_labels), config.validation_digits)
    images, labels = digits.train_images[chosen], digits.train_labels[chosen]
    test = _examples(digits.test_images, digits.test_labels, config)

    def metrics(network: Any) -> dict[str, float]:
        loss, accuracy = evaluate(network, test)
        return {"test_loss": loss, "test_accuracy": accuracy}

    def epoch(number: int) -> Examples:
        examples = _epoch(images, labels, config, seed, number)
        if teachers is None:
            return examples
        predictions = teachers.predictions(examples.inputs)
        return Examples(examples.inputs, teachers.mixed(predictions, examples.targets))

    split = {"train": len(chosen), "test": len(digits.test_labels)}
    validation = None
    if len(kept):
        split["held_out"] = len(kept)  # the key of the artifact format, older than our word
        validation = _examples(digits.train_images[kept], digits.train_labels[kept], config)
    return TrainingTask(
        classes=len(LABELS),
        data=EpochData(count=len(chosen), epoch=epoch, validation=validation),
        metrics=metrics,
        provenance=digits.provenance,
        split={**split, "seed": digits.provenance.split_seed},
        labels=LABELS,
        golden_inputs=one_of_each_class(digits),
        golden_source="the first test digit of each class",
        teachers=teachers,
        trial=_examples(images[:_TRIAL], labels[:_TRIAL], config),
    )


def as_inputs(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Turn bytes into the network's input: (n, 28, 28) into float32 (n, 28, 28, 1) in [0, 1]."""
    return _in_unit_range(images)[..., np.newaxis]


def one_of_each_class(digits: Digits) -> npt.NDArray[np.float32]:
    """Return the first test digit of each class, as inputs: shape (10, 28, 28, 1)."""
    firsts = [int(np.argmax(digits.test_labels == label)) for label in range(10)]
    return as_inputs(digits.test_images[firsts])


def _split(count: int, validation: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return indices to train on and to validate with; without the latter, all in their order."""
    if validation == 0:
        return np.arange(count), np.arange(0)
    order = np.random.default_rng(_VALIDATION_SEED).permutation(count)
    validation = min(validation, int(count * _VALIDATION_PART))
    return order[validation:], order[:validation]


def _epoch(
    images: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.uint8],
    config: DigitsConfig,
    seed: int,
    epoch: int,
) -> Examples:
    # One for each epoch, so that a resumed training sees what an uninterrupted one sees.
    generator = np.random.default_rng([seed, epoch])
    order = generator.permutation(len(labels))
    pictures = _in_unit_range(images[order])
    if config.augmentation is not None:
        strength = _strength(config.augmentation.fade, epoch, config.epochs)
        pictures = distorted(pictures, config.augmentation, generator, strength)
    return Examples(pictures[..., np.newaxis], _targets(labels[order], config))


def _strength(fade: float, epoch: int, epochs: int) -> float:
    """Return the strength of distortions: 1, falling to 0 over the last part of the epochs."""
    left = epochs - 1 - epoch
    return min(1.0, left / (fade * epochs)) if fade else 1.0


def _examples(
    images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8], config: DigitsConfig
) -> Examples:
    return Examples(as_inputs(images), _targets(labels, config))


def _targets(labels: npt.NDArray[np.uint8], config: DigitsConfig) -> npt.NDArray[Any]:
    """Return labels as the loss takes them: int32 (n,), or one-hot float32 (n, 10)."""
    if config.loss == "categorical_crossentropy":
        return np.eye(len(LABELS), dtype=np.float32)[labels]
    return labels.astype(np.int32)


def _in_unit_range(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    # Both in float32: through float64 it would need twice the memory, and be rounded twice.
    return images.astype(np.float32) / np.float32(255)
