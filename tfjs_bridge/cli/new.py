"""`tfjs-bridge new`: from an artifact to a page, or to a program for Node.js."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.cli.completion import artifact_folders
from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    in_bytes,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.scaffold.project import Project

_OFFERS = {
    "picture": "classifies pictures",
    "digit": "reads drawn digits",
    "characters": "writes text",
    "text": "classifies texts",
    "form": "predicts from values",
}


class Template(str, Enum):
    """What is written."""

    page = "page"
    node = "node"


@reporting_errors
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The project's folder: a new or an empty one.")
    ],
    artifact: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="DIR",
            help="The artifact to use; the project gets a copy.",
            autocompletion=artifact_folders,
        ),
    ],
    template: Annotated[
        Template,
        typer.Option(help="A page of Vite and TypeScript, or a program for Node.js."),
    ] = Template.page,
    install: Annotated[
        bool, typer.Option("--install", help="Run npm install in it, which the page needs.")
    ] = False,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Write a small project that uses one artifact: a page, or a program for Node.js.

    The page has what the artifact declares: a place to drop pictures, a sheet to draw digits on,
    a text field, or a form. It takes nothing from other servers. The artifact is checked first,
    and a folder that holds anything is left as it is.
    """
    from tfjs_bridge.scaffold.installing import find_npm, install_packages
    from tfjs_bridge.scaffold.project import write_project

    if install and template is Template.node:
        raise UsageError(
            "--install: a program for Node.js needs no packages; expected --template page, got "
            "node. Leave it out."
        )
    console = message_console(json_output=json_output)
    npm = find_npm() if install else None  # before anything is written
    project = write_project(folder, artifact, template.value)
    if not json_output:
        _print_project(console, project)
    if npm is not None:
        install_packages(folder, npm)
    steps = project.run if npm is None else project.run[1:]
    if json_output:
        print_json(_project_json(project, steps, is_installed=install))
        return
    console.print("Next:\n  " + "\n  ".join(steps), markup=False)


def _print_project(console: Console, project: Project) -> None:
    what = "page" if project.template == "page" else "program for Node.js"
    name, size = project.metadata.model.name, in_bytes(sum(project.files.values()))
    console.print(
        f"Wrote {project.folder}: a {what} that {_OFFERS[project.kind]} with {name}, {size}",
        markup=False,
    )


def _project_json(
    project: Project, steps: tuple[str, ...], *, is_installed: bool
) -> dict[str, object]:
    return {
        "ok": True,
        "folder": str(project.folder),
        "template": project.template,
        "kind": project.kind,
        "model": project.metadata.model.name,
        "files": project.files,
        "installed": is_installed,
        "next": list(steps),
    }
