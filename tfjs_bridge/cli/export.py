"""`tfjs-bridge export`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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
from tfjs_bridge.cli.exporting import modules_of, progress_of, shapes_of, stdout_for, warnings_shown
from tfjs_bridge.cli.model_card import examples, model_card
from tfjs_bridge.cli.picture_options import picture_options
from tfjs_bridge.cli.preparation import as_json, preparation, summary
from tfjs_bridge.cli.quantize import (
    DataOption,
    MaxChangeOption,
    MinValuesOption,
    QuantizeOption,
    asked_encodings,
)

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
    max_change: MaxChangeOption = None,
    data: DataOption = None,
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
    from tfjs_bridge.convert.encodings.asked import is_auto
    from tfjs_bridge.convert.export import export as export_model

    console = message_console(json_output=json_output)
    shapes = shapes_of("--input-shape", input_shape)
    golden_shapes = shapes_of("--golden-shape", golden_shape)
    pictures = picture_options(preprocess, image_size, resize, fit, shorter_side)
    card = model_card(name, golden_inputs, labels, preparation(pictures, preprocess_model))
    arrays = examples(data)
    modules = modules_of(custom_objects, run_code, model_format.value)
    notes = _Notes()
    proofs: list[Parity] = []
    with progress_of(console) as progress, warnings_shown(), stdout_for(json_output):
        _start_keras(model, model_format, is_run_often=any(map(is_auto, quantize or ())))
        metadata = export_model(
            model,
            out_dir,
            format=model_format.value,
            writer=writer.value,
            card=card,
            input_shapes=shapes,
            golden_shapes=golden_shapes,
            quantize=asked_encodings(quantize, quantize_min_values),
            max_change=max_change,
            data=arrays,
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


def _start_keras(model: Path, model_format: Format, *, is_run_often: bool) -> None:
    from tfjs_bridge.keras_backend import start_keras_quickly
    from tfjs_bridge.optional_libraries.installed import is_installed

    has_jax = is_installed("jax")
    is_refused = model_format is Format.graph and not has_jax
    # A wrong path, and what JAX is missing for, are refused without waiting for it.
    if model.is_file() and not is_refused:
        # Only on jax can a model be traced; on another backend that needs one more process.
        # And there a model is run as a whole, where encodings are chosen by many runs.
        is_better = model_format is Format.graph or (is_run_often and has_jax)
        start_keras_quickly("jax" if is_better else None)


_TOPICS: Mapping[Topic, str] = {
    "code": "Runs code",
    "format": "Format",
    "weights": "Weights",
    "encodings": "Encodings",
}


class _Notes:
    """What an export says of itself: printed on stderr at once."""

    def __init__(self) -> None:
        self._texts: dict[Topic, str] = {}

    def add(self, topic: Topic, text: str) -> None:
        self._texts[topic] = text
        lines = text.replace("\n", "\n  ")
        typer.echo(f"{_TOPICS[topic]}: {lines}", err=True)

    def json(self) -> dict[str, object]:
        return {
            "format_reason": self._texts.get("format"),
            "runs_code": self._texts.get("code"),
            "weights": self._texts.get("weights"),
            "encodings": self._texts.get("encodings"),
        }


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
