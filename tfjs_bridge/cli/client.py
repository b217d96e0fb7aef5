"""`tfjs-bridge client`: a TypeScript module for one artifact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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


@reporting_errors
def client(
    artifact: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The artifact's folder.", autocompletion=artifact_folders
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="The module, such as src/client.ts; it replaces an older client."
        ),
    ],
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Write a TypeScript module for one artifact: its names, shapes and labels become types.

    The module loads the artifact by the npm package tfjs-bridge, and refuses one with other inputs,
    outputs or labels. A call with a wrong name, too few values or a label that the model does not
    have is then an error of the compiler.
    """
    from tfjs_bridge.client.client import write_client

    written = write_client(artifact, out)
    metadata = written.metadata
    if json_output:
        print_json(
            {
                "ok": True,
                "file": str(written.file),
                "bytes": written.bytes,
                "model": metadata.model.name,
                "calls": list(written.calls),
                "labels": None if metadata.labels is None else len(metadata.labels),
            }
        )
        return
    calls = ", ".join(f"{name}()" for name in ("load", *written.calls))
    labels = "" if metadata.labels is None else f", {len(metadata.labels):,} labels"
    message_console(json_output=False).print(
        f"Wrote {written.file}: {calls} of {metadata.model.name}{labels}, "
        f"{in_bytes(written.bytes)}",
        markup=False,
    )
