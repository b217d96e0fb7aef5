"""What train-and-export shows: a bar for each epoch, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
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

    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.training.classifier import Metrics, Step
    from tfjs_bridge.verify.parity import Parity


@contextmanager
def epoch_bars(console: Console, epochs: int) -> Iterator[Callable[[Step], None]]:
    """A progress bar for each epoch, with loss and accuracy so far.

    Where no one watches (a log file), one line at the end of each epoch.
    """
    columns = (
        TextColumn("epoch {task.fields[epoch]}" + f"/{epochs}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("loss {task.fields[loss]:.4f}  accuracy {task.fields[accuracy]:.4f}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        tasks: dict[int, TaskID] = {}

        def report(step: Step) -> None:
            if step.epoch not in tasks:
                tasks[step.epoch] = progress.add_task(
                    "", total=step.steps, epoch=step.epoch, loss=0.0, accuracy=0.0
                )
            progress.update(
                tasks[step.epoch], completed=step.step, loss=step.loss, accuracy=step.accuracy
            )
            if step.step == step.steps and not console.is_terminal:
                console.print(
                    f"epoch {step.epoch}/{epochs}: loss {step.loss:.4f}, "
                    f"accuracy {step.accuracy:.4f}"
                )

        yield report


def print_metrics(console: Console, metrics: Metrics, count: int, seconds: float) -> None:
    """Print the evaluation and the time that training took."""
    console.print(
        f"Test accuracy [bold]{metrics.test_accuracy:.2%}[/] on {count:,} digits "
        f"(loss {metrics.test_loss:.4f}), after {seconds:.0f} s of training."
    )


def print_outcome(
    console: Console, out: Path, metadata: Metadata, keras_file: Path, parity: Parity | None
) -> None:
    """Print what was written and what can be done with it."""
    size = sum(file.bytes for file in metadata.files.values())
    console.print(
        f"Wrote {keras_file}, the Keras model: {in_bytes(keras_file.stat().st_size)}", markup=False
    )
    console.print(
        f"Wrote {out}, for TensorFlow.js: {in_bytes(size)} by {metadata.converter.writer}",
        markup=False,
    )
    for name, file in metadata.files.items():
        console.print(f"  {name:<24} {in_bytes(file.bytes):>10}", markup=False)
    if parity is not None:
        print_parity(console, parity)
    console.print(f"Draw digits in the browser:\n  {program()} serve", markup=False)
    predict = web_folder() / "node" / "predict.mjs"
    if predict.is_file():
        shown = os.path.relpath(predict)
        console.print(
            f"Read one in a picture:\n  node {shown} {out} --image digit.png", markup=False
        )
