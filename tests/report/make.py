"""Reports with made-up data, for tests."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from tfjs_bridge.history import EpochRecord
from tfjs_bridge.report.digit_report import DigitReport
from tfjs_bridge.report.text_report import TextReport

HISTORY = (
    EpochRecord(1, 0.52, 0.84, 0.21, 0.93, 12.34),
    EpochRecord(2, 0.18, 0.945, 0.11, 0.968, 11.0),
    EpochRecord(3, 0.09, 0.97, 0.1, 0.971, 11.5),
)


def digit_report(**changes: Any) -> DigitReport:
    """Forty digits, four of each class; the fourth of each is read as the next class."""
    labels = np.repeat(np.arange(10, dtype=np.uint8), 4)
    predictions = labels.astype(int)
    predictions[3::4] = (predictions[3::4] + 1) % 10
    probabilities = np.full((40, 10), 0.02, np.float32)
    probabilities[np.arange(40), predictions] = 0.5 + np.arange(40) / 100
    report = DigitReport(
        title="cnn: digits",
        facts=(("Model", "cnn, 60,554 parameters"), ("Seed", "1")),
        history=HISTORY,
        images=np.random.default_rng(5).integers(0, 256, (40, 28, 28), np.uint8),
        labels=labels,
        probabilities=probabilities,
        class_names=tuple("0123456789"),
    )
    return dataclasses.replace(report, **changes)


def without_mistakes() -> DigitReport:
    """The same digits, all read right."""
    report = digit_report()
    return dataclasses.replace(report, probabilities=np.eye(10, dtype=np.float32)[report.labels])


def text_report(**changes: Any) -> TextReport:
    """Three epochs and samples at two temperatures."""
    report = TextReport(
        title="char-lstm: Shakespeare",
        facts=(("Model", "char-lstm"),),
        history=HISTORY,
        samples=((0.5, "ROMEO:\nSpeak.\n"), (1.0, "\nZounds")),
    )
    return dataclasses.replace(report, **changes)
