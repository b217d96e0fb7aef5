"""Watches a training from within: tells how far it is, and ends it where it must end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.history import EpochRecord

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


class TrainingInterruptedError(KeyboardInterrupt):
    """Ctrl-C during training; says what was kept."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of the progress.

    Attributes:
        step: Called a few times a second and at the end of each epoch.
        epoch: Called after each epoch, with its record.
    """

    step: Callable[[Step], None]
    epoch: Callable[[EpochRecord], None]


class NotANumberError(Exception):
    """The loss is NaN or infinite."""


def reporter(keras: Any, listener: Listener, interrupted: Callable[[], bool]) -> Any:
    """A callback of Keras's that tells the listener, and ends training where it must end.

    It raises `TrainingInterruptedError` after the step in which Ctrl-C was pressed, and
    `NotANumberError` soon after the loss is no number any more.
    """

    class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
            self.epoch, self.reported_at = epoch + 1, 0.0

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            # Reading the logs waits for the step to finish, so it is not done at each one.
            if interrupted():
                raise TrainingInterruptedError
            now = time.perf_counter()
            if now - self.reported_at >= _REPORT_INTERVAL_S or batch + 1 == self.params["steps"]:
                self.reported_at = now
                self.send(batch + 1, logs)

        def send(self, step: int, logs: Any) -> None:
            loss, accuracy = float(logs["loss"]), float(logs["accuracy"])
            if not math.isfinite(loss):
                raise NotANumberError(_explanation(loss, self.epoch, step))
            listener.step(Step(self.epoch, step, self.params["steps"], loss, accuracy))

    return Reporter()


def _explanation(loss: float, epoch: int, step: int) -> str:
    return (
        f"loss: {loss} in epoch {epoch}, at step {step} or shortly before; expected a finite "
        f"number. The steps were too large, so the weights have left the range of float32: give "
        f"a lower --learning-rate, or a larger --batch-size."
    )
