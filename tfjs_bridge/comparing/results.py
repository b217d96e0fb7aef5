"""What a comparison found, for people and for programs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a browser downloads to run a model: model.json and the shards, in bytes.

    Attributes:
        raw: As they are.
        gzip: Each file compressed by itself with ``gzip -9``.
        brotli: Likewise at quality 11.
    """

    raw: int
    gzip: int
    brotli: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Time of one prediction in Node, on one thread, over interleaved rounds; milliseconds.

    Attributes:
        median_ms: By the clock.
        first_quartile_ms: Likewise.
        third_quartile_ms: Likewise.
        cpu_ms: The median of the processor's time, which other programs disturb less.
        rounds: So many there were.
    """

    median_ms: float
    first_quartile_ms: float
    third_quartile_ms: float
    cpu_ms: float
    rounds: int

    @property
    def waits(self) -> float:
        """How many times the processor's time a prediction takes by the clock."""
        return self.median_ms / max(self.cpu_ms, 1e-6)


@dataclass(frozen=True, slots=True)
class Scores:
    """How good outputs are, by the labels; `None` where that is not known.

    Attributes:
        accuracy: The share of right answers.
        loss: Mean of the negative logarithms of the right classes' probabilities, in nats.
        error: Mean absolute difference from labels that are values.
    """

    accuracy: float | None = None
    loss: float | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One encoding in one format.

    Attributes:
        format: ``"layers"`` or ``"graph"``.
        encoding: As `quantize` of `export` takes it.
        sizes: `None` where the model could not be exported.
        change: Largest difference of the outputs in TensorFlow.js from those of Keras in float32,
            by the measure of `artifact.comparison`; `None` where a value was not a number.
        agreement: The share of answers whose largest value is in the same place as Keras's in
            float32; `None` where no output has answers to choose from.
        scores: By the labels.
        latency: `None` where it was not measured.
        chosen: What ``auto`` chose, in words; empty for others.
        reason: Why there is no artifact, or why it did not run; empty otherwise.
    """

    format: str
    encoding: str
    sizes: Sizes | None = None
    change: float | None = None
    agreement: float | None = None
    scores: Scores = Scores()
    latency: Latency | None = None
    chosen: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Encodings and formats of a model, side by side.

    Attributes:
        model: Its name.
        parameters: Count of its weights' values.
        examples: Count of the examples that outputs were compared on.
        source: In words, where these are from.
        keras: Scores of Keras's own outputs, in float32.
        rows: In the order of the formats, then of the encodings.
        max_change: What ``auto`` was to keep.
        tfjs: Version of TensorFlow.js.
        node: Version of Node.js.
    """

    model: str
    parameters: int
    examples: int
    source: str
    keras: Scores
    rows: tuple[Row, ...]
    max_change: float
    tfjs: str
    node: str

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON can hold it."""
        return dataclasses.asdict(self) | {"rows": [dataclasses.asdict(row) for row in self.rows]}
