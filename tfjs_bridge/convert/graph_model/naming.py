"""Names for the open sizes of a model's inputs: which of them are taken to be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tfjs_bridge.convert.frontend.calling import InputSpec

_NAME = re.compile(r"[A-Za-z_]\w*")
# A table's length against that of a sequence, where a table is cut to it.
_LEAST = re.compile(r"\bmin\((?:(?P<first>\d+), (?P<right>\w+)|(?P<left>\w+), (?P<last>\d+))\)")


@dataclass(frozen=True, slots=True)
class Naming:
    """How open sizes are named; the batch is the same for all inputs.

    Attributes:
        shared: Which other sizes are the same: ``"none"``, those of the same ``"axis"`` of several
            inputs, as of tokens and their mask, or ``"all"``, as of a graph's nodes and edges.
        multiple: Of which all but the batch are multiples, as a network needs that makes pictures
            smaller and larger again.
    """

    shared: Literal["none", "axis", "all"] = "none"
    multiple: int = 1

    def symbols(self, spec: InputSpec, place: int) -> list[str]:
        """Return an input's sizes as JAX reads them."""
        return [
            str(size) if size is not None else self._symbol(place, axis)
            for axis, size in enumerate(spec.shape)
        ]

    def _symbol(self, place: int, axis: int) -> str:
        if axis == 0:
            return "b"
        name = {"none": f"s{place}_{axis}", "axis": f"s_{axis}", "all": "s"}[self.shared]
        return name if self.multiple == 1 else f"{self.multiple}*{name}"


def namings(specs: Sequence[InputSpec]) -> Iterator[Naming]:
    """Yield all namings that differ for these inputs, the freest first."""
    seen = set()
    shared = (Naming(), Naming("axis"), Naming("all"))
    for naming in (*shared, *(Naming(multiple=2**k) for k in range(1, 6))):
        symbols = tuple(tuple(naming.symbols(spec, k)) for k, spec in enumerate(specs))
        same = _renamed(symbols)
        if same not in seen:
            seen.add(same)
            yield naming


def _renamed(symbols: Sequence[Sequence[str]]) -> str:
    """Write symbols with numbers for names, so that equal namings are written alike."""
    numbers: dict[str, str] = {}
    text = repr(symbols)
    return _NAME.sub(lambda found: numbers.setdefault(found[0], f"n{len(numbers)}"), text)


def names_in(text: str) -> set[str]:
    """Return the open sizes that an expression names."""
    return set(_NAME.findall(text)) - {"floordiv", "mod", "max", "min"}


def lengths_in(message: str) -> Iterator[str]:
    """Yield what must hold so that sequences are no longer than the tables in an error's shapes."""
    for found in _LEAST.finditer(message):
        name, number = found["right"] or found["left"], found["first"] or found["last"]
        yield f"{name} <= {number}"
