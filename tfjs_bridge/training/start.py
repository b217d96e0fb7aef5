"""Starts a training: Keras on the right backend, the network, and what trains it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import UsageError
from tfjs_bridge.models.definition import Backend, ModelDefinition, TrainingConfig
from tfjs_bridge.progress import ProgressCallback
from tfjs_bridge.training.checkpoint import Checkpoint
from tfjs_bridge.training.fit import Training, compile_model
from tfjs_bridge.training.process_group import ProcessGroup, join
from tfjs_bridge.training.task import TrainingTask
from tfjs_bridge.training.trainable_model import make_trainable_model


def choose_backend(wanted: Backend | None, definition: ModelDefinition) -> Backend:
    """Return the backend to train on: the one asked for, else the fastest that is installed.

    Args:
        wanted: `None`: the fastest for the model that is installed.
        definition: Says which one is the fastest.

    Raises:
        UsageError: It is not installed.
    """
    if wanted is None:
        others: tuple[Backend, ...] = ("tensorflow", "jax")
        return next((name for name in (definition.backend, *others) if _has(name)), others[0])
    if not _has(wanted):
        raise UsageError(
            f"--backend {wanted}: not installed; expected it for training. Install it with: "
            f"pip install 'tfjs-bridge[train]'."
        )
    return wanted


def _has(backend: Backend) -> bool:
    # Found, not imported: TensorFlow takes seconds.
    return importlib.util.find_spec(backend) is not None


def training_folder(out: Path) -> Path:
    """Return the folder of a training's state, which is kept until its artifact is complete."""
    return out.with_name(f"{out.name}.training")


def start_training(
    keras: Any,
    definition: ModelDefinition,
    config: TrainingConfig,
    task: TrainingTask,
    checkpoint: Checkpoint,
    *,
    group: ProcessGroup,
    seed: int,
    progress: ProgressCallback,
) -> Training:
    """Build and compile a model; the same seed gives the same weights, now and after training.

    Args:
        keras: The module.
        definition: What to build.
        config: Its hyper-parameters.
        task: What it learns.
        checkpoint: Keeps its state.
        group: The processes that train together.
        seed: Seed of weights and dropout.
        progress: Called with `Step` and `EpochEnd`.

    Raises:
        UsageError: The other processes cannot be met, or a teacher does not fit.
    """
    distribution = join(keras, group)
    _fix_randomness(keras, seed)
    network = definition.build(keras, config, task.classes)
    if task.teachers is not None:
        # Outside of the scope: each process has teachers of its own.
        task.teachers.load(task.trial)
    with distribution.scope():
        trainable = make_trainable_model(
            keras, network, definition, config, apart=not group.is_alone
        )
        compile_model(keras, trainable.model, config, task.data.count)
    if trainable.network is not trainable.model:
        trainable.network.compile(loss=config.loss, metrics=["accuracy"])  # for `evaluate` alone
    return Training(
        keras=keras,
        trainable=trainable,
        data=task.data,
        config=config,
        checkpoint=checkpoint,
        group=group,
        distribution=distribution,
        seed=seed,
        progress=progress,
    )


def _fix_randomness(keras: Any, seed: int) -> None:
    keras.utils.set_random_seed(seed)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        # Without it TensorFlow adds up gradients in the order in which its threads finish.
        tf.config.experimental.enable_op_determinism()
