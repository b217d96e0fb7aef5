"""`tfjs-bridge verify`."""

from __future__ import annotations

import dataclasses
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

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.verification.parity import ExamplesParity, Parity


@reporting_errors
def verify(
    artifact: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The artifact's folder.", autocompletion=artifact_folders
        ),
    ],
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Also fail where an output hardly varies over the golden vectors: a fault in it "
            "could pass.",
        ),
    ] = False,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Check an artifact's files, and its outputs in plain Node against Keras's.

    Sizes and SHA-256 of all files are checked; then TensorFlow.js loads the model in Node, on its
    cpu and wasm backends, and runs the golden vectors. Where the artifact declares how tables or
    texts are prepared, its golden examples have to give the golden inputs. Exit code 1 if an output
    differs by more than the artifact's tolerance, an input is prepared otherwise, or the artifact
    asks for a tolerance above 1e-3.
    """
    from tfjs_bridge.verification.parity import verify_artifact

    parity = verify_artifact(artifact)
    ok = parity.ok and not (strict and parity.blind_outputs)
    if json_output:
        print_json({**parity_json(parity), "ok": ok, "strict": strict})
    else:
        print_parity(message_console(json_output=False), parity, strict=strict)
    if not ok:
        raise typer.Exit(1)


def print_parity(console: Console, parity: Parity, *, strict: bool = False) -> None:
    """Print a proof for people; with `strict`, a blind output is a failure.

    Args:
        console: The console for people.
        parity: What was found.
        strict: Whether an output for which the vectors prove nothing counts as failed.
    """
    console.print(
        f"{parity.files} files, {in_bytes(parity.bytes)}: sizes and SHA-256 as recorded",
        markup=False,
    )
    console.print(
        f"{parity.vectors} golden vectors, TensorFlow.js {parity.tfjs} in Node, "
        f"tolerance {parity.tolerance:.0e}:"
    )
    for result in parity.backends:
        verdict = "[green]ok[/]" if result.ok else "[red]FAILED[/]"
        difference = result.largest_difference
        found = "not a number" if difference is None else f"{difference:.1e}"
        console.print(f"  {result.backend:<5} {verdict}  largest difference from Keras {found}")
        if result.pictures_difference is not None:
            seen = f"{result.pictures_difference:.1e}"
            console.print(f"        golden pictures, from their files on: {seen}")
        if result.detail:
            # Without markup: rich would take brackets in an error of TensorFlow.js's for a style.
            console.print(f"        {result.detail}", markup=False)
    if parity.examples is not None:
        _print_examples(console, parity.examples)
    for name in parity.random_outputs:
        console.print(f"  {name}: random, not compared", markup=False)
    for blind in parity.blind_outputs:
        console.print("[red]FAILED[/]" if strict else "[yellow]Note[/]", end=": ")
        console.print(blind.message, markup=False)


def _print_examples(console: Console, examples: ExamplesParity) -> None:
    verdict = "[green]ok[/]" if examples.ok else "[red]FAILED[/]"
    difference = examples.largest_difference
    found = "not prepared" if difference is None else f"largest difference {difference:.1e}"
    console.print(f"  {examples.count} golden examples, prepared as declared {verdict}  {found}")
    if examples.detail:
        console.print(f"        {examples.detail}", markup=False)


def parity_json(parity: Parity) -> dict[str, Any]:
    """Return a proof for programs."""
    # `asdict` leaves the path a Path, which JSON cannot hold.
    return {"ok": parity.ok, **dataclasses.asdict(parity), "artifact": str(parity.artifact)}
