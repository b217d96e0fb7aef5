"""Export in the layers format where it can express the model, else as a graph model."""

from __future__ import annotations

import dataclasses
import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tfjs_bridge.convert.requests import Request
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.optional_libraries.installed import require_installed

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata

_MOST_REASONS = 3
_MOST_LETTERS = 160
# What a refusal says after its reason: what was expected, and what to do.
_REST = re.compile(r"(; expected |\. [A-Z]).*")


def export_either(origin: Any, request: Request) -> Metadata:
    """Try the layers format, and then graph.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for; `notify` is told which format it is, and why.

    Raises:
        UnsupportedModelError: Neither can express it; the message has the reasons of both.
        UsageError: Layers cannot express it, and for a graph model JAX is not installed.
    """
    from tfjs_bridge.convert.graph_export import export_graph

    if request.states:
        request.notify("format", "graph, since the layers format has no inputs for states")
        return export_graph(origin, request)
    try:
        metadata = _export_layers(origin, dataclasses.replace(request, code=None))
    except UnsupportedModelError as error:
        refusal = error
    else:
        request.notify("format", "layers, which can hold all of it")
        return metadata
    reasons = in_short(str(refusal))
    require_installed("jax", f"model: layers cannot hold it ({reasons}), and JAX traces the others")
    request.notify("format", f"graph, since layers cannot hold it: {reasons}")
    try:
        return export_graph(origin, request)
    except UnsupportedModelError as error:
        raise UnsupportedModelError(_of_both(refusal, error)) from error


def in_short(refusal: str) -> str:
    """Return the first reasons of a refusal in one line, without what was expected."""
    reasons = list(dict.fromkeys(_shortened(line) for line in refusal.splitlines() if line.strip()))
    more = len(reasons) - _MOST_REASONS
    return "; ".join(reasons[:_MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")


def _shortened(line: str) -> str:
    reason = _REST.sub("", line.strip()).removesuffix(".")
    return reason if len(reason) <= _MOST_LETTERS else f"{reason[:_MOST_LETTERS]}..."


def _export_layers(origin: Any, request: Request) -> Metadata:
    """Export, and warn only if that has gone well: the graph model's warnings are its own."""
    from tfjs_bridge.convert.layers_export import export_layers

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        metadata = export_layers(origin, request)
    for warning in caught:
        warnings.warn_explicit(
            warning.message, warning.category, warning.filename, warning.lineno, source=origin
        )
    return metadata


def _of_both(layers: Exception, graph: Exception) -> str:
    sides = {"layers": layers, "graph": graph}
    lines = [line for name, error in sides.items() for line in _indented(name, str(error))]
    return "\n".join(["model: neither format can hold it.", *lines])


def _indented(name: str, text: str) -> Sequence[str]:
    return [f"As a {name} model:", *(f"  {line}" for line in text.splitlines())]
