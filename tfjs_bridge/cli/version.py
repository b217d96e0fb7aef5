"""`tfjs-bridge --version`."""

from __future__ import annotations

import platform
from typing import Annotated, Final

import typer

from tfjs_bridge.version import __version__

# What decides on the numbers and on what can be done; `doctor` has all the others.
_SHOWN: Final = ("keras", "numpy", "jax", "tensorflow", "tensorflowjs")


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from tfjs_bridge.doctor.packages import PACKAGES, find_package
    from tfjs_bridge.doctor.programs import examine_node

    # The first line alone is for programs, and says the same for ever.
    typer.echo(f"tfjs-bridge {__version__}")
    typer.echo(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    found = [find_package(package) for package in PACKAGES if package.name in _SHOWN]
    for finding in (*found, examine_node()):
        missing = "not installed" if finding.state == "missing" else finding.state
        typer.echo(f"{finding.name} {finding.version or missing}")
    raise typer.Exit


VersionOption = Annotated[
    bool,
    # Eager, so that it is handled before a missing command is an error.
    typer.Option(
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Print the versions of this and of what it uses, and exit.",
    ),
]
