"""`tfjs-bridge export`."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

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
from tfjs_bridge.cli.export_options import (
    CustomObjectsOption,
    Fit,
    FitOption,
    Format,
    FormatOption,
    GoldenInputsOption,
    GoldenShapeOption,
    ImageSizeOption,
    InputShapeOption,
    LabelsOption,
    ModelArgument,
    NameOption,
    OutDirArgument,
    PreprocessModelOption,
    PreprocessOption,
    ResizeMethod,
    ResizeOption,
    RunCodeOption,
    SeedOption,
    ShorterSideOption,
    StatesOption,
    VerifyOption,
    Writer,
    WriterOption,
)
from tfjs_bridge.cli.model_card import model_card
from tfjs_bridge.cli.picture_options import picture_options
from tfjs_bridge.cli.preparation import as_json, preparation, summary
from tfjs_bridge.cli.quantize import MinValuesOption, QuantizeOption, asked_encodings
from tfjs_bridge.errors import ModelWarning, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.requests import Topic
    from tfjs_bridge.verification.parity import Parity


@reporting_errors
def export(
    model: ModelArgument,
    out_dir: OutDirArgument,
    model_format: FormatOption = Format.layers,
    run_code: RunCodeOption = False,
    custom_objects: CustomObjectsOption = None,
    states: StatesOption = False,
    input_shape: InputShapeOption = None,
    golden_shape: GoldenShapeOption = None,
    golden_inputs: GoldenInputsOption = None,
    verify: VerifyOption = False,
    quantize: QuantizeOption = None,
    quantize_min_values: MinValuesOption = None,
    seed: SeedOption = 0,
    writer: WriterOption = Writer.bridge,
    name: NameOption = None,
    labels: LabelsOption = None,
    preprocess: PreprocessOption = None,
    image_size: ImageSizeOption = None,
    resize: ResizeOption = ResizeMethod.bilinear,
    fit: FitOption = Fit.stretch,
    preprocess_model: PreprocessModelOption = None,
    shorter_side: ShorterSideOption = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Export a Keras model file as an artifact that TensorFlow.js loads.

    Nothing that the file holds is run, unless --run-code says so. OUT_DIR is replaced whole, and
    only if it is an artifact. The artifact carries golden vectors: inputs and Keras's outputs for
    them. The inputs are drawn from many kinds, so that Keras's outputs differ and react to the
    weights, unless you give your own.
    """
    # Imported here, so that --help waits for neither numpy nor Keras.
    from tfjs_bridge.convert.export import export as export_model

    console = message_console(json_output=json_output)
    shapes = _shapes("--input-shape", input_shape)
    golden_shapes = _shapes("--golden-shape", golden_shape)
    pictures = picture_options(preprocess, image_size, resize, fit, shorter_side)
    card = model_card(name, golden_inputs, labels, preparation(pictures, preprocess_model))
    modules = _modules(custom_objects, run_code, model_format)
    notes = _Notes()
    proofs: list[Parity] = []
    with _progress(console) as progress, _warnings(), _stdout_for(json_output):
        _start_keras(model, model_format)
        metadata = export_model(
            model,
            out_dir,
            format=model_format.value,
            writer=writer.value,
            card=card,
            input_shapes=shapes,
            golden_shapes=golden_shapes,
            quantize=asked_encodings(quantize, quantize_min_values),
            seed=seed,
            run_code=run_code,
            custom_objects=modules,
            states=states,
            check=_proving(proofs) if verify else None,
            progress=progress,
            notify=notes.add,
        )
    if json_output:
        print_json(_result(out_dir, metadata, proofs) | notes.json())
    else:
        _print_outcome(console, out_dir, metadata, proofs)


def _proving(proofs: list[Parity]) -> Callable[[Path], None]:
    from tfjs_bridge.verification.node import find_node
    from tfjs_bridge.verification.parity import require_parity

    find_node()  # a missing Node.js is said before the model is read
    return lambda folder: proofs.append(require_parity(folder))


def _modules(names: list[str] | None, run_code: bool, model_format: Format) -> list[str]:
    """Return the modules of custom objects, checked, and let Python find those in this folder."""
    from tfjs_bridge.convert.files.user_code import user_code

    code = user_code(run_code, names or (), model_format.value, lambda _: None)
    # As with `python -m`; a program such as ours has its own folder there.
    here = str(Path.cwd())
    if code is not None and code.modules and here not in sys.path:
        sys.path.insert(0, here)
    return names or []


