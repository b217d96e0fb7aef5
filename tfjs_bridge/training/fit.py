"""Trains any of the models, epoch by epoch, so that it can be cut short and gone on with."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from tfjs_bridge.errors import TrainingError
from tfjs_bridge.history import EpochRecord
from tfjs_bridge.models.definition import DigitsConfig, TextConfig
from tfjs_bridge.training.checkpoint import Checkpoint, Progress
from tfjs_bridge.training.cluster import Cluster, share
from tfjs_bridge.training.interruption import interruption_held_back
from tfjs_bridge.training.reporter import (
    Listener,
    NotANumberError,
    TrainingInterruptedError,
    reporter,
)
from tfjs_bridge.training.trainee import Trainee

_EVALUATION_BATCH = 500


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs and what the network should answer, in the order of training.

    Attributes:
        inputs: Shape (n, ...), as the network takes them.
        targets: Shape (n,) or (n, steps) of whole numbers, or with one more axis, one-hot.
    """

    inputs: npt.NDArray[Any]
    targets: npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt.

    Attributes:
        count: Examples in each epoch.
        epoch: Takes an epoch's number, from 0; gives its examples, the same ones each time.
        held_out: To choose the best epoch by; `None`: the last is the best.
    """

    count: int
    epoch: Callable[[int], Examples]
    held_out: Examples | None


def compile_model(keras: Any, model: Any, config: DigitsConfig | TextConfig, count: int) -> None:
    """Give a model the optimizer, schedule and loss of a config.

    Args:
        keras: The module.
        model: The model.
        config: The hyper-parameters.
        count: Examples in each epoch.
    """
    optimizer = keras.optimizers.get(config.optimizer)
    steps = config.epochs * math.ceil(count / config.batch_size)
    optimizer.learning_rate = _learning_rate(keras, config, steps)
    optimizer.weight_decay = config.weight_decay or None
    optimizer.global_clipnorm = config.clip_norm
    model.compile(optimizer=optimizer, loss=config.loss, metrics=["accuracy"])


def _learning_rate(keras: Any, config: DigitsConfig | TextConfig, steps: int) -> Any:
    if config.schedule == "constant":
        return config.learning_rate
    warmup = round(steps * config.warmup)
    return keras.optimizers.schedules.CosineDecay(
        0.0 if warmup else config.learning_rate,
        steps - warmup,
        warmup_target=config.learning_rate if warmup else None,
        warmup_steps=warmup,
    )


@dataclass(frozen=True, slots=True)
class Training:
    """One training, from the first epoch or from where it was cut short.

    Attributes:
        keras: The module.
        trainee: Its model is compiled with the optimizer, its network with loss and metrics.
        lesson: What is to be learnt.
        config: Epochs and batch size are used.
        checkpoint: Where the state is kept after each epoch.
        cluster: The processes that train together.
        distribution: As `cluster.join` gave it.
        seed: Of dropout.
        listener: Is told how far training is.
    """

    keras: Any
    trainee: Trainee
    lesson: Lesson
    config: DigitsConfig | TextConfig
    checkpoint: Checkpoint
    cluster: Cluster
    distribution: Any
    seed: int
    listener: Listener

    def run(self, *, resume: bool) -> Progress:
        """Train; `trainee.network` then has the weights of the best epoch.

        Args:
            resume: Go on from the checkpoint.

        Raises:
            TrainingInterruptedError: Ctrl-C was pressed; the step that was running was finished.
            TrainingError: The loss is not a number any more, or another process was lost.
            UsageError, DataError: The checkpoint cannot be gone on from.
        """
        state = self._state()
        progress = self._restore(state) if resume else Progress()
        if self.cluster.is_main and not resume:
            self.checkpoint.remove()  # what an earlier training left would be mixed with this one
        with interruption_held_back() as interrupted:
            for epoch in range(len(progress.history), self.config.epochs):
                record = self._run_epoch(epoch, progress, interrupted)
                progress = self._judge(record, progress)
                if self.cluster.is_main:
                    self.checkpoint.keep(state, progress)
                self.listener.epoch(record)
        self._take_best(progress)
        return progress

    def _state(self) -> list[Any]:
        """All variables that a training goes on from."""
        model = self.trainee.model
        with self.distribution.scope():
            model.optimizer.build(model.trainable_variables)
        return [*model.variables, *model.optimizer.variables]

    def _restore(self, state: list[Any]) -> Progress:
        with self.distribution.scope():
            progress = self.checkpoint.restore(state)
        self.trainee.bring_back()
        return progress

    def _run_epoch(
        self, epoch: int, progress: Progress, interrupted: Callable[[], bool]
    ) -> EpochRecord:
        start = time.perf_counter()
        try:
            logs = self._fit(epoch, interrupted)
        except TrainingInterruptedError:
            if progress.best_epoch == 0 and self.cluster.is_main:
                self.trainee.bring_back()
                self.checkpoint.keep_best(self.trainee.network)
            raise TrainingInterruptedError(self._what_is_kept(progress)) from None
        except NotANumberError as error:
            kept = f" {self._what_is_kept(progress)}" if progress.best_epoch else ""
            raise TrainingError(f"{error}{kept}") from None
        except Exception as error:
            if self.cluster.is_alone:
                raise
            raise TrainingError(self._lost_process(error, progress)) from error
        seconds = time.perf_counter() - start
        self.trainee.bring_back()
        loss, accuracy = self._held_out_metrics()
        return EpochRecord(
            epoch=epoch + 1,
            loss=float(logs["loss"][-1]),
            accuracy=float(logs["accuracy"][-1]),
            held_out_loss=loss,
            held_out_accuracy=accuracy,
            seconds=round(seconds, 3),
        )

    def _fit(self, epoch: int, interrupted: Callable[[], bool]) -> dict[str, list[Any]]:
        examples = self.lesson.epoch(epoch)
        batch = self.config.batch_size
        _reseed(self.trainee.model, self.seed, epoch)
        with self.distribution.scope():
            history = self.trainee.model.fit(
                share(examples.inputs, batch, self.cluster),
                share(examples.targets, batch, self.cluster),
                batch_size=batch // self.cluster.processes,
                initial_epoch=epoch,
                epochs=epoch + 1,
                shuffle=False,  # the lesson has shuffled them
                verbose=0,
                callbacks=[reporter(self.keras, self.listener, interrupted)],
            )
        logs: dict[str, list[Any]] = history.history
        return logs

    def _held_out_metrics(self) -> tuple[float | None, float | None]:
        if self.lesson.held_out is None or not self.cluster.is_main:
            return None, None
        return evaluate(self.trainee.network, self.lesson.held_out)

    def _judge(self, record: EpochRecord, progress: Progress) -> Progress:
        history = (*progress.history, record)
        best = progress.best_epoch
        if best == 0 or _loss(record) <= _loss(history[best - 1]):
            best = record.epoch
            if self.cluster.is_main:
                self.checkpoint.keep_best(self.trainee.network)
        return Progress(history, best)

    def _take_best(self, progress: Progress) -> None:
        if self.cluster.is_main and progress.best_epoch != progress.history[-1].epoch:
            self.trainee.network.load_weights(self.checkpoint.best)

    def _lost_process(self, error: Exception, progress: Progress) -> str:
        """In words; JAX has no error of its own for it."""
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        done = len(progress.history)
        advice = f"--resume goes on after epoch {done}" if done else "no epoch was complete"
        return (
            f"Process {self.cluster.process} of {self.cluster.processes}: training failed, "
            f"probably because another process ended; expected all to go on, got: {reason}. "
            f"Start all of them again; {advice}."
        )

    def _what_is_kept(self, progress: Progress) -> str:
        if not self.cluster.is_main:
            return "Process 0 has kept what there was."
        best = self.checkpoint.best
        if progress.best_epoch:
            return (
                f"{best} holds the best weights so far, of epoch {progress.best_epoch}. The same "
                f"command with --resume goes on after epoch {len(progress.history)}."
            )
        return f"{best} holds the weights as they were; no epoch was complete."


def evaluate(network: Any, examples: Examples) -> tuple[float, float]:
    """Loss in nats and accuracy between 0 and 1; the network is compiled."""
    loss, accuracy = network.evaluate(
        examples.inputs, examples.targets, batch_size=_EVALUATION_BATCH, verbose=0
    )
    return float(loss), float(accuracy)


def _loss(record: EpochRecord) -> float:
    """What the best epoch is chosen by; without held-out examples every later one is better."""
    if record.held_out_loss is None:
        return -record.epoch
    return math.inf if math.isnan(record.held_out_loss) else record.held_out_loss


def _reseed(model: Any, seed: int, epoch: int) -> None:
    """Dropout that depends on the epoch alone, and not on where training was cut short."""
    states = [v for v in model.variables if v.name == "seed_generator_state"]
    for index, state in enumerate(states):
        state.assign([(seed + index) % 2**32, epoch])
