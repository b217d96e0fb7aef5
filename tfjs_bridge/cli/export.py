"""`tfjs-bridge export`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    in_bytes,
    message_console,
    print_json,
    program,
    reporting_errors,
)


class Writer(str, Enum):
    """Who writes model.json and the shards."""

    bridge = "bridge"
    tensorflowjs = "tensorflowjs"


@reporting_errors
def export(
    model: Annotated[Path, typer.Argument(metavar="MODEL.keras", help="A Keras 3 model file.")],
    out_dir: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="The artifact's folder.")],
    writer: Annotated[
        Writer, typer.Option(help="bridge needs no TensorFlow; both write the same weights.")
    ] = Writer.bridge,
    name: Annotated[
        str | None, typer.Option(help="The model's name in the artifact; default: Keras's name.")
    ] = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Export a Keras model file as an artifact that TensorFlow.js loads.

    Nothing that the file holds is run. OUT_DIR is replaced whole, and only if it is an artifact.
    """
    from tfjs_bridge.convert.export import ModelCard
    from tfjs_bridge.convert.export import export as export_model

    metadata = export_model(model, out_dir, writer=writer.value, card=ModelCard(name=name))
    size = sum(file.bytes for file in metadata.files.values())
    if json_output:
        print_json(
            {
                "ok": True,
                "artifact": str(out_dir),
                "model": metadata.model.name,
                "parameters": metadata.model.parameters,
                "bytes": size,
                "writer": metadata.converter.writer,
            }
        )
        return
    console = message_console(json_output=False)
    console.print(
        f"Wrote {out_dir}: {metadata.model.name}, {metadata.model.parameters:,} parameters, "
        f"{in_bytes(size)} in {len(metadata.files) + 1} files.",
        markup=False,
    )
    console.print(f"Prove it in Node: {program()} verify {out_dir}", markup=False)
