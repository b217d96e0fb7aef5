"""The options that say what is loaded, made from the kinds of data themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tfjs_bridge.cli.job_view import JobView
from tfjs_bridge.jobs.kinds.digits import DIGITS
from tfjs_bridge.jobs.kinds.kind import AUTO, DataKind, DataRequest, Option

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.data.mnist import Digits


def describe_datasets(kinds: Iterable[DataKind[Any, Any]]) -> str:
    """Return the help of ``--data``."""
    described = [
        f"{kind.name.capitalize()}: "
        + " or ".join(f"{name} ({words})" for name, words in kind.datasets.items())
        for kind in kinds
    ]
    return f"{'. '.join(described)}. {AUTO}: the first of these that can be had."


def dataset_names(kinds: Iterable[DataKind[Any, Any]]) -> tuple[str, ...]:
    """Return the names of all datasets."""
    return (AUTO, *(name for kind in kinds for name in kind.datasets))


def one_of(names: Sequence[str]) -> dict[str, Any]:
    """Return the keywords of an option that takes one of these values.

    Not an enumeration, typer's own way: the names are known only when the kinds of data are.
    """

    def parse(text: str) -> str:
        if text not in names:
            known = ", ".join(repr(name) for name in names)
            raise typer.BadParameter(f"{text!r} is not one of {known}.")
        return text

    def complete(incomplete: str) -> list[str]:
        return [name for name in names if name.startswith(incomplete)]

    return {"parser": parse, "metavar": f"<{'|'.join(names)}>", "autocompletion": complete}


def option_parameter(option: Option, panel: str) -> Parameter:
    """Return an option of a kind of data as the parameter of a command.

    Args:
        option: What it is.
        panel: Heading of the part of the help that lists it.
    """
    value = one_of(option.choices) if option.choices else {"metavar": option.metavar or None}
    declared = typer.Option(
        option.flag,
        help=option.help,
        min=option.minimum,
        show_default=option.default or True,
        rich_help_panel=panel,
        **value,
    )
    # Its default is `None`, not given: only the job knows which recipe's value applies.
    annotation = Annotated[option.type, declared]  # type: ignore[name-defined]
    return Parameter(option.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


DataOption = Annotated[
    str,
    typer.Option("--data", help=describe_datasets([DIGITS]), **one_of(dataset_names([DIGITS]))),
]
DataDirOption = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help=f"Read the data here: {DIGITS.files}."),
]


def read_digits(console: Console, data: str, data_dir: Path | None, seed: int) -> Digits:
    """Read digits, and show progress, their origin and their number.

    Args:
        console: The console for people.
        data: The dataset's name.
        data_dir: A folder with MNIST, or `None` for the cache and the mirrors.
        seed: Seed of the split of the 10,000 digits; MNIST has its own.

    Raises:
        UsageError: The options do not go together.
        DataError: The data is missing or damaged.
    """
    with JobView(console) as view:
        return DIGITS.load(DataRequest(dataset=data, data_dir=data_dir, seed=seed), view)
