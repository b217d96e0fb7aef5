"""Inputs and records of training; the training itself is tested by its command."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.data.mnist import Digits, Provenance
from tfjs_bridge.models.registry import find_model
from tfjs_bridge.training.classifier import (
    Metrics,
    as_inputs,
    one_of_each_class,
    training_record,
)

IMAGES = np.arange(12 * 784, dtype=np.uint32).reshape(12, 28, 28).astype(np.uint8)
LABELS = np.array([1, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 9], np.uint8)
DIGITS = Digits(
    IMAGES[:3], LABELS[:3], IMAGES, LABELS, Provenance("some", "made up", {"a": "00"}, 5)
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


def test_the_record_names_data_settings_and_results() -> None:
    """What docs/artifact-format.md asks for under `training`."""
    config = find_model("cnn").config
    record = training_record(DIGITS, config, Metrics(0.5, 0.75), seed=3)
    assert record["dataset"] == {"name": "some", "source": "made up", "sha256": {"a": "00"}}
    assert record["split"] == {"train": 3, "test": 12, "seed": 5}
    assert record["metrics"] == {"test_loss": 0.5, "test_accuracy": 0.75}
    assert (record["epochs"], record["batch_size"], record["seed"]) == (5, config.batch_size, 3)
    assert (record["optimizer"], record["loss"]) == ("adam", "sparse_categorical_crossentropy")
