"""Starts a training: Keras on the right backend, the network, and what trains it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import UsageError
from tfjs_bridge.models.definition import Backend, DigitsConfig, ModelDefinition, TextConfig
from tfjs_bridge.training.checkpoint import Checkpoint
from tfjs_bridge.training.cluster import Cluster, join
from tfjs_bridge.training.fit import Training, compile_model
from tfjs_bridge.training.reporter import Listener
from tfjs_bridge.training.subject import Subject
from tfjs_bridge.training.trainee import make_trainee


def choose_backend(wanted: Backend | None, definition: ModelDefinition) -> Backend:
    """The backend to train on: the one asked for, else the fastest that is installed.

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
    return importlib.util.find_spec(backend) is not None


def training_folder(out: Path) -> Path:
    """Where the state of a training is kept until its artifact is complete."""
    return out.with_name(f"{out.name}.training")


def start_training(
    keras: Any,
    definition: ModelDefinition,
    config: DigitsConfig | TextConfig,
    subject: Subject,
    checkpoint: Checkpoint,
    *,
    cluster: Cluster,
    seed: int,
    listener: Listener,
) -> Training:
    """Build and compile; the same seed gives the same weights, now and after training.

    Args:
        keras: The module.
        definition: What to build.
        config: Its hyper-parameters.
        subject: What it learns.
        checkpoint: Where its state is kept.
        cluster: The processes that train together.
        seed: Of weights and dropout.
        listener: Is told how far training is.

    Raises:
        UsageError: The other processes cannot be met, or a teacher does not fit.
    """
    distribution = join(keras, cluster)
    keras.utils.set_random_seed(seed)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()
    network = definition.build(keras, config, subject.classes)
    if subject.teachers is not None:
        subject.teachers.begin(subject.trial)
    with distribution.scope():
        trainee = make_trainee(keras, network, definition, config, apart=not cluster.is_alone)
        compile_model(keras, trainee.model, config, subject.lesson.count)
    if trainee.network is not trainee.model:
        trainee.network.compile(loss=config.loss, metrics=["accuracy"])
    return Training(
        keras=keras,
        trainee=trainee,
        lesson=subject.lesson,
        config=config,
        checkpoint=checkpoint,
        cluster=cluster,
        distribution=distribution,
        seed=seed,
        listener=listener,
    )
