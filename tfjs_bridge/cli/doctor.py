"""`tfjs-bridge doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    program,
    reporting_errors,
)

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.doctor.findings import Diagnosis, Finding

_STYLES: Final = {"ok": "green", "missing": "yellow", "old": "red", "broken": "red"}


@reporting_errors
def doctor(
    imports: Annotated[
        bool,
        typer.Option(
            "--imports",
            help="Also import each package, in a process of its own, to find those that are "
            "installed and broken; takes up to a minute.",
        ),
    ] = False,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show what is installed, what works with it, and what would add the rest.

    Nothing is changed. The exit code is 0 whatever was found.
    """
    from tfjs_bridge.doctor.diagnose import diagnose

    console = message_console(json_output=json_output)
    if imports:
        with console.status("Importing ..."):
            diagnosis = diagnose(imports=True)
    else:
        diagnosis = diagnose()
    if json_output:
        print_json({"ok": True, **diagnosis.to_json()})
        return
    _print_installation(console, diagnosis)
    for finding in diagnosis.findings:
        _print_finding(console, finding, diagnosis)
    _print_abilities(console, diagnosis)


def _print_installation(console: Console, diagnosis: Diagnosis) -> None:
    here = diagnosis.installation
    where = f"{here.source} at {_short(here.folder)}"
    console.print(f"tfjs-bridge {here.version}, {where}", markup=False)
    console.print(f"Python {here.python}, {_short(here.executable)}, {here.platform}", markup=False)
    console.print()


def _print_finding(console: Console, finding: Finding, diagnosis: Diagnosis) -> None:
    notes = [finding.note]
    if finding.name == "keras" and finding.state == "ok":
        notes = [f"{diagnosis.keras_backend or 'no backend'}: {diagnosis.keras_backend_reason}"]
    # Packages are all in one place, which is that of Python.
    elif finding.kind != "package" and finding.path:
        notes.append(_short(finding.path))
    console.print(f"{finding.state:<8}", style=_STYLES[finding.state], end="")
    line = f"{finding.name:<19}{finding.version:<11}{', '.join(filter(None, notes))}"
    console.print(line.rstrip(), markup=False)


def _print_abilities(console: Console, diagnosis: Diagnosis) -> None:
    console.print("\nWhat works:")
    for ability in diagnosis.abilities:
        console.print(
            "  yes  " if ability.works else "  no   ",
            style="green" if ability.works else "yellow",
            end="",
        )
        console.print(f"{ability.title:<21}{ability.how}", markup=False)
    commands = list(dict.fromkeys(one.command for one in diagnosis.abilities if one.command))
    if commands:
        console.print("\nTo add what is missing:")
    for command in commands:
        adds = ", ".join(one.title for one in diagnosis.abilities if one.command == command)
        console.print(f"  {command}\n      adds: {adds}", markup=False)
    if not diagnosis.imported:
        console.print(
            f"\nPackages were found, not imported. To find broken ones: {program()} doctor "
            f"--imports",
            markup=False,
        )


def _short(path: str) -> str:
    """Return a path with the user's folder as ``~``, which is shorter and names nobody."""
    home = Path.home()
    return (
        str(Path("~") / Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path
    )
