"""`tfjs-bridge compare`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from tfjs_bridge.cli.comparison_view import print_comparison
from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.cli.export_options import (
    CustomObjectsOption,
    InputShapeOption,
    RunCodeOption,
    SeedOption,
)
from tfjs_bridge.cli.exporting import modules_of, progress_of, shapes_of, stdout_for, warnings_shown
from tfjs_bridge.errors import UsageError


class ComparedFormat(str, Enum):
    """A format that an export can be asked for."""

    layers = "layers"
    graph = "graph"


@reporting_errors
def compare(
    model: Annotated[
        Path,
        typer.Argument(
            help="A model file: .keras, or .h5; or the folder of a TensorFlow.js layers model."
        ),
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.npz",
            help="Examples to compare on: numpy arrays named after the model's inputs, or x, "
            "examples first; and labels y: class numbers, one-hot rows or values.",
            show_default="golden inputs",
        ),
    ] = None,
    formats: Annotated[
        list[ComparedFormat] | None,
        typer.Option("--format", help="Of these alone; once for each.", show_default="both"),
    ] = None,
    encodings: Annotated[
        list[str] | None,
        typer.Option(
            "--quantize",
            metavar="ENCODING[:PATTERN]",
            help="Of these alone, besides float32, as export takes them; once for each row.",
            show_default="all, and auto",
        ),
    ] = None,
    max_change: Annotated[
        float, typer.Option(metavar="X", help="What auto keeps, as for export.")
    ] = 0.01,
    rounds: Annotated[
        int, typer.Option(min=0, max=1000, help="Rounds of timing; 0: no latencies.")
    ] = 15,
    picture: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.svg|png",
            help="Draw the table there, as a picture.",
            show_default="none",
        ),
    ] = None,
    input_shape: InputShapeOption = None,
    seed: SeedOption = 0,
    run_code: RunCodeOption = False,
    custom_objects: CustomObjectsOption = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show what encodings and formats cost: bytes, outputs, accuracy and latency, measured.

    The model is exported in each of them, to a folder that is thrown away, and run in Node on wasm.
    What cannot be exported says why. Latencies are medians over rounds in which all take turns.
    """
    # Imported here, so that --help waits for neither numpy nor Keras.
    from tfjs_bridge.comparing.compare import ENCODINGS, FORMATS
    from tfjs_bridge.comparing.compare import compare as compare_model

    console = message_console(json_output=json_output)
    shapes = shapes_of("--input-shape", input_shape)
    modules = modules_of(custom_objects, run_code, "graph")
    if picture is not None:
        _check_picture(picture)
    with progress_of(console) as progress, warnings_shown(), stdout_for(json_output):
        _start_keras(model)
        comparison = compare_model(
            model,
            data=data,
            formats=[name.value for name in formats or ()] or FORMATS,
            encodings=encodings or ENCODINGS,
            max_change=max_change,
            rounds=rounds,
            input_shapes=shapes,
            seed=seed,
            run_code=run_code,
            custom_objects=modules,
            progress=progress,
        )
    if picture is not None:
        from tfjs_bridge.cli.comparison_picture import write_picture

        write_picture(comparison, picture)
    if json_output:
        print_json({"ok": True, **comparison.as_json()})
    else:
        print_comparison(console, comparison)


def _check_picture(path: Path) -> None:
    from tfjs_bridge.report.canvas import require_matplotlib

    if path.suffix.lower() not in (".svg", ".png") or not path.parent.is_dir():
        raise UsageError(
            f"--picture {path}: cannot be written; expected a name that ends in .svg or .png, in a "
            f"folder that exists. Write --picture comparison.svg"
        )
    require_matplotlib()  # said before minutes of measuring


def _start_keras(model: Path) -> None:
    from tfjs_bridge.keras_backend import start_keras_quickly
    from tfjs_bridge.optional_libraries.installed import is_installed

    if model.exists():
        # On JAX graph models are made in this process, and models run as a whole.
        start_keras_quickly("jax" if is_installed("jax") else None)
