"""The report on a classifier of digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.history import EpochRecord
from tfjs_bridge.report import page
from tfjs_bridge.report.canvas import require_matplotlib
from tfjs_bridge.report.classes import draw_classes
from tfjs_bridge.report.confusion import draw_confusion
from tfjs_bridge.report.curves import accuracy_panel, draw_curves, loss_panel
from tfjs_bridge.report.digit_grid import ReadDigit, draw_digits
from tfjs_bridge.report.folder import REPORT_HTML, check_replaceable, write_folder
from tfjs_bridge.report.picks import (
    class_accuracy,
    confusion_matrix,
    first_of_each_class,
    worst_mistakes,
)

_MISTAKES_SHOWN: Final = 20
_SAMPLES_OF_EACH: Final = 2
_VALIDATION: Final = "validation"


@dataclass(frozen=True, slots=True)
class DigitReport:
    """What is known about a trained classifier of digits.

    Attributes:
        title: Of the page.
        facts: Rows of a table: name and value.
        history: One record for each epoch; none where the training was not watched.
        images: uint8, shape (n, 28, 28), the test digits, ink is 255; n is at least 1.
        labels: uint8, shape (n,), their true classes.
        probabilities: float32, shape (n, classes), the predictions.
        class_names: One for each class.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[EpochRecord, ...]
    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
    probabilities: npt.NDArray[np.float32]
    class_names: tuple[str, ...]

    @property
    def predictions(self) -> npt.NDArray[np.int64]:
        """int64, shape (n,): the most probable class of each digit."""
        predictions: npt.NDArray[np.int64] = self.probabilities.argmax(axis=1)
        return predictions

    @property
    def confusion(self) -> npt.NDArray[np.int64]:
        """int64, shape (classes, classes), rows by true class."""
        return confusion_matrix(self.labels, self.predictions, len(self.class_names))

    def read_digits(self, indices: npt.NDArray[np.int64]) -> list[ReadDigit]:
        """Return the chosen digits with what they are read as."""
        predictions = self.predictions
        return [
            ReadDigit(
                self.images[index],
                self.class_names[self.labels[index]],
                self.class_names[predictions[index]],
                float(self.probabilities[index, predictions[index]]),
            )
            for index in indices
        ]


def write_digit_report(folder: Path, report: DigitReport) -> list[Path]:
    """Write `report.html` and its pictures, all or nothing; a report that was there is replaced.

    The page holds its pictures, for light and for dark screens; the PNG files beside it are for
    other documents. There are no curves without history, and no picture of mistakes where none
    were made. The same report gives the same bytes, with the same release of matplotlib.

    Args:
        folder: Where to write; its parents are made.
        report: What to show.

    Returns:
        The files written, the page first.

    Raises:
        UsageError: `folder` holds something else than a report, or matplotlib is not installed.
    """
    # Both before the first picture: drawing takes longest.
    require_matplotlib()
    check_replaceable(folder)
    curves = _curves_picture(report.history) if report.history else None
    confusion, classes = _confusion_picture(report), _classes_picture(report)
    mistakes, samples = _mistakes_picture(report), _samples_picture(report)
    content = page.page(
        report.title,
        _summary(report),
        [
            page.facts_section(report.facts),
            *([_learning_section(curves, report.history)] if curves else []),
            page.section("What is taken for what", page.figure(confusion)),
            page.section("How well each digit is read", page.figure(classes)),
            page.section("Digit by digit", _classes_table(report), is_wide=True),
            _mistakes_section(mistakes),
            page.section("Samples", page.figure(samples)),
        ],
    )
    pictures = [each for each in (curves, confusion, classes, mistakes, samples) if each]
    # The light ones alone: other documents are on white.
    files = {each.file_name: each.light for each in pictures}
    return write_folder(folder, {REPORT_HTML: content, **files})


def _summary(report: DigitReport) -> str:
    count = len(report.labels)
    # Counted, not from a metric, so that the sentence and the matrix below it agree.
    right = int(np.trace(report.confusion))
    if right == count:
        return f"All {count:,} test digits are read right."
    return (
        f"{right / count:.2%} of {count:,} test digits are read right; {count - right:,} are not."
    )


