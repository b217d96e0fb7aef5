"""Shared by all commands: where messages go, and how results and errors are printed."""

from __future__ import annotations

import functools
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, ParamSpec

import typer

from tfjs_bridge.cli.output import OutputError
from tfjs_bridge.errors import TfjsBridgeError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object on stdout; messages go to stderr.")
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")]

_INTERRUPTED = 130  # how a shell reports a program that Ctrl-C ended


def message_console(*, json_output: bool) -> Console:
    """Return the console for people: stdout, or stderr where stdout is for JSON."""
    from rich.console import Console

    # rich would colour numbers, and break commands that are to be copied at 80 columns.
    return Console(stderr=json_output, highlight=False, soft_wrap=True)


def print_json(result: dict[str, Any]) -> None:
    """Print a command's result for programs."""
    typer.echo(json.dumps(result, indent=2, ensure_ascii=False))


def reporting_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn our own errors into messages and exit codes, and Ctrl-C into a quiet end.

    The command must take `json_output` and `debug`.
    """

    # typer reads a command's options from the signature, which this passes on.
    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OutputError:
            raise  # as JSON it could not be written either; __main__ says it
        except TfjsBridgeError as error:
            if kwargs.get("debug"):
                raise
            _fail(error, json_output=bool(kwargs.get("json_output")))
        except OSError as error:
            # One with a file name is about a path of the user's; others are faults of ours.
            if kwargs.get("debug") or error.filename is None:
                raise
            advice = "Check the path, its permissions and the free space."
            refusal = UsageError(f"{error.filename}: {error.strerror}. {advice}")
            _fail(refusal, json_output=bool(kwargs.get("json_output")))
        except KeyboardInterrupt as interruption:
            # A training's own interruption says what it kept; Ctrl-C itself has no message.
            kept = str(interruption) or "What was there before is as it was."
            typer.echo(f"\nInterrupted. {kept}", err=True)
            raise typer.Exit(_INTERRUPTED) from None

    return run


def _fail(error: TfjsBridgeError, *, json_output: bool) -> NoReturn:
    if json_output:
        kind = type(error).__name__
        print_json(
            {
                "ok": False,
                "error": {"kind": kind, "message": str(error), "exit_code": error.exit_code},
            }
        )
    # On stderr even with --json: whoever reads the log sees it too.
    typer.secho("error: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(str(error), err=True)
    raise typer.Exit(error.exit_code)


def program() -> str:
    """Return how this command is called: by its name, or by its path where that is needed."""
    # A virtual environment need not be active: what we advise must run when it is pasted.
    called = Path(sys.argv[0])
    needs_path = called.stem == "tfjs-bridge" and shutil.which("tfjs-bridge") is None
    return str(called) if needs_path else "tfjs-bridge"


def in_bytes(count: int) -> str:
    """Return a size for people: ``242.2 kB``."""
    # Units of 1,000, like those of rich's DownloadColumn in the bars.
    if count < 1000:
        return f"{count} B"
    return f"{count / 1e3:.1f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"
