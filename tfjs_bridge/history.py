"""How a training went, epoch by epoch: what trainers record and reports show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch of a training.

    Attributes:
        epoch: From 1.
        loss: Mean over the epoch's training examples, in nats.
        accuracy: The same, between 0 and 1.
        held_out_loss: At the epoch's end on examples that are not trained on, in nats; `None`
            where there are none.
        held_out_accuracy: The same, between 0 and 1, or `None`.
        seconds: Wall time of the epoch.
    """

    epoch: int
    loss: float
    accuracy: float
    held_out_loss: float | None
    held_out_accuracy: float | None
    seconds: float
