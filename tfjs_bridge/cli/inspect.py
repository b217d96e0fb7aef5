"""`tfjs-bridge inspect`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)

if TYPE_CHECKING:
    from tfjs_bridge.inspection.document import Inspection

_DAMAGED = 4  # as for an artifact of which nothing can be read


@reporting_errors
def inspect(
    model: Annotated[
        Path,
        typer.Argument(
            metavar="DIR_OR_FILE",
            help="The folder of an artifact or of any TensorFlow.js model, its model.json, or a "
            ".keras or .h5 file.",
        ),
    ],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="OUT.html",
            help="Draw the graph, in a page that needs nothing beside itself.",
        ),
    ] = None,
    every_part: Annotated[
        bool, typer.Option("--all", help="List every layer or node, however many there are.")
    ] = False,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Look into a model: its layers or nodes, their sizes, and what an export would do.

    Shapes, parameters, bytes, multiply-adds for one example, and how weights are stored; of a Keras
    file also what becomes of each layer in both formats, before it is exported. Nothing of the
    model is run. Exit code 4 if its files are damaged; what can be told of them is told all the
    same.
    """
    from tfjs_bridge.inspection.inspect import inspect as look_into

    found = look_into(model)
    if html is not None:
        _write_page(found, html)
    if json_output:
        print_json({"ok": not found.faults, **found.to_json()})
    else:
        from tfjs_bridge.cli.inspection_view import print_inspection

        print_inspection(message_console(json_output=False), found, every_part=every_part)
        if html is not None:
            message_console(json_output=False).print(f"Wrote {html}", markup=False)
    if found.faults:
        raise typer.Exit(_DAMAGED)


def _write_page(found: Inspection, html: Path) -> None:
    from tfjs_bridge.atomic_file import replacing_file
    from tfjs_bridge.inspection.page import inspection_page

    page = inspection_page(found)
    with replacing_file(html) as part:
        part.write_text(page, encoding="utf-8", newline="\n")
