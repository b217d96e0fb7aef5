"""What a model is trained on, seen the same way for digits and for text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy.typing as npt

from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.models.definition import DigitsConfig, TextConfig
from tfjs_bridge.training.fit import Examples, Lesson
from tfjs_bridge.training.teachers import Teachers


@dataclass(frozen=True, slots=True)
class Subject:
    """Data, and all that an artifact says of it.

    Attributes:
        classes: Values of the network's last axis.
        lesson: What is to be learnt.
        metrics: Takes the network; gives its results by name, losses in nats.
        provenance: What the data is.
        split: Counts of examples, and the seed of the split or `None`.
        labels: Class names, or `None`.
        preprocessing: As docs/artifact-format.md describes it.
        golden_inputs: For the golden vectors, shape (vectors, ...).
        golden_source: In words, where they are from.
        teachers: Help to train; `None`: labels alone.
        trial: Training examples that each teacher is tried on first.
    """

    classes: int
    lesson: Lesson
    metrics: Callable[[Any], dict[str, float]]
    provenance: Provenance
    split: dict[str, int | None]
    labels: tuple[str, ...] | None
    preprocessing: dict[str, Any]
    golden_inputs: npt.NDArray[Any]
    golden_source: str
    teachers: Teachers | None
    trial: Examples


def dataset_record(subject: Subject) -> dict[str, Any]:
    """Data and split, for an artifact's metadata."""
    provenance = subject.provenance
    return {
        "dataset": {
            "name": provenance.name,
            "source": provenance.source,
            "sha256": provenance.sha256,
        },
        "split": subject.split,
    }


def settings_record(
    subject: Subject, config: DigitsConfig | TextConfig, *, recipe: str, backend: str, seed: int
) -> dict[str, Any]:
    """All that decides what training gives, for metadata and checkpoints."""
    return {
        **dataset_record(subject),
        "recipe": recipe,
        "backend": backend,
        **asdict(config),
        "seed": seed,
        **_teachers_record(subject.teachers),
    }


def _teachers_record(teachers: Teachers | None) -> dict[str, Any]:
    if teachers is None:
        return {}
    return {"teachers": [{"file": t.name, "sha256": t.sha256} for t in teachers.teachers]}
