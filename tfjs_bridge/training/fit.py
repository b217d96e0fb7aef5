"""Trains any of the models, epoch by epoch, so that it can be interrupted and resumed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from tfjs_bridge.errors import TrainingError
from tfjs_bridge.history import EpochRecord, History
from tfjs_bridge.models.definition import TrainingConfig
from tfjs_bridge.progress import EpochEnd, ProgressCallback
from tfjs_bridge.training.checkpoint import Checkpoint
from tfjs_bridge.training.interruption import interruption_held_back
from tfjs_bridge.training.process_group import ProcessGroup, share
from tfjs_bridge.training.reporter import NotANumberError, TrainingInterruptedError, reporter
from tfjs_bridge.training.trainable_model import TrainableModel

# A divisor of MNIST's 5,000 and 10,000 digits: JAX compiles anew for a last, smaller batch.
_EVALUATION_BATCH = 500


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs and what the network should predict for them, in the order of training.

    Attributes:
        inputs: Shape (n, ...), as the network takes them.
        targets: Shape (n,) or (n, steps) of whole numbers, or with one more axis, one-hot.
    """

    inputs: npt.NDArray[Any]
    targets: npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class EpochData:
    """The examples of every epoch.

    Attributes:
        count: Examples in each epoch.
        epoch: Takes an epoch's number, from 0; returns its examples, the same ones each time.
        validation: Examples to choose the best epoch by; `None`: the last epoch is the best.
    """

    count: int
    epoch: Callable[[int], Examples]
    validation: Examples | None


def compile_model(keras: Any, model: Any, config: TrainingConfig, count: int) -> None:
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
    # None, since Keras runs its decay for 0 as well (optimizers/base_optimizer.py).
    optimizer.weight_decay = config.weight_decay or None
    optimizer.global_clipnorm = config.clip_norm
    model.compile(optimizer=optimizer, loss=config.loss, metrics=["accuracy"])


def _learning_rate(keras: Any, config: TrainingConfig, steps: int) -> Any:
    if config.schedule == "constant":
        return config.learning_rate
    warmup = round(steps * config.warmup)
    # With a warm-up it rises from the first value to the target, else it falls from the first.
    return keras.optimizers.schedules.CosineDecay(
        0.0 if warmup else config.learning_rate,
        steps - warmup,
        warmup_target=config.learning_rate if warmup else None,
        warmup_steps=warmup,
    )


