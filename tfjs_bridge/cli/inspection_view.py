"""An inspection for people: a table, what is to be known, and totals."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tfjs_bridge.artifact.visible_text import visible
from tfjs_bridge.cli.console import in_bytes

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.inspection.document import ExportPlan, Inspection, Part, Shape

# Of longer models the first and the last parts, and those that an export refuses.
_MOST_ROWS, _FIRST, _LAST, _MOST_REFUSED = 32, 16, 8, 16
_MOST_CHARACTERS = 32
_MOST_KINDS = 8
_WIDEST = 140
_SOURCES = {
    "artifact": "artifact of tfjs-bridge",
    "layers-model": "TensorFlow.js layers model",
    "graph-model": "TensorFlow.js graph model",
    "keras": ".keras file",
    "h5": ".h5 file",
}


def print_inspection(console: Console, found: Inspection, *, every_part: bool = False) -> None:
    """Print what was found.

    Args:
        console: The console for people.
        found: The inspection.
        every_part: Whether to list all parts of a long model too.
    """
    _print_head(console, found)
    if found.parts:
        if not console.is_terminal:  # a file has no width: nothing is cut off there
            console.width = _WIDEST
        console.print(_table(found, every_part=every_part))
    _print_totals(console, found)
    for reason, names in _reasons(found.parts):
        console.print(f"  {names}: {visible(reason)}", markup=False)
    notes = [("[red]Damaged[/]", one) for one in found.faults]
    for label, text in [*notes, *(("[yellow]Note[/]", one) for one in found.warnings)]:
        console.print(label, end=": ")
        console.print(visible(text), markup=False)


def _print_head(console: Console, found: Inspection) -> None:
    source = found.source
    origin = [source.written_by, source.made_by]
    by = ", ".join(visible(one) for one in origin if one)
    what = f"{_SOURCES[source.kind]}, {in_bytes(source.file_bytes)}" + (f", {by}" if by else "")
    console.print(f"{_shown(found.name)}: {what}", markup=False)
    for label, ends in (("in", found.inputs), ("out", found.outputs)):
        for end in ends:
            line = f"  {label:<4}{_shown(end.name or '')} {_shape(end.shape)} {end.dtype or ''}"
            console.print(line.rstrip(), markup=False)


def _table(found: Inspection, *, every_part: bool) -> Any:
    from rich import box
    from rich.table import Table

    has_plan = any(part.export is not None for part in found.parts)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for title in ("Layer" if _has_layers(found) else "Node", "Kind", "Gives"):
        table.add_column(title, no_wrap=True, overflow="ellipsis")
    # On a narrow terminal names are cut, and numbers are not.
    for title, width in (("Values", 9), ("Mult-adds", 9)):
        table.add_column(title, justify="right", no_wrap=True, min_width=width)
    if has_plan:
        table.add_column("Layers", no_wrap=True, min_width=9)
        table.add_column("Graph", no_wrap=True, min_width=7)
    for row in found.parts if every_part else _chosen(found.parts):
        table.add_row(*(_cells(row, has_plan=has_plan) if row is not None else ("...",)))
    return table


def _has_layers(found: Inspection) -> bool:
    return found.source.kind != "graph-model" and any(
        part.kind in ("InputLayer", "Dense") or part.export is not None for part in found.parts
    )


def _chosen(parts: Sequence[Part]) -> Iterator[Part | None]:
    """Yield the parts to list; `None` where some are left out."""
    if len(parts) <= _MOST_ROWS:
        yield from parts
        return
    last = len(parts) - _LAST
    refused = [part.id for part in parts if _is_refused(part)][:_MOST_REFUSED]
    shown = [
        part if place < _FIRST or place >= last or part.id in refused else None
        for place, part in enumerate(parts)
    ]
    for part, group in itertools.groupby(shown, key=lambda one: one and one.id):
        yield None if part is None else next(group)


def _is_refused(part: Part) -> bool:
    plan = part.export
    return plan is not None and "refused" in (plan.layers, plan.graph)


def _cells(part: Part, *, has_plan: bool) -> list[Any]:
    from rich.text import Text

    shapes = ", ".join(_shape(output.shape) for output in part.outputs[:3])
    cells: list[Any] = [
        Text(_shown(part.id.removesuffix(f"/{part.kind}"))),
        Text(_shown(part.kind)),
        Text(shapes + (" ..." if len(part.outputs) > 3 else "")),
        f"{part.parameters:,}" if part.parameters else "",
        "?" if part.multiply_adds is None else _count(part.multiply_adds),
    ]
    return [*cells, *_plan_cells(part.export)] if has_plan else cells


def _plan_cells(plan: ExportPlan | None) -> list[str]:
    if plan is None:
        return ["", ""]
    styles = {"refused": "red", "unknown": "yellow", "rewritten": "cyan"}
    return [
        f"[{styles[word]}]{word}[/]" if word in styles else word
        for word in (plan.layers, plan.graph)
    ]


def _shape(shape: Shape | None) -> str:
    return "?" if shape is None else f"({','.join('?' if n is None else str(n) for n in shape)})"


def _count(number: int) -> str:
    if number < 10_000:
        return f"{number:,}" if number else ""
    for unit, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= unit:
            return f"{number / unit:.1f} {name}"
    return str(number)


def _print_totals(console: Console, found: Inspection) -> None:
    known = [part.multiply_adds for part in found.parts if part.multiply_adds is not None]
    total = found.multiply_adds
    work = f"{_count(sum(known)) or 0} multiply-adds for one example"
    line = f"{len(found.parts)} parts, {found.parameters:,} parameters, "
    line += f"{in_bytes(found.weight_bytes)} of weights, "
    console.print(line + (work if total is not None else f"at least {work}"), markup=False)
    kinds = Counter(part.kind for part in found.parts).most_common(_MOST_KINDS)
    console.print(
        "  " + ", ".join(f"{count} {_shown(kind)}" for kind, count in kinds), markup=False
    )
    for one in found.encodings:
        console.print(
            f"  {one.encoding}: {one.weights} weights, {one.values:,} values, "
            f"{in_bytes(one.bytes)}",
            markup=False,
        )
    _print_plan(console, found.parts)


def _print_plan(console: Console, parts: Sequence[Part]) -> None:
    """Print what an export would do, in both formats."""
    plans = [part.export for part in parts if part.export is not None]
    if not plans:
        return
    for label, words in (
        ("layers", [plan.layers for plan in plans]),
        ("graph", [plan.graph for plan in plans]),
    ):
        counted = ", ".join(f"{count} {word}" for word, count in Counter(words).most_common())
        console.print(f"  --format {label}: {counted}", markup=False)


def _reasons(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield why parts are refused, each reason once with the parts' names."""
    found: dict[str, list[str]] = {}
    for part in parts:
        plan = part.export
        if plan is not None and plan.reason and "refused" in (plan.layers, plan.graph):
            found.setdefault(plan.reason, []).append(part.id)
    for reason, names in found.items():
        shown = ", ".join(_shown(name) for name in names[:3])
        yield reason, shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _shown(text: str) -> str:
    """Return text from a file for a terminal: visible, and short."""
    text = visible(text)
    return text if len(text) <= _MOST_CHARACTERS else f"...{text[3 - _MOST_CHARACTERS :]}"
