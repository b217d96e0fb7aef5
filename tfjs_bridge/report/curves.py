"""Draws learning curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfjs_bridge.history import EpochRecord
from tfjs_bridge.report.canvas import FONT_PT, Theme, new_figure, png_bytes, style_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PANEL_HEIGHT_IN: Final = 2.45
# More would hide the line. The shapes tell the curves apart where colours do not.
_MOST_MARKERS: Final = 16


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure, on the examples trained on and on those for validation.

    Attributes:
        title: what is drawn, with its unit.
        trained: a value for each epoch.
        validation: likewise; `None` where it was not measured.
        is_share: whether values lie between 0 and 1, and are shown as percentages.
    """

    title: str
    trained: tuple[float, ...]
    validation: tuple[float | None, ...]
    is_share: bool = False


def loss_panel(history: Sequence[EpochRecord], unit: str) -> Panel:
    """Return the losses of a training, in ``unit``.

    Args:
        history: at least one record.
        unit: of the losses, such as ``nats per character``.
    """
    losses = tuple(record.loss for record in history)
    return Panel(f"Loss, {unit}", losses, tuple(record.validation_loss for record in history))


def accuracy_panel(history: Sequence[EpochRecord]) -> Panel:
    """Return the accuracies of a training."""
    accuracies = tuple(record.accuracy for record in history)
    validation = tuple(record.validation_accuracy for record in history)
    return Panel("Accuracy", accuracies, validation, is_share=True)


def draw_curves(
    epochs: Sequence[int], panels: Sequence[Panel], theme: Theme, *, validation_name: str
) -> bytes:
    """Draw each panel's two curves over the epochs, one panel below the other.

    Args:
        epochs: their numbers.
        panels: at least one, each with a value for each epoch.
        theme: the colours.
        validation_name: how the legend calls the examples that were not trained on.

    Returns:
        A PNG.
    """
    figure = new_figure(_PANEL_HEIGHT_IN * len(panels) + 0.3, theme)
    # Not squeezed: for one panel subplots would return no array.
    grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        _draw_panel(axes, epochs, panel, theme, validation_name)
    # One for all panels, whose colours mean the same.
    grid[0, 0].legend(frameon=False, labelcolor=theme.text, fontsize=FONT_PT, loc="best")
    # A single epoch would leave the axis without width.
    margin = max(0.5, 0.02 * (epochs[-1] - epochs[0]))
    grid[-1, 0].set_xlim(epochs[0] - margin, epochs[-1] + margin)
    grid[-1, 0].set_xlabel("epoch", color=theme.muted, fontsize=FONT_PT)
    return png_bytes(figure)


def _draw_panel(
    axes: Axes, epochs: Sequence[int], panel: Panel, theme: Theme, validation_name: str
) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    style_axes(axes, theme, title=panel.title)
    axes.grid(visible=True, axis="y", color=theme.line, linewidth=0.8)
    # By default there are at least two ticks, which for one epoch are fractions.
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, min_n_ticks=1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    if panel.is_share:
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    _draw_curve(axes, epochs, panel.trained, theme.blue, "o", "training")
    if any(value is not None for value in panel.validation):
        _draw_curve(axes, epochs, panel.validation, theme.orange, "s", validation_name)


def _draw_curve(
    axes: Axes,
    epochs: Sequence[int],
    values: Sequence[float | None],
    colour: str,
    marker: str,
    name: str,
) -> None:
    points = [point for point in zip(epochs, values, strict=True) if point[1] is not None]
    axes.plot(
        [epoch for epoch, _ in points],
        [value for _, value in points if value is not None],
        color=colour,
        linewidth=2,
        marker=marker,
        markevery=math.ceil(len(points) / _MOST_MARKERS),
        markersize=5,
        label=name,
    )
