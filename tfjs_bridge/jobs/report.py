"""The report that train-and-export writes beside the artifact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.cli.training_job import Job
    from tfjs_bridge.data.corpus import Corpus
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.training.checkpoint import Progress

_TEMPERATURES: Final = (0.5, 0.8, 1.0)
_SAMPLE_CHARACTERS: Final = 400
_PREDICTION_BATCH: Final = 500


def report_folder(out: Path) -> Path:
    """Where the report of an artifact is."""
    return out.with_name(f"{out.name}.report")


def check_report(out: Path, console: Console) -> None:
    """Refuse before training what could not be replaced; say so where none can be drawn.

    Raises:
        UsageError: Something else is where the report shall be.
    """
    from tfjs_bridge.report.canvas import require_matplotlib
    from tfjs_bridge.report.folder import check_replaceable

    check_replaceable(report_folder(out))
    try:
        require_matplotlib()
    except UsageError as error:
        console.print(f"No report will be drawn. {error}", markup=False)


def write_report(
    job: Job,
    keras: Any,
    network: Any,
    data: Digits | Corpus,
    record: dict[str, Any],
    progress: Progress,
) -> Path | None:
    """Write the report; `None` where matplotlib is not installed."""
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.report.canvas import require_matplotlib

    try:
        require_matplotlib()
    except UsageError:
        return None
    facts = _facts(job, network, record, progress)
    if isinstance(data, Digits):
        _write_digits(job, network, data, facts, progress)
    else:
        _write_text(job, keras, network, data, facts, progress)
    return report_folder(job.out)


def _write_digits(
    job: Job, network: Any, digits: Digits, facts: tuple[tuple[str, str], ...], progress: Progress
) -> None:
    import numpy as np

    from tfjs_bridge.report.digit_report import DigitReport, write_digit_report
    from tfjs_bridge.training.digits import LABELS, as_inputs

    inputs = as_inputs(digits.test_images)
    answers = network.predict(inputs, batch_size=_PREDICTION_BATCH, verbose=0)
    report = DigitReport(
        title=f"{job.definition.name}, recipe {job.recipe}",
        facts=facts,
        history=progress.history,
        images=digits.test_images,
        labels=digits.test_labels,
        probabilities=np.asarray(answers, np.float32),
        class_names=LABELS,
    )
    write_digit_report(report_folder(job.out), report)


def _write_text(
    job: Job,
    keras: Any,
    network: Any,
    corpus: Corpus,
    facts: tuple[tuple[str, str], ...],
    progress: Progress,
) -> None:
    from tfjs_bridge.data.characters import decode
    from tfjs_bridge.report.text_report import TextReport, write_text_report
    from tfjs_bridge.training.text import sample

    stepper = job.definition.build(
        keras,
        job.config,
        len(corpus.vocabulary),
        batch_size=len(_TEMPERATURES),
        # A model of pairs has never seen a memory that is not empty.
        stateful=job.config.sequence_length > 1,  # type: ignore[union-attr]
    )
    stepper.set_weights(network.get_weights())
    start = corpus.vocabulary.index("\n") if "\n" in corpus.vocabulary else 0
    written = sample(stepper, start, _TEMPERATURES, _SAMPLE_CHARACTERS)
    texts = [decode(indices, corpus.vocabulary) for indices in written]
    report = TextReport(
        title=f"{job.definition.name}, recipe {job.recipe}",
        facts=facts,
        history=progress.history,
        samples=tuple(zip(_TEMPERATURES, texts, strict=True)),
    )
    write_text_report(report_folder(job.out), report)


def _facts(
    job: Job, network: Any, record: dict[str, Any], progress: Progress
) -> tuple[tuple[str, str], ...]:
    split = record["split"]
    counts = [
        f"{count:,} {name}"
        for name, count in split.items()
        if count and name not in ("seed", "validation_window")
    ]
    seconds = sum(epoch.seconds for epoch in progress.history)
    metrics = {
        name.replace("_", " "): f"{value:.2%}" if "accuracy" in name else f"{value:.4f} nats"
        for name, value in record["metrics"].items()
    }
    return (
        ("Model", f"{job.definition.name}: {job.definition.summary}"),
        ("Parameters", f"{network.count_params():,}"),
        ("Recipe", job.recipe),
        ("Data", f"{record['dataset']['name']}: {', '.join(counts)}"),
        *_validation_fact(split),
        ("Optimizer", f"{job.config.optimizer}, learning rate {job.config.learning_rate:g}"),
        ("Epochs", f"{len(progress.history)}, the best one {progress.best_epoch}"),
        ("Batch size", f"{job.config.batch_size}"),
        ("Seed", f"{job.seed}"),
        ("Keras's backend", job.backend),
        ("Training time", f"{seconds:.0f} s"),
        *((name.capitalize(), value) for name, value in metrics.items()),
    )


def _validation_fact(split: dict[str, Any]) -> list[tuple[str, str]]:
    """How a text's validation loss was computed."""
    window = split.get("validation_window")
    if window is None:
        return []
    return [("Validation", f"in windows of {window:,} characters, each from an empty memory")]
