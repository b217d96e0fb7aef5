"""Draws what encodings and formats cost, side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tfjs_bridge.report.canvas import (
    FONT_PT,
    LIGHT,
    SMALL_PT,
    Theme,
    new_figure,
    plain,
    png_bytes,
    style_axes,
    svg_bytes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH_IN: Final = 9.5
_BAR_IN: Final = 0.32
_HEAD_IN: Final = 1.3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a panel.

    Attributes:
        value: `None`: nothing was measured.
        text: What is written beside it.
    """

    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure of all rows.

    Attributes:
        title: What is drawn, with its unit.
        bars: One for each row.
        is_wide: Whether the values are of many magnitudes, and drawn by their logarithms.
    """

    title: str
    bars: tuple[Bar, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, such as those of one format."""

    name: str
    count: int


def draw_encodings(
    title: str, names: Sequence[str], groups: Sequence[Group], panels: Sequence[Panel], path: Path
) -> None:
    """Draw panels of bars beside each other, one bar for each row, and write the picture.

    Args:
        title: Of the whole picture.
        names: Of the rows.
        groups: Of the rows, in order; each has a colour of its own.
        panels: At least one.
        path: Ends in ``.svg`` or ``.png``.

    Raises:
        UsageError: matplotlib is not installed.
    """
    height = _HEAD_IN + _BAR_IN * (len(names) + len(groups))
    figure = new_figure(height, LIGHT, width_in=_WIDTH_IN)
    figure.suptitle(plain(title), x=0.01, ha="left", color=LIGHT.text, fontsize=FONT_PT + 1)
    grid = figure.subplots(1, len(panels), sharey=True, squeeze=False)
    for axes, panel in zip(grid[0], panels, strict=True):
        _draw_panel(axes, panel, groups, LIGHT)
    _name_rows(grid[0][0], names, groups, LIGHT)
    content = svg_bytes(figure) if path.suffix.lower() == ".svg" else png_bytes(figure)
    path.write_bytes(content)


def _places(groups: Sequence[Group]) -> list[float]:
    """Return where each row is, from the top: a gap is between groups."""
    gaps = [number for number, group in enumerate(groups) for _ in range(group.count)]
    return [row + 0.8 * gap for row, gap in enumerate(gaps)]


def _name_rows(axes: Axes, names: Sequence[str], groups: Sequence[Group], theme: Theme) -> None:
    places = _places(groups)
    axes.set_yticks(places, [plain(name) for name in names])
    axes.tick_params(axis="y", labelcolor=theme.text)
    axes.set_ylim(places[-1] + 0.6, -0.9)
    first = 0
    for group in groups:
        # Above the first of its rows, at the left of the bars.
        axes.text(
            *(0, places[first] - 0.55, plain(group.name)),
            transform=axes.get_yaxis_transform(),
            color=theme.muted,
            fontsize=SMALL_PT,
            va="bottom",
        )
        first += group.count


def _draw_panel(axes: Axes, panel: Panel, groups: Sequence[Group], theme: Theme) -> None:
    style_axes(axes, theme, title=panel.title)
    colours = [theme.blue, theme.orange]
    own = [colours[n % 2] for n, group in enumerate(groups) for _ in range(group.count)]
    lengths = _lengths(panel)
    for place, length, bar, colour in zip(_places(groups), lengths, panel.bars, own, strict=True):
        axes.barh(place, length, height=0.72, color=colour)
        axes.text(
            *(length + 0.02, place, plain(f" {bar.text}")),
            va="center",
            color=theme.text,
            fontsize=SMALL_PT,
        )
    # Room for the numbers at the longest bar's end.
    axes.set_xlim(0, 1.75)
    axes.set_xticks([])


def _lengths(panel: Panel) -> list[float]:
    """Return the bars' lengths, the longest being 1."""
    known = [bar.value for bar in panel.bars if bar.value is not None]
    if panel.is_wide:
        positive = [math.log10(value) for value in known if value > 0]
        least, most = min(positive, default=0.0) - 0.5, max(positive, default=1.0)
        span = max(most - least, 1e-9)
        return [(math.log10(bar.value) - least) / span if bar.value else 0.0 for bar in panel.bars]
    most = max(known, default=0.0) or 1.0
    return [(bar.value or 0.0) / most for bar in panel.bars]
