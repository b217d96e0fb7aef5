"""Records of a training, epoch by epoch: trainers write them, reports and programs read them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

# The keys of `--json` and of checkpoints are older than the names of the fields, and others read
# both, so they stay.
_KEYS = {"validation_loss": "held_out_loss", "validation_accuracy": "held_out_accuracy"}


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch of a training.

    Attributes:
        epoch: From 1.
        loss: Mean over the epoch's training examples, in nats.
        accuracy: Mean over the same examples, between 0 and 1.
        validation_loss: At the epoch's end, on examples that are not trained on, in nats; `None`
            where there are none.
        validation_accuracy: Likewise, between 0 and 1, or `None`.
        seconds: Wall time of the epoch.
    """

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the record for programs and checkpoints."""
        return {_KEYS.get(f.name, f.name): getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> EpochRecord:
        """Return the record that `to_json` wrote.

        Raises:
            KeyError: A value is missing.
        """
        return cls(**{f.name: content[_KEYS.get(f.name, f.name)] for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class History:
    """How far a training is.

    Attributes:
        epochs: One record for each epoch that is complete.
        best_epoch: The epoch whose weights are kept, from 1; 0 before the first.
    """

    epochs: tuple[EpochRecord, ...] = ()
    best_epoch: int = 0

    @property
    def seconds(self) -> float:
        """Wall time of all epochs."""
        return sum(record.seconds for record in self.epochs)
