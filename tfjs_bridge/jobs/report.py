"""The report that a training writes beside its artifact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.errors import UsageError
from tfjs_bridge.jobs.kinds.kind import Facts, TrainedModel
from tfjs_bridge.progress import Message, ProgressCallback

if TYPE_CHECKING:
    from tfjs_bridge.history import History
    from tfjs_bridge.jobs.job import Job


def report_folder(out: Path) -> Path:
    """Return the folder of an artifact's report."""
    # Beside it: the artifact's folder is published whole, and replaced whole.
    return out.with_name(f"{out.name}.report")


def check_report(out: Path, progress: ProgressCallback) -> None:
    """Refuse before training what could not be replaced; warn where none can be drawn.

    Args:
        out: The artifact's folder, beside which the report will be.
        progress: Called with what will be missing.

    Raises:
        UsageError: Something other than a report is in its place.
    """
    from tfjs_bridge.report.canvas import require_matplotlib
    from tfjs_bridge.report.folder import check_replaceable

    check_replaceable(report_folder(out))
    try:
        require_matplotlib()
    # A missing picture is no reason to refuse a training.
    except UsageError as error:
        progress(Message(f"No report will be drawn. {error}"))


def write_report(job: Job, trained: TrainedModel[Any, Any], record: dict[str, Any]) -> Path | None:
    """Write the report on a training.

    Args:
        job: What was asked for.
        trained: What came of it.
        record: The `training` part of the artifact's metadata.

    Returns:
        Its folder; `None` where matplotlib is not installed.
    """
    from tfjs_bridge.report.canvas import require_matplotlib

    try:
        require_matplotlib()
    except UsageError:
        return None
    folder = report_folder(job.out)
    facts = _facts(job, trained.network.count_params(), record, trained.history)
    title = f"{job.definition.name}, recipe {job.recipe}"
    job.kind.write_report(folder, trained, title=title, facts=facts)
    return folder


def _facts(job: Job, parameters: int, record: dict[str, Any], history: History) -> Facts:
    split = record["split"]
    # A part that was not split off has no key, or a count of 0.
    counts = [f"{split[key]:,} {word}" for key, word in job.kind.counts.items() if split.get(key)]
    return (
        ("Model", f"{job.definition.name}: {job.definition.summary}"),
        ("Parameters", f"{parameters:,}"),
        ("Recipe", job.recipe),
        ("Data", f"{record['dataset']['name']}: {', '.join(counts)}"),
        *job.kind.split_facts(split),
        ("Optimizer", f"{job.config.optimizer}, learning rate {job.config.learning_rate:g}"),
        ("Epochs", f"{len(history.epochs)}, the best one {history.best_epoch}"),
        ("Batch size", f"{job.config.batch_size}"),
        ("Seed", f"{job.seed}"),
        ("Keras's backend", job.backend),
        ("Training time", f"{history.seconds:.0f} s"),
        *(_metric(name, value) for name, value in record["metrics"].items()),
    )


def _metric(name: str, value: float) -> tuple[str, str]:
    # Every metric is a share or a loss; a task names accuracies so.
    shown = f"{value:.2%}" if "accuracy" in name else f"{value:.4f} nats"
    return name.replace("_", " ").capitalize(), shown
