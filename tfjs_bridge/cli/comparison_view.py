"""A comparison for people: a table on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tfjs_bridge.cli.console import in_bytes

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.comparing.results import Comparison, Row, Scores

# A quiet machine has a little more by the clock than the processor's time, and often less: some of
# that is of other threads, which collect garbage.
_MOST_WAITS = 1.5

Cell = Callable[["Row"], str]


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print the table, what ``auto`` chose, and why rows are empty.

    Args:
        console: The console for people.
        comparison: What was found.
    """
    from rich.markup import escape
    from rich.measure import Measurement
    from rich.table import Table

    examples = f"{comparison.examples:,} example{'' if comparison.examples == 1 else 's'}"
    console.print(
        f"{comparison.model}: {comparison.parameters:,} parameters, compared with Keras in float32 "
        f"on {examples} ({comparison.source})",
        markup=False,
    )
    columns = _columns(comparison)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        is_word = name in ("format", "encoding")
        table.add_column(name, justify="left" if is_word else "right", no_wrap=True)
    for row in comparison.rows:
        # A reason has a line of its own below: it is longer than a cell.
        table.add_row(*(escape(cell(row)) for cell in columns.values()))
    # Wider than a narrow terminal, or a pipe's 80 columns, rather than with cells cut off.
    wide = Measurement.get(console, console.options.update(max_width=1000), table).maximum
    console.width = max(console.width, wide)
    console.print(table)
    for line in notes(comparison):
        console.print(line, markup=False)


def _columns(comparison: Comparison) -> dict[str, Cell]:
    """Return the columns that have anything in them."""
    known = [row.scores for row in comparison.rows]
    columns: dict[str, Cell] = {
        "format": lambda row: row.format,
        "encoding": lambda row: row.encoding,
        "bytes": lambda row: "-" if row.sizes is None else in_bytes(row.sizes.raw),
        "gzip": lambda row: "-" if row.sizes is None else in_bytes(row.sizes.gzip),
        "brotli": lambda row: "-" if row.sizes is None else in_bytes(row.sizes.brotli),
        "accuracy": lambda row: percent(row.scores.accuracy),
        "loss": lambda row: _digits(row.scores.loss),
        "mean error": lambda row: _digits(row.scores.error),
        "change": lambda row: "-" if row.change is None else f"{row.change:.1e}",
        "same answer": lambda row: percent(row.agreement),
        "wasm": lambda row: "-" if row.latency is None else f"{row.latency.median_ms:.3g} ms",
    }
    has = {
        "accuracy": any(x.accuracy is not None for x in known),
        "loss": any(x.loss is not None for x in known),
        "mean error": any(x.error is not None for x in known),
        "same answer": any(row.agreement is not None for row in comparison.rows),
        "wasm": any(row.latency is not None for row in comparison.rows),
    }
    return {name: cell for name, cell in columns.items() if has.get(name, True)}


def notes(comparison: Comparison) -> list[str]:
    """Return what is said below the table."""
    lines = []
    scored = _scored(comparison.keras)
    if scored:
        lines.append(f"Keras in float32: {scored}.")
    for row in comparison.rows:
        name = f"{row.format}, {row.encoding}"
        lines += [f"{name}: {line}" for line in row.chosen.splitlines()]
        lines += [f"{name}: {row.reason}"] if row.reason else []
    rounds = next((row.latency.rounds for row in comparison.rows if row.latency), None)
    if rounds is not None:
        lines.append(
            f"wasm: one example in Node {comparison.node}, TensorFlow.js {comparison.tfjs}, one "
            f"thread, median of {rounds} rounds in turns."
        )
    busy = max((row.latency.waits for row in comparison.rows if row.latency), default=1.0)
    if busy > _MOST_WAITS:
        lines.append(
            f"The machine was busy: some predictions took up to {busy:.1f} times the processor's "
            f"time, which --json has as cpu_ms. Compare latencies on a quiet one."
        )
    return lines


def _scored(scores: Scores) -> str:
    """Return scores in words; empty if there are none."""
    accuracy = "" if scores.accuracy is None else f"accuracy {percent(scores.accuracy)}"
    loss = "" if scores.loss is None else f"loss {_digits(scores.loss)}"
    error = "" if scores.error is None else f"mean error {_digits(scores.error)}"
    return ", ".join(part for part in (accuracy, loss, error) if part)


def percent(share: float | None) -> str:
    """Return a share for people: ``99.54 %``."""
    return "-" if share is None else f"{share:.2%}".replace("%", " %")


def _digits(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
