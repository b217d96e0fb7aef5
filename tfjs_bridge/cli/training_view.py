"""What train-and-export shows: a bar for each epoch, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from tfjs_bridge.assets import web_folder
from tfjs_bridge.cli.console import in_bytes, program
from tfjs_bridge.cli.verify import print_parity

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.cli.training_job import Job, Outcome
    from tfjs_bridge.history import EpochRecord
    from tfjs_bridge.training.checkpoint import Progress as TrainingProgress
    from tfjs_bridge.training.reporter import Listener, Step


@contextmanager
def epoch_bars(console: Console, epochs: int) -> Iterator[Listener]:
    """A progress bar for each epoch, with loss and accuracy so far.

    Where no one watches (a log file), one line at the end of each epoch.
    """
    from tfjs_bridge.training.reporter import Listener

    columns = (
        TextColumn("epoch {task.fields[epoch]}" + f"/{epochs}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[results]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        tasks: dict[int, TaskID] = {}

        def step(done: Step) -> None:
            if done.epoch not in tasks:
                tasks[done.epoch] = progress.add_task(
                    "", total=done.steps, epoch=done.epoch, results=""
                )
            results = f"loss {done.loss:.4f}  accuracy {done.accuracy:.4f}"
            progress.update(tasks[done.epoch], completed=done.step, results=results)

        def epoch(record: EpochRecord) -> None:
            if record.epoch in tasks:
                progress.update(tasks[record.epoch], results=_results(record))
            if not console.is_terminal:
                console.print(f"epoch {record.epoch}/{epochs}: {_results(record)}", markup=False)

        yield Listener(step, epoch)


def _results(record: EpochRecord) -> str:
    text = f"loss {record.loss:.4f}, accuracy {record.accuracy:.4f}"
    if record.held_out_loss is not None and record.held_out_accuracy is not None:
        text += f"; held out {record.held_out_loss:.4f}, {record.held_out_accuracy:.4f}"
    return text


def print_metrics(console: Console, metrics: dict[str, float], progress: TrainingProgress) -> None:
    """Print the evaluation and the time that training took."""
    seconds = sum(record.seconds for record in progress.history)
    if "test_accuracy" in metrics:
        result = (
            f"Test accuracy [bold]{metrics['test_accuracy']:.2%}[/] "
            f"(loss {metrics['test_loss']:.4f})"
        )
    else:
        result = (
            f"Validation loss [bold]{metrics['validation_loss']:.4f}[/] nats per character "
            f"(accuracy {metrics['validation_accuracy']:.2%})"
        )
    best = progress.best_epoch
    chosen = f" Epoch {best} was the best." if best != len(progress.history) else ""
    console.print(f"{result}, after {seconds:.0f} s of training.{chosen}")


def print_outcome(console: Console, job: Job, outcome: Outcome) -> None:
    """Print what was written and what can be done with it."""
    size = sum(file.bytes for file in outcome.metadata.files.values())
    writer = outcome.metadata.converter.writer
    lines = [
        f"Wrote {outcome.keras_file}, the Keras model: "
        f"{in_bytes(outcome.keras_file.stat().st_size)}",
        f"Wrote {job.out}, for TensorFlow.js: {in_bytes(size)} by {writer}",
    ]
    lines += [
        f"  {name:<24} {in_bytes(file.bytes):>10}" for name, file in outcome.metadata.files.items()
    ]
    if outcome.report is not None:
        lines.append(f"Wrote {outcome.report / 'report.html'}, curves and results to look at")
    for line in lines:
        console.print(line, markup=False)
    if outcome.parity is not None:
        print_parity(console, outcome.parity)
    if not job.definition.reads_text:
        _print_what_next(console, job.out)


def _print_what_next(console: Console, out: Path) -> None:
    console.print(f"Draw digits in the browser:\n  {program()} serve", markup=False)
    predict = web_folder() / "node" / "predict.mjs"
    if predict.is_file():
        shown = os.path.relpath(predict)
        console.print(
            f"Read one in a picture:\n  node {shown} {out} --image digit.png", markup=False
        )
