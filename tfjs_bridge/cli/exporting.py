"""What commands that export a model share: its options read, and what is shown meanwhile."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tfjs_bridge.errors import ModelWarning, UsageError

if TYPE_CHECKING:
    from rich.console import Console


def shapes_of(option: str, texts: list[str] | None) -> dict[str, tuple[int, ...]]:
    """Return the shapes that an option gives, by the inputs' names."""
    return dict(_shape(option, text) for text in texts or ())


def _shape(option: str, text: str) -> tuple[str, tuple[int, ...]]:
    """Read ``NAME=28,28,1`` or ``28,28,1``."""
    # From the right: Keras allows a `=` in an input's name, and sizes have none.
    name, _, sizes = text.rpartition("=")
    try:
        shape = tuple(int(size) for size in sizes.split(","))
    except ValueError:
        shape = ()
    if not shape or min(shape) < 1:
        raise UsageError(
            f"{option} {text}: expected sizes of at least 1 without the batch, as in 28,28,1 "
            f"or NAME=28,28,1. Write them like that."
        )
    return name, shape


def modules_of(names: list[str] | None, run_code: bool, model_format: str) -> list[str]:
    """Return the modules of custom objects, checked, and let Python find those in this folder."""
    from tfjs_bridge.convert.files.user_code import user_code

    code = user_code(run_code, names or (), model_format, lambda _: None)
    # As with `python -m`; a program such as ours has its own folder there.
    here = str(Path.cwd())
    if code is not None and code.modules and here not in sys.path:
        sys.path.insert(0, here)
    return names or []


@contextmanager
def progress_of(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Show one line that says what is being done, with a bar while weights are written."""
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    # Off a terminal rich would still end it with an empty line (rich/progress.py, `stop`).
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        # Without a total the bar pulses: nobody knows how long Keras takes.
        task = bars.add_task("Starting Keras", total=None)

        def report(what: str, done_bytes: int, total_bytes: int) -> None:
            bars.update(task, description=what, completed=done_bytes, total=total_bytes or None)

        yield report


@contextmanager
def stdout_for(json_output: bool) -> Iterator[None]:
    """Keep what a user's own code prints out of the JSON."""
    if not json_output:
        yield
        return
    with redirect_stdout(sys.stderr):
        yield


@contextmanager
def warnings_shown() -> Iterator[None]:
    """Print our own warnings as messages, and hide those of libraries."""
    with warnings.catch_warnings(record=True) as caught:
        # By default Python shows a warning once for each line of code, and two layers may share it.
        warnings.simplefilter("always")
        try:
            yield
        finally:
            # Also after an error: a warning may say what led to it.
            _print_warnings(caught)


def _print_warnings(caught: list[warnings.WarningMessage]) -> None:
    for warning in caught:
        if issubclass(warning.category, ModelWarning):
            typer.secho("warning: ", fg="yellow", bold=True, nl=False, err=True)
            typer.echo(str(warning.message), err=True)
