"""What long tasks report while they run, and the one kind of function that they report it to.

Loading data, training and exporting all call a `ProgressCallback` with an event. Each event reads
as a line of text, so ``print`` is a callback.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tfjs_bridge.history import EpochRecord


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people.

    Attributes:
        text: One or more lines.
        level: ``"result"`` is what was waited for; ``"warning"`` should not be overlooked.
    """

    text: str
    level: Literal["info", "result", "warning"] = "info"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Stage:
    """Work that has begun, and takes a while.

    Attributes:
        name: Such as ``Exporting``.
    """

    name: str

    def __str__(self) -> str:
        return f"{self.name} ..."


@dataclass(frozen=True, slots=True)
class Download:
    """Progress of a file that is being downloaded: reported at its start and after each piece.

    Attributes:
        file_name: The file's name.
        done_bytes: Bytes received, including those of an earlier, interrupted download.
        total_bytes: Size of the file; `None` where the server does not say.
    """

    file_name: str
    done_bytes: int
    total_bytes: int | None

    def __str__(self) -> str:
        total = "" if self.total_bytes is None else f" of {self.total_bytes:,}"
        return f"{self.file_name}: {self.done_bytes:,}{total} bytes"


@dataclass(frozen=True, slots=True)
class Step:
    """Progress within an epoch: reported a few times a second, and at the epoch's last step.

    Attributes:
        epoch: From 1.
        epochs: Epochs of the whole training.
        step: Steps done in this epoch.
        steps: Steps of an epoch.
        loss: Mean over the epoch up to here, in nats.
        accuracy: Likewise, between 0 and 1.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    accuracy: float

    def __str__(self) -> str:
        return f"epoch {self.epoch}/{self.epochs}, step {self.step}/{self.steps}: {self.results}"

    @property
    def results(self) -> str:
        """Loss and accuracy, for people."""
        return _measures(self.loss, self.accuracy)


@dataclass(frozen=True, slots=True)
class EpochEnd:
    """An epoch that is complete.

    Attributes:
        record: What it gave.
        epochs: Epochs of the whole training.
    """

    record: EpochRecord
    epochs: int

    def __str__(self) -> str:
        return f"epoch {self.record.epoch}/{self.epochs}: {self.results}"

    @property
    def results(self) -> str:
        """Losses and accuracies, for people."""
        record = self.record
        text = _measures(record.loss, record.accuracy)
        if record.validation_loss is None or record.validation_accuracy is None:
            return text
        validation = f"{record.validation_loss:.4f}, {record.validation_accuracy:.4f}"
        return f"{text}; validation {validation}"


def _measures(loss: float, accuracy: float) -> str:
    return f"loss {loss:.4f}, accuracy {accuracy:.4f}"


ProgressEvent = Message | Stage | Download | Step | EpochEnd
ProgressCallback = Callable[[ProgressEvent], None]


def ignore_progress(event: ProgressEvent) -> None:
    """Report nothing."""