def _start_keras(model: Path, model_format: Format) -> None:
    from tfjs_bridge.keras_backend import start_keras_quickly
    from tfjs_bridge.optional_libraries.installed import is_installed

    is_refused = model_format is Format.graph and not is_installed("jax")
    # A wrong path, and what JAX is missing for, are refused without waiting for it.
    if model.is_file() and not is_refused:
        # Only on jax can a model be traced; on another backend that needs one more process.
        start_keras_quickly("jax" if model_format is Format.graph else None)


_TOPICS: dict[Topic, str] = {"code": "Runs code", "format": "Format", "weights": "Weights"}


class _Notes:
    """What an export says of itself: printed on stderr at once."""

    def __init__(self) -> None:
        self._texts: dict[Topic, str] = {}

    def add(self, topic: Topic, text: str) -> None:
        self._texts[topic] = text
        typer.echo(f"{_TOPICS[topic]}: {text}", err=True)

    def json(self) -> dict[str, object]:
        return {
            "format_reason": self._texts.get("format"),
            "runs_code": self._texts.get("code"),
            "weights": self._texts.get("weights"),
        }


def _shapes(option: str, texts: list[str] | None) -> dict[str, tuple[int, ...]]:
    return dict(_shape(option, text) for text in texts or ())


def _shape(option: str, text: str) -> tuple[str, tuple[int, ...]]:
    """Read ``NAME=28,28,1`` or ``28,28,1``."""
    # From the right: Keras allows a `=` in an input's name, and sizes have none.
    name, _, sizes = text.rpartition("=")
    try:
        shape = tuple(int(size) for size in sizes.split(","))
    except ValueError:
        shape = ()
    if not shape or min(shape) < 1:
        raise UsageError(
            f"{option} {text}: expected sizes of at least 1 without the batch, as in 28,28,1 "
            f"or NAME=28,28,1. Write them like that."
        )
    return name, shape


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Show one line that says what is being done, with a bar while weights are written."""
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    # Off a terminal rich would still end it with an empty line (rich/progress.py, `stop`).
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        # Without a total the bar pulses: nobody knows how long Keras takes.
        task = bars.add_task("Starting Keras", total=None)

        def report(what: str, done_bytes: int, total_bytes: int) -> None:
            bars.update(task, description=what, completed=done_bytes, total=total_bytes or None)

        yield report


@contextmanager
def _stdout_for(json_output: bool) -> Iterator[None]:
    """Keep what a user's own code prints out of the JSON."""
    if not json_output:
        yield
        return
    with redirect_stdout(sys.stderr):
        yield


@contextmanager
def _warnings() -> Iterator[None]:
    """Print our own warnings as messages, and hide those of libraries."""
    with warnings.catch_warnings(record=True) as caught:
        # By default Python shows a warning once for each line of code, and two layers may share it.
        warnings.simplefilter("always")
        try:
            yield
        finally:
            # Also after an error: a warning may say what led to it.
            _print_warnings(caught)


def _print_warnings(caught: list[warnings.WarningMessage]) -> None:
    for warning in caught:
        if issubclass(warning.category, ModelWarning):
            typer.secho("warning: ", fg="yellow", bold=True, nl=False, err=True)
            typer.echo(str(warning.message), err=True)


def _result(out_dir: Path, metadata: Metadata, proofs: list[Parity]) -> dict[str, object]:
    from tfjs_bridge.cli.verify import parity_json

    return {
        "ok": True,
        "artifact": str(out_dir),
        "model": metadata.model.name,
        "parameters": metadata.model.parameters,
        "bytes": sum(file.bytes for file in metadata.files.values()),
        "writer": metadata.converter.writer,
        "format": _format(out_dir),
        # The proof is of the folder in which the artifact was built, before it took its place.
        "verification": parity_json(proofs[0]) | {"artifact": str(out_dir)} if proofs else None,
    } | as_json(metadata.preprocessing)


def _format(out_dir: Path) -> str:
    """Return ``"layers"`` or ``"graph"``, as model.json has it."""
    model = json.loads((out_dir / "model.json").read_text(encoding="utf-8"))
    return str(model["format"]).removesuffix("-model")


def _print_outcome(
    console: Console, out_dir: Path, metadata: Metadata, proofs: list[Parity]
) -> None:
    from tfjs_bridge.cli.verify import print_parity

    # metadata.json does not list itself, hence one file more below.
    size = sum(file.bytes for file in metadata.files.values())
    console.print(
        f"Wrote {out_dir}: {metadata.model.name}, {metadata.model.parameters:,} parameters, "
        f"{in_bytes(size)} in {len(metadata.files) + 1} files.",
        markup=False,
    )
    for line in summary(metadata.preprocessing):
        console.print(line, markup=False)
    if proofs:
        print_parity(console, proofs[0])
    else:
        console.print(f"Prove it in Node: {program()} verify {out_dir}", markup=False)
