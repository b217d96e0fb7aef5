"""What a model is trained on, in one form for every kind of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.models.definition import TrainingConfig
from tfjs_bridge.training.fit import EpochData, Examples
from tfjs_bridge.training.teachers import Teachers


@dataclass(frozen=True, slots=True)
class TrainingTask:
    """Training data, and everything that an artifact records about it.

    Attributes:
        classes: Size of the network's last axis.
        data: The examples of every epoch.
        metrics: Takes the network; returns its results by name, losses in nats.
        provenance: What the data is.
        split: Counts of examples, and the seed of the split or `None`, by their keys in
            metadata.json.
        labels: Class names, or `None`.
        golden_inputs: Inputs for the golden vectors, shape (vectors, ...).
        golden_source: Where they are from, in words.
        teachers: Networks whose predictions are targets besides the labels; `None`: labels alone.
        trial: Training examples that each teacher is tried on first.
    """

    classes: int
    data: EpochData
    metrics: Callable[[Any], dict[str, float]]
    provenance: Provenance
    split: dict[str, int | None]
    labels: tuple[str, ...] | None
    golden_inputs: npt.NDArray[Any]
    golden_source: str
    teachers: Teachers | None
    trial: Examples


def dataset_record(task: TrainingTask) -> dict[str, Any]:
    """Return data and split, for an artifact's metadata."""
    provenance = task.provenance
    return {
        "dataset": {
            "name": provenance.name,
            "source": provenance.source,
            "sha256": provenance.sha256,
        },
        "split": task.split,
    }


def settings_record(
    task: TrainingTask, config: TrainingConfig, *, recipe: str, backend: str, seed: int
) -> dict[str, Any]:
    """Return all that decides the result of training, for metadata and checkpoints.

    Args:
        task: Gives the data, the split and the teachers.
        config: The hyper-parameters.
        recipe: Name of the recipe that they are from.
        backend: Keras's.
        seed: Seed of weights and order.
    """
    return {
        **dataset_record(task),
        "recipe": recipe,
        "backend": backend,
        **config.to_json(),
        "seed": seed,
        **_teachers_record(task.teachers),
    }


def _teachers_record(teachers: Teachers | None) -> dict[str, Any]:
    if teachers is None:
        return {}
    return {"teachers": [{"file": t.name, "sha256": t.sha256} for t in teachers.teachers]}
