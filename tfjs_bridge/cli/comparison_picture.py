"""A comparison as a picture: which measures are drawn."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tfjs_bridge.cli.comparison_view import percent
from tfjs_bridge.cli.console import in_bytes

if TYPE_CHECKING:
    from tfjs_bridge.comparing.results import Comparison, Row
    from tfjs_bridge.report.encodings import Bar, Panel


def write_picture(comparison: Comparison, path: Path) -> None:
    """Draw the rows that ran: bytes, what became of the outputs, and latency.

    Args:
        comparison: What was found.
        path: Ends in ``.svg`` or ``.png``.

    Raises:
        UsageError: matplotlib is not installed.
    """
    from tfjs_bridge.report.encodings import Group, draw_encodings

    rows = [row for row in comparison.rows if row.sizes is not None]
    groups = [
        Group(f"{name} format", len(list(own))) for name, own in groupby(rows, lambda x: x.format)
    ]
    title = f"{comparison.model}, {comparison.parameters:,} parameters"
    draw_encodings(title, [row.encoding for row in rows], groups, _panels(rows), path)


def _panels(rows: list[Row]) -> list[Panel]:
    from tfjs_bridge.report.encodings import Panel

    panels = [Panel("Download, gzip", tuple(map(_size, rows)))]
    if any(row.scores.accuracy is not None for row in rows):
        # The bars would all look the same: what differs is how many are wrong.
        panels.append(Panel("Wrong answers", tuple(map(_wrong, rows))))
    panels.append(Panel("Change of the outputs", tuple(map(_change, rows)), is_wide=True))
    if any(row.latency is not None for row in rows):
        panels.append(Panel("One example on wasm", tuple(map(_latency, rows))))
    return panels


def _size(row: Row) -> Bar:
    from tfjs_bridge.report.encodings import Bar

    return Bar(None, "") if row.sizes is None else Bar(row.sizes.gzip, in_bytes(row.sizes.gzip))


def _wrong(row: Row) -> Bar:
    from tfjs_bridge.report.encodings import Bar

    accuracy = row.scores.accuracy
    return Bar(None, "-") if accuracy is None else Bar(1 - accuracy, percent(1 - accuracy))


def _change(row: Row) -> Bar:
    from tfjs_bridge.report.encodings import Bar

    return Bar(None, "-") if row.change is None else Bar(row.change, f"{row.change:.1e}")


def _latency(row: Row) -> Bar:
    from tfjs_bridge.report.encodings import Bar

    if row.latency is None:
        return Bar(None, "-")
    return Bar(row.latency.median_ms, f"{row.latency.median_ms:.3g} ms")