@dataclass(frozen=True, slots=True)
class Training:
    """One training, from its first epoch or from where it was interrupted.

    Attributes:
        keras: The module.
        trainable: Its model is compiled with the optimizer, its network with loss and metrics.
        data: The examples.
        config: Epochs and batch size are used.
        checkpoint: Where the state is kept after each epoch.
        group: The processes that train together.
        distribution: What `process_group.join` returned.
        seed: Seed of dropout.
        progress: Called with `Step` and `EpochEnd`.
    """

    keras: Any
    trainable: TrainableModel
    data: EpochData
    config: TrainingConfig
    checkpoint: Checkpoint
    group: ProcessGroup
    distribution: Any
    seed: int
    progress: ProgressCallback

    def run(self, *, resume: bool) -> History:
        """Train, and leave the weights of the best epoch in `trainable.network`.

        Args:
            resume: Whether to start from the checkpoint.

        Raises:
            TrainingInterruptedError: Ctrl-C was pressed; the step that was running was finished.
            TrainingError: The loss is no longer a number, or another process was lost.
            UsageError, DataError: The checkpoint cannot be resumed.
        """
        state = self._state()
        history = self._restore(state) if resume else History()
        if self.group.is_main and not resume:
            self.checkpoint.remove()  # or files of an earlier training would mix with this one's
        with interruption_held_back() as interrupted:
            for epoch in range(len(history.epochs), self.config.epochs):
                record = self._run_epoch(epoch, history, interrupted)
                history = self._judge(record, history)
                if self.group.is_main:
                    self.checkpoint.keep(state, history)
                self.progress(EpochEnd(record, self.config.epochs))
        self._take_best(history)
        return history

    def _state(self) -> list[Any]:
        """Return all variables that a training resumes from."""
        model = self.trainable.model
        # Keras builds the optimizer in the first step, too late for what is restored into it.
        with self.distribution.scope():
            model.optimizer.build(model.trainable_variables)
        return [*model.variables, *model.optimizer.variables]

    def _restore(self, state: list[Any]) -> History:
        with self.distribution.scope():
            history = self.checkpoint.restore(state)
        self.trainable.update_network()
        return history

    def _run_epoch(
        self, epoch: int, history: History, interrupted: Callable[[], bool]
    ) -> EpochRecord:
        start = time.perf_counter()
        try:
            logs = self._fit(epoch, interrupted)
        except TrainingInterruptedError:
            if history.best_epoch == 0 and self.group.is_main:
                # What was learnt of the first epoch is better than nothing.
                self.trainable.update_network()
                self.checkpoint.keep_best(self.trainable.network)
            raise TrainingInterruptedError(self._what_is_kept(history)) from None
        except NotANumberError as error:
            kept = f" {self._what_is_kept(history)}" if history.best_epoch else ""
            raise TrainingError(f"{error}{kept}") from None
        except Exception as error:
            if self.group.is_alone:
                raise
            raise TrainingError(self._lost_process(error, history)) from error
        seconds = time.perf_counter() - start
        self.trainable.update_network()
        loss, accuracy = self._validate()
        return EpochRecord(
            epoch=epoch + 1,
            loss=float(logs["loss"][-1]),
            accuracy=float(logs["accuracy"][-1]),
            validation_loss=loss,
            validation_accuracy=accuracy,
            seconds=round(seconds, 3),
        )

    def _fit(self, epoch: int, interrupted: Callable[[], bool]) -> dict[str, list[Any]]:
        examples = self.data.epoch(epoch)
        batch = self.config.batch_size
        watch = reporter(self.keras, self.config.epochs, self.progress, interrupted)
        _reseed(self.trainable.model, self.seed, epoch)
        with self.distribution.scope():
            fitted = self.trainable.model.fit(
                share(examples.inputs, batch, self.group),
                share(examples.targets, batch, self.group),
                batch_size=batch // self.group.processes,
                # One epoch for each call: each has examples of its own, and the state is kept
                # in between.
                initial_epoch=epoch,
                epochs=epoch + 1,
                shuffle=False,  # `EpochData` has shuffled them, by the seed
                verbose=0,
                callbacks=[watch],
            )
        logs: dict[str, list[Any]] = fitted.history
        return logs

    def _validate(self) -> tuple[float | None, float | None]:
        if self.data.validation is None or not self.group.is_main:
            return None, None
        return evaluate(self.trainable.network, self.data.validation)

    def _judge(self, record: EpochRecord, history: History) -> History:
        epochs = (*history.epochs, record)
        best = history.best_epoch
        # Of equal epochs the later one: it has seen more.
        if best == 0 or _loss(record) <= _loss(epochs[best - 1]):
            best = record.epoch
            if self.group.is_main:
                self.checkpoint.keep_best(self.trainable.network)
        return History(epochs, best)

    def _take_best(self, history: History) -> None:
        if self.group.is_main and history.best_epoch != history.epochs[-1].epoch:
            self.trainable.network.load_weights(self.checkpoint.best)

    def _lost_process(self, error: Exception, history: History) -> str:
        """Explain the loss of a process; JAX has no error of its own for it."""
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        done = len(history.epochs)
        advice = f"--resume continues after epoch {done}" if done else "no epoch was complete"
        return (
            f"Process {self.group.process} of {self.group.processes}: training failed, "
            f"probably because another process ended; expected all of them to run, got: {reason}. "
            f"Start all of them again; {advice}."
        )

    def _what_is_kept(self, history: History) -> str:
        if not self.group.is_main:
            return "Process 0 has saved its state."
        best = self.checkpoint.best
        if history.best_epoch:
            return (
                f"{best} holds the best weights so far, of epoch {history.best_epoch}. The same "
                f"command with --resume continues after epoch {len(history.epochs)}."
            )
        return f"{best} holds the weights as they were; no epoch was complete."


def evaluate(network: Any, examples: Examples) -> tuple[float, float]:
    """Return the loss in nats and the accuracy between 0 and 1 of a compiled network.

    Args:
        network: Compiled with a loss and the metric accuracy.
        examples: At least one.
    """
    loss, accuracy = network.evaluate(
        examples.inputs, examples.targets, batch_size=_EVALUATION_BATCH, verbose=0
    )
    return float(loss), float(accuracy)


def _loss(record: EpochRecord) -> float:
    """Return what the best epoch is chosen by; without validation every later one is better."""
    if record.validation_loss is None:
        return -record.epoch
    return math.inf if math.isnan(record.validation_loss) else record.validation_loss


def _reseed(model: Any, seed: int, epoch: int) -> None:
    """Make dropout depend on the epoch alone, and not on where training was interrupted."""
    # Keras has no public way to the seed generators of a model's layers; this name is theirs.
    states = [v for v in model.variables if v.name == "seed_generator_state"]
    for index, state in enumerate(states):
        state.assign([(seed + index) % 2**32, epoch])
