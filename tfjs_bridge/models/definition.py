"""What every model's module offers, in the same shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """Hyper-parameters of a digit classifier's training."""

    epochs: int  # passes over the training digits
    batch_size: int  # digits in each step
    optimizer: str  # Keras's name
    learning_rate: float  # at the first step; falls to 0 at the last one, along a cosine
    loss: str  # Keras's name; labels are whole numbers


@dataclass(frozen=True, slots=True)
class ModelDefinition:
    """One trainable model.

    Attributes:
        name: As on the command line.
        summary: One line: the network and where it is from.
        config: The defaults.
        build: Takes the module `keras`, returns a model that is built and not compiled.
    """

    name: str
    summary: str
    config: TrainingConfig
    build: Callable[[Any], Any]

    def with_config(self, *, epochs: int | None, batch_size: int | None) -> ModelDefinition:
        """The same model with some hyper-parameters changed; `None` leaves one as it is."""
        config = replace(
            self.config,
            epochs=epochs or self.config.epochs,
            batch_size=batch_size or self.config.batch_size,
        )
        return replace(self, config=config)
