"""`tfjs-bridge import`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from tfjs_bridge.cli.export_options import SeedOption

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.from_tfjs.importing import Imported


@reporting_errors
def import_model(
    model: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="A layers model's folder, with a model.json; or the JSON file.",
            autocompletion=artifact_folders,
        ),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT.keras", help="The file to write.")],
    verify: Annotated[
        bool,
        typer.Option(
            "--verify/--no-verify",
            help="Compare the outputs with TensorFlow.js's in Node, before anything is written.",
        ),
    ] = True,
    compiled: Annotated[
        bool,
        typer.Option(
            "--compile/--no-compile",
            help="Keep the loss, the metrics and the optimizer that the model was saved with.",
        ),
    ] = True,
    seed: SeedOption = 0,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Import a TensorFlow.js layers model, anybody's, as a Keras 3 file.

    Nothing of the files is run. The weights are those of the file. Plain TensorFlow.js and Keras
    are run on the same drawn inputs, and OUT.keras is replaced only if their outputs agree, and if
    the file read back gives them too; without Node.js, say --no-verify.
    """
    from tfjs_bridge.from_tfjs.importing import import_to_file
    from tfjs_bridge.from_tfjs.saving import check_out
    from tfjs_bridge.keras_backend import start_keras_quickly

    check_out(out)
    console = message_console(json_output=json_output)
    with console.status("Importing ..."):
        if model.exists():
            start_keras_quickly()
        imported = import_to_file(model, out, compile=compiled, verify=verify, seed=seed)
    for note in imported.notes:
        typer.secho("warning: ", fg="yellow", bold=True, nl=False, err=True)
        typer.echo(note, err=True)
    if json_output:
        print_json(_result(out, imported))
    else:
        _print_outcome(console, out, imported)


def _result(out: Path, imported: Imported) -> dict[str, Any]:
    proof = imported.proof
    return {
        "ok": True,
        "file": str(out),
        "bytes": out.stat().st_size,
        "model": imported.model.name,
        "parameters": imported.model.count_params(),
        "compiled": bool(imported.model.compiled),
        "verification": None if proof is None else dataclasses.asdict(proof),
        "labels": _labels(imported),
        "preprocessing": _preprocessing(imported),
        "notes": list(imported.notes),
    }


def _print_outcome(console: Console, out: Path, imported: Imported) -> None:
    model, proof = imported.model, imported.proof
    console.print(
        f"Wrote {out}: {model.name}, {model.count_params():,} parameters, "
        f"{in_bytes(out.stat().st_size)}.",
        markup=False,
    )
    if proof is None:
        console.print("Not compared with TensorFlow.js, as you asked.", markup=False)
    else:
        console.print(
            f"The same as TensorFlow.js {proof.tfjs} ({proof.backend}) on {proof.vectors} drawn "
            f"inputs: largest difference {proof.largest_difference:.1e}.",
            markup=False,
        )
        if proof.golden_difference is not None:
            console.print(
                f"The same as Keras's golden vectors: {proof.golden_difference:.1e}.", markup=False
            )
    labels, preprocessing = _labels(imported), _preprocessing(imported)
    if labels:
        console.print(f"Labels of the outputs: {', '.join(labels)}.", markup=False)
    if preprocessing is not None:
        kind = preprocessing.get("kind")
        where = imported.source.folder / "metadata.json"
        console.print(
            f"Not in the file: how inputs are prepared ('{kind}'), see {where}.", markup=False
        )


def _labels(imported: Imported) -> list[str] | None:
    teachable, metadata = imported.source.teachable_machine, imported.source.metadata or {}
    if teachable is not None:
        return list(teachable.labels)
    labels = metadata.get("labels") if imported.source.is_ours else None
    return [str(label) for label in labels] if isinstance(labels, Sequence) else None


def _preprocessing(imported: Imported) -> dict[str, Any] | None:
    teachable, metadata = imported.source.teachable_machine, imported.source.metadata or {}
    if teachable is not None and teachable.kind == "image":
        # tm-image crops the picture's middle to a square of this size, and scales to [-1, 1].
        return {"kind": "image", "image_size": teachable.image_size, "values": [-1, 1]}
    declared = metadata.get("preprocessing") if imported.source.is_ours else None
    return dict(declared) if isinstance(declared, Mapping) else None
