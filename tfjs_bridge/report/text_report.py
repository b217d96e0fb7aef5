"""The report on a model that writes text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tfjs_bridge.history import EpochRecord
from tfjs_bridge.report import page
from tfjs_bridge.report.canvas import require_matplotlib
from tfjs_bridge.report.curves import draw_curves, loss_panel
from tfjs_bridge.report.folder import REPORT_HTML, check_replaceable, write_folder

_VALIDATION: Final = "validation"


@dataclass(frozen=True, slots=True)
class TextReport:
    """What is known about a trained model of text.

    Attributes:
        title: Of the page.
        facts: Rows of a table: name and value.
        history: One record for each epoch, losses in nats per character; none where the training
            was not watched.
        samples: Temperature and the text that was written at it.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[EpochRecord, ...]
    samples: tuple[tuple[float, str], ...]


def write_text_report(folder: Path, report: TextReport) -> list[Path]:
    """Write `report.html` and `curves.png`, all or nothing; a report that was there is replaced.

    The same report gives the same bytes, with the same release of matplotlib. There are no curves
    without history.

    Args:
        folder: Where to write; its parents are made.
        report: What to show.

    Returns:
        The files written, the page first.

    Raises:
        UsageError: `folder` holds something else than a report, or matplotlib is not installed.
    """
    require_matplotlib()
    check_replaceable(folder)
    curves = _curves_picture(report.history) if report.history else None
    content = page.page(
        report.title,
        _summary(report.history),
        [
            page.facts_section(report.facts),
            *([_learning_section(curves, report.history)] if curves else []),
            _samples_section(report.samples),
        ],
    )
    pictures = {curves.file_name: curves.light} if curves else {}
    return write_folder(folder, {REPORT_HTML: content, **pictures})


def _summary(history: Sequence[EpochRecord]) -> str:
    measured = [each.validation_loss for each in history if each.validation_loss is not None]
    if not measured:
        return "A model that writes text, one character after the other."
    # Of the best epoch, whose weights are the ones exported.
    return f"{min(measured):.3f} nats per character on text that the model was not trained on."


def _curves_picture(history: Sequence[EpochRecord]) -> page.Picture:
    epochs = [record.epoch for record in history]
    panel = loss_panel(history, "nats per character")
    return page.draw(
        "curves.png",
        lambda theme: draw_curves(epochs, [panel], theme, validation_name=_VALIDATION),
        alt=f"Learning curves of {len(history)} epochs: the training loss goes from "
        f"{history[0].loss:.3f} to {history[-1].loss:.3f} nats per character.",
        caption="Loss on the text trained on (mean over the epoch) and on the text for validation "
        "(at its end).",
    )


def _learning_section(curves: page.Picture, history: Sequence[EpochRecord]) -> str:
    numbers = page.epochs_table(history, validation_name=_VALIDATION)
    return page.section("Learning", page.figure(curves), numbers)


def _samples_section(samples: Sequence[tuple[float, str]]) -> str:
    parts = [
        part
        for temperature, text in samples
        for part in (page.heading(f"Temperature {temperature:g}"), page.pre(text))
    ]
    return page.section("Samples", *parts, is_wide=True)
