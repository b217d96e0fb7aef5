"""Digits as a training task: inputs, validation, the order of each epoch."""

from __future__ import annotations

import numpy as np
import pytest

from tfjs_bridge.data.mnist import Digits
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.models.definition import Augmentation, DigitsConfig
from tfjs_bridge.training.digits import as_inputs, digits_task, one_of_each_class
from tfjs_bridge.training.task import settings_record

IMAGES = np.arange(12 * 784, dtype=np.uint32).reshape(12, 28, 28).astype(np.uint8)
LABELS = np.array([1, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 9], np.uint8)
COUNT = 240
DIGITS = Digits(
    np.random.default_rng(0).integers(0, 256, (COUNT, 28, 28)).astype(np.uint8),
    (np.arange(COUNT) % 10).astype(np.uint8),
    IMAGES,
    LABELS,
    Provenance("some", "made up", {"a": "00"}, 5),
)
CONFIG = DigitsConfig(epochs=4, batch_size=8, optimizer="adam", learning_rate=1e-3)
VALIDATED = DigitsConfig(
    epochs=4, batch_size=8, optimizer="adam", learning_rate=1e-3, validation_digits=5000
)


def test_bytes_become_inputs_between_0_and_1() -> None:
    """As float32 with a last axis for the one channel."""
    inputs = as_inputs(np.array([[[0, 255], [51, 1]]], np.uint8))
    assert inputs.dtype == np.float32
    expected = np.array([[[[0], [1]], [[0.2], [1 / 255]]]], np.float32)
    np.testing.assert_array_equal(inputs, expected)


def test_golden_inputs_are_the_first_of_each_class() -> None:
    """Of the test digits, in the order of the classes."""
    firsts = [2, 0, 3, 4, 5, 6, 7, 8, 9, 10]
    np.testing.assert_array_equal(one_of_each_class(DIGITS), as_inputs(IMAGES[firsts]))


def test_every_epoch_has_all_digits_in_an_order_of_its_own() -> None:
    """Which depends on seed and epoch alone, so that a training can be resumed."""
    task = digits_task(DIGITS, CONFIG, seed=3)
    first, again, second = (task.data.epoch(number) for number in (0, 0, 1))
    np.testing.assert_array_equal(first.inputs, again.inputs)
    np.testing.assert_array_equal(first.targets, again.targets)
    assert (first.targets != second.targets).any()
    assert sorted(first.targets) == sorted(second.targets) == sorted(DIGITS.train_labels)
    other = digits_task(DIGITS, CONFIG, seed=4).data.epoch(0)
    assert (first.targets != other.targets).any()


def test_inputs_and_targets_stay_together() -> None:
    """Each picture keeps its label."""
    examples = digits_task(DIGITS, CONFIG, seed=3).data.epoch(2)
    known = {image.tobytes(): place for place, image in enumerate(DIGITS.train_images)}
    for picture, target in zip(examples.inputs, examples.targets, strict=True):
        image = np.rint(picture[..., 0] * 255).astype(np.uint8)
        assert DIGITS.train_labels[known[image.tobytes()]] == target


def test_a_twelfth_at_most_is_for_validation_and_never_trained_on() -> None:
    """The same digits whatever the seed."""
    task = digits_task(DIGITS, VALIDATED, seed=3)
    validation = task.data.validation
    assert validation is not None
    assert (task.data.count, len(validation.targets)) == (220, 20)
    assert task.split == {"train": 220, "test": 12, "held_out": 20, "seed": 5}
    trained = {picture.tobytes() for picture in task.data.epoch(0).inputs}
    assert not trained & {picture.tobytes() for picture in validation.inputs}
    other = digits_task(DIGITS, VALIDATED, seed=9).data.validation
    assert other is not None
    np.testing.assert_array_equal(validation.inputs, other.inputs)
    assert digits_task(DIGITS, CONFIG, seed=3).data.validation is None


def test_targets_are_as_the_loss_takes_them() -> None:
    """Whole numbers, or one-hot."""
    one_hot = DigitsConfig(
        epochs=1,
        batch_size=8,
        optimizer="sgd",
        learning_rate=0.1,
        loss="categorical_crossentropy",
    )
    sparse = digits_task(DIGITS, CONFIG, seed=3).data.epoch(0).targets
    dense = digits_task(DIGITS, one_hot, seed=3).data.epoch(0).targets
    assert (str(sparse.dtype), str(dense.dtype)) == ("int32", "float32")
    assert dense.shape == (COUNT, 10)
    np.testing.assert_array_equal(dense.argmax(axis=1), sparse)


@pytest.mark.needs("scipy")
def test_distortions_fade_out() -> None:
    """In the last epoch the digits are as they are."""
    config = DigitsConfig(
        epochs=4,
        batch_size=8,
        optimizer="adam",
        learning_rate=1e-3,
        augmentation=Augmentation(rotation_deg=9, scale=0.1, shear=0.1, shift_px=1, fade=0.5),
    )
    task = digits_task(DIGITS, config, seed=3)
    plain = {picture.tobytes() for picture in as_inputs(DIGITS.train_images)}
    changed = [
        sum(picture.tobytes() not in plain for picture in task.data.epoch(number).inputs)
        for number in range(4)
    ]
    assert changed[:3] == [COUNT] * 3
    assert changed[3] == 0


def test_the_record_names_data_and_settings() -> None:
    """What docs/artifact-format.md asks for under `training`."""
    task = digits_task(DIGITS, CONFIG, seed=3)
    record = settings_record(task, CONFIG, recipe="tutorial", backend="jax", seed=3)
    assert record["dataset"] == {"name": "some", "source": "made up", "sha256": {"a": "00"}}
    assert record["split"] == {"train": COUNT, "test": 12, "seed": 5}
    assert (record["recipe"], record["backend"], record["seed"]) == ("tutorial", "jax", 3)
    assert (record["epochs"], record["batch_size"], record["optimizer"]) == (4, 8, "adam")
    assert record["learning_rate"] == pytest.approx(1e-3)
