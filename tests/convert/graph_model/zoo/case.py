"""What a case of the zoo is: a model, what goes in, and what has to come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

# The name of an open size, and how large it is.
Sizes = Mapping[str, int]
CASES: dict[str, Case] = {}
DEFAULT_HIGH = 5


@dataclass(frozen=True, slots=True)
class Spec:
    """One array that goes into a model.

    Attributes:
        shape: Without the batch size; a string names an open size.
        dtype: ``float32``, ``int32`` or ``bool``.
        low: Of whole numbers: the smallest. Of floats, with `high`: likewise.
        high: Of whole numbers: above the largest. Floats are normally distributed without it.
        has_batch: Whether the batch size stands before `shape`.
    """

    shape: tuple[int | str, ...]
    dtype: str = "float32"
    low: int = 0
    high: int | None = None
    has_batch: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One model.

    Attributes:
        name: Its own among all cases.
        family: The module that it stands in.
        build: Takes `keras`, and returns a live model.
        refused: A word of the reason for which it cannot be exported; empty if it can.
        inputs: A nest of `Spec` in the form of the model's inputs; those of a functional model can
            be left out.
        high: Above the largest whole number that goes in, where `inputs` is left out.
        sizes: What the open sizes are in the golden vectors, then in further runs.
        is_fixed: Whether the export is asked to fix the open sizes, to the first of `sizes`.
        batches: Further batch sizes; none where the batch is not open.
        random: The outputs that are random: they only have to differ from what Keras drew.
        tolerance: As in `artifact.comparison`.
        slow: Takes more than some seconds.
    """

    name: str
    family: str
    build: Callable[[Any], Any]
    refused: str = ""
    inputs: Any = None
    high: int = DEFAULT_HIGH
    sizes: tuple[Sizes, ...] = ({},)
    is_fixed: bool = False
    batches: tuple[int, ...] = (1,)
    random: frozenset[int] = field(default_factory=frozenset)
    tolerance: float = 1e-4
    slow: bool = False


def case(**known: Any) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Make a case of a function that builds a model; see `Case` for the arguments."""

    def register(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
        name, family = build.__name__, build.__module__.rsplit(".", 1)[-1]
        assert name not in CASES, f"two cases are named {name}"
        CASES[name] = Case(name=name, family=family, build=build, **known)
        return build

    return register


def all_cases() -> dict[str, Case]:
    """Every case by name; nothing is built, and Keras is not imported."""
    for path in sorted((Path(__file__).parent / "families").glob("[a-z]*.py")):
        import_module(f"tests.convert.graph_model.zoo.families.{path.stem}")
    return CASES
