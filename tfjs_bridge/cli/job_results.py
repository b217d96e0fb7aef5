"""The results of train-and-export, for people and for programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tfjs_bridge.assets import web_folder
from tfjs_bridge.cli.console import in_bytes, program
from tfjs_bridge.cli.verify import parity_json, print_parity

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.jobs.job import Job, Outcome


def print_outcome(console: Console, job: Job, outcome: Outcome) -> None:
    """Print what was written and what can be done with it.

    Args:
        console: The console for people.
        job: What was asked for.
        outcome: What came of it.
    """
    size = sum(file.bytes for file in outcome.metadata.files.values())
    writer = outcome.metadata.converter.writer
    lines = [
        f"Wrote {outcome.keras_file}, the Keras model: "
        f"{in_bytes(outcome.keras_file.stat().st_size)}",
        f"Wrote {outcome.artifact}, for TensorFlow.js: {in_bytes(size)} by {writer}",
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
    _print_next_steps(console, job, outcome)


def _print_next_steps(console: Console, job: Job, outcome: Outcome) -> None:
    predict = web_folder() / "node" / "predict.mjs"
    for purpose, command in job.kind.next_steps:
        # The program is beside the page, of which an installation may hold no copy.
        if "{predict}" in command and not predict.is_file():
            continue
        filled = command.format(
            program=program(), predict=os.path.relpath(predict), artifact=outcome.artifact
        )
        console.print(f"{purpose}:\n  {filled}", markup=False)


def outcome_json(job: Job, outcome: Outcome | None) -> dict[str, Any]:
    """Return the result for programs; `None` is that of a process that only helped.

    Args:
        job: What was asked for.
        outcome: What came of it.
    """
    if outcome is None:
        return {"ok": True, "process": job.group.process}
    return {
        "ok": True,
        "artifact": str(outcome.artifact),
        "keras_file": str(outcome.keras_file),
        "report": outcome.report and str(outcome.report / "report.html"),
        "bytes": sum(file.bytes for file in outcome.metadata.files.values()),
        "training": outcome.training,
        "training_s": round(outcome.history.seconds, 3),
        "history": [record.to_json() for record in outcome.history.epochs],
        "verification": outcome.parity and parity_json(outcome.parity),
    }
