"""Trains and evaluates a classifier of handwritten digits."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.mnist import Digits
from tfjs_bridge.models.definition import ModelDefinition, TrainingConfig
from tfjs_bridge.training.interruption import interruption_held_back

LABELS = tuple("0123456789")

_EVALUATION_BATCH = 500
_REPORT_INTERVAL_S = 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """How far training is.

    Attributes:
        epoch: From 1.
        step: Steps done in this epoch.
        steps: Steps of an epoch.
        loss: Mean over the epoch up to here, in nats.
        accuracy: The same, between 0 and 1.
    """

    epoch: int
    step: int
    steps: int
    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """Results on the test digits: loss in nats, accuracy between 0 and 1."""

    test_loss: float
    test_accuracy: float


def build_classifier(keras: Any, definition: ModelDefinition, digits: Digits, *, seed: int) -> Any:
    """Build and compile the model; the same seed gives the same weights, now and after training."""
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    model = definition.build(keras)
    config = definition.config
    steps = config.epochs * math.ceil(len(digits.train_labels) / config.batch_size)
    optimizer = keras.optimizers.get(config.optimizer)
    optimizer.learning_rate = keras.optimizers.schedules.CosineDecay(config.learning_rate, steps)
    model.compile(optimizer=optimizer, loss=config.loss, metrics=["accuracy"])
    return model


def train(
    keras: Any,
    model: Any,
    digits: Digits,
    config: TrainingConfig,
    *,
    report: Callable[[Step], None],
) -> float:
    """Train in place.

    Args:
        keras: The module.
        model: Compiled.
        digits: The training digits are used.
        config: Epochs and batch size are used.
        report: Told how far training is, a few times a second and at the end of each epoch.

    Returns:
        Wall time in seconds.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; the step that was running has been finished.
    """
    start = time.perf_counter()
    with interruption_held_back() as interrupted:
        model.fit(
            as_inputs(digits.train_images),
            digits.train_labels,
            epochs=config.epochs,
            batch_size=config.batch_size,
            verbose=0,
            callbacks=[_reporter(keras, report, interrupted)],
        )
    return time.perf_counter() - start


def evaluate(model: Any, digits: Digits) -> Metrics:
    """Loss and accuracy on the test digits."""
    loss, accuracy = model.evaluate(
        as_inputs(digits.test_images), digits.test_labels, batch_size=_EVALUATION_BATCH, verbose=0
    )
    return Metrics(float(loss), float(accuracy))


def save(model: Any, path: Path) -> Path:
    """Save the Keras model whole: a file that was there stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.keras")
    try:
        model.save(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def as_inputs(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Bytes to the network's input: shape (n, 28, 28) to float32 (n, 28, 28, 1) in [0, 1]."""
    return (images.astype(np.float32) / np.float32(255))[..., np.newaxis]


def one_of_each_class(digits: Digits) -> npt.NDArray[np.float32]:
    """The first test digit of each class, as inputs: shape (10, 28, 28, 1)."""
    firsts = [int(np.argmax(digits.test_labels == label)) for label in range(10)]
    return as_inputs(digits.test_images[firsts])


def training_record(
    digits: Digits, config: TrainingConfig, metrics: Metrics, *, seed: int
) -> dict[str, Any]:
    """The `training` part of an artifact's metadata, as docs/artifact-format.md describes it."""
    provenance = digits.provenance
    return {
        "dataset": {
            "name": provenance.name,
            "source": provenance.source,
            "sha256": provenance.sha256,
        },
        "split": {
            "train": len(digits.train_labels),
            "test": len(digits.test_labels),
            "seed": provenance.split_seed,
        },
        **asdict(config),
        "seed": seed,
        "metrics": asdict(metrics),
    }


def _reporter(keras: Any, report: Callable[[Step], None], interrupted: Callable[[], bool]) -> Any:
    class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
            self.epoch, self.reported_at = epoch + 1, 0.0

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            # Reading the logs waits for the step to finish, so it is not done at each one.
            if interrupted():
                raise KeyboardInterrupt
            now = time.perf_counter()
            if now - self.reported_at >= _REPORT_INTERVAL_S or batch + 1 == self.params["steps"]:
                self.reported_at = now
                self.send(batch + 1, logs)

        def send(self, step: int, logs: Any) -> None:
            loss, accuracy = float(logs["loss"]), float(logs["accuracy"])
            report(Step(self.epoch, step, self.params["steps"], loss, accuracy))

    return Reporter()
