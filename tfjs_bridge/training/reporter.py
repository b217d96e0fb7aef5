"""Watches a training from within: reports how far it is, and ends it where it must end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from tfjs_bridge.progress import ProgressCallback, Step

_REPORT_INTERVAL_S = 0.1


class TrainingInterruptedError(KeyboardInterrupt):
    """Ctrl-C was pressed during training; the message says what was kept."""


class NotANumberError(Exception):
    """The loss is NaN or infinite."""


def reporter(
    keras: Any, epochs: int, progress: ProgressCallback, interrupted: Callable[[], bool]
) -> Any:
    """Return a Keras callback that reports progress, and ends training where it must end.

    It raises `TrainingInterruptedError` after the step in which Ctrl-C was pressed, and
    `NotANumberError` soon after the loss is no longer a number.

    Args:
        keras: The module.
        epochs: Epochs of the whole training.
        progress: Called with `Step`.
        interrupted: Says whether Ctrl-C was pressed.
    """

    # In a function, for its base exists only once Keras is loaded, on the backend of choice.
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
            progress(Step(self.epoch, epochs, step, self.params["steps"], loss, accuracy))

    return Reporter()


def _explanation(loss: float, epoch: int, step: int) -> str:
    return (
        f"loss: {loss} in epoch {epoch}, at step {step} or shortly before; expected a finite "
        f"number. The steps were too large, so the weights have left the range of float32: give "
        f"a lower --learning-rate, or a larger --batch-size."
    )