def _curves_picture(history: Sequence[EpochRecord]) -> page.Picture:
    """Draw loss and accuracy over the epochs."""
    epochs = [record.epoch for record in history]
    panels = (loss_panel(history, "nats"), accuracy_panel(history))
    first, last = history[0], history[-1]
    return page.draw(
        "curves.png",
        lambda theme: draw_curves(epochs, panels, theme, validation_name=_VALIDATION),
        alt=f"Learning curves of {len(history)} epochs: the training loss goes from "
        f"{first.loss:.3f} to {last.loss:.3f}, the accuracy from {first.accuracy:.1%} to "
        f"{last.accuracy:.1%}.",
        caption="Loss and accuracy, on the digits trained on (mean over the epoch) and on those "
        "for validation (at its end).",
    )


def _learning_section(curves: page.Picture, history: Sequence[EpochRecord]) -> str:
    """Return the section with the learning curves and their numbers."""
    numbers = page.epochs_table(history, validation_name=_VALIDATION)
    return page.section("Learning", page.figure(curves), numbers)


def _confusion_picture(report: DigitReport) -> page.Picture:
    matrix = report.confusion
    return page.draw(
        "confusion.png",
        lambda theme: draw_confusion(matrix, report.class_names, theme),
        alt=f"Confusion matrix. {_most_frequent(report)}",
        caption="Row: the true digit; column: what it is read as. The more mistakes, the more "
        "orange; right answers are grey.",
    )


def _most_frequent(report: DigitReport) -> str:
    names = report.class_names
    mistakes = report.confusion * ~np.eye(len(names), dtype=bool)
    # argmax takes the first of equals, so the words do not change from run to run.
    row, column = np.unravel_index(mistakes.argmax(), mistakes.shape)
    if mistakes[row, column] == 0:
        return "There are no mistakes."
    return (
        f"The most frequent mistake: {names[row]} read as {names[column]}, "
        f"{_times(mistakes[row, column])}."
    )


def _classes_picture(report: DigitReport) -> page.Picture:
    accuracy = class_accuracy(report.confusion)
    return page.draw(
        "classes.png",
        lambda theme: draw_classes(accuracy, report.class_names, theme),
        alt="Bars of the share of each digit that is read wrong; the table has the numbers.",
        caption="The bar is the share of a digit's pictures that is read wrong, the number the "
        "share that is read right.",
    )


def _classes_table(report: DigitReport) -> str:
    matrix = report.confusion
    accuracy = class_accuracy(matrix)
    rows = [
        _class_cells(name, matrix[label], label, accuracy[label], report.class_names)
        for label, name in enumerate(report.class_names)
    ]
    columns = ("Digit", "Pictures", "Right", "Wrong", "Accuracy", "Most often taken for")
    return page.numbers_table("How the pictures of each digit are read.", columns, rows)


def _class_cells(
    name: str,
    counts: npt.NDArray[np.int64],
    label: int,
    accuracy: float,
    class_names: Sequence[str],
) -> tuple[str, ...]:
    total, right = int(counts.sum()), int(counts[label])
    wrong = counts * (np.arange(len(counts)) != label)
    taken_for = int(wrong.argmax())
    often = f"{class_names[taken_for]} ({_times(wrong[taken_for])})" if total > right else ""
    shown = "" if np.isnan(accuracy) else f"{accuracy:.2%}"
    return (name, f"{total:,}", f"{right:,}", f"{total - right:,}", shown, often)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _mistakes_picture(report: DigitReport) -> page.Picture | None:
    indices = worst_mistakes(report.labels, report.probabilities, _MISTAKES_SHOWN)
    digits = report.read_digits(indices)
    if not digits:
        return None
    return page.draw(
        "mistakes.png",
        lambda theme: draw_digits(digits, theme),
        alt=_spoken(digits),
        caption="The digits that are read wrong with the highest probability: the true digit, "
        "what it is read as, and the probability of that.",
    )


def _mistakes_section(picture: page.Picture | None) -> str:
    if picture is None:
        return page.section("Worst mistakes", page.paragraph("There are no mistakes."))
    return page.section("Worst mistakes", page.figure(picture))


def _samples_picture(report: DigitReport) -> page.Picture:
    indices = first_of_each_class(report.labels, len(report.class_names), _SAMPLES_OF_EACH)
    digits = report.read_digits(indices)
    return page.draw(
        "samples.png",
        lambda theme: draw_digits(digits, theme),
        alt=_spoken(digits),
        caption="The first two test digits of each class, whatever their predictions.",
    )


def _spoken(digits: Sequence[ReadDigit]) -> str:
    answers = (f"{digit.text}, {digit.probability:.1%}" for digit in digits)
    return f"{len(digits)} handwritten digits: {'; '.join(answers)}."
