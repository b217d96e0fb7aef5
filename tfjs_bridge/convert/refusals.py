"""Refusals that the file's check, the front-end and the translation share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any


def python_model(label: str) -> str:
    """Say why a model is refused that is not a graph of layers."""
    return (
        f"{label}: its calculation is Python code, which JavaScript cannot run; expected a "
        f"Sequential or functional model. Rebuild it with keras.Model(inputs, outputs)."
    )


def not_built(name: str) -> str:
    """Say why a model is refused whose shapes Keras does not know."""
    return (
        f"model '{name}': not built, so its shapes are unknown. Begin it with "
        f"keras.Input(shape=...)."
    )


def foreign_object(label: str, name: str, config: Any) -> str:
    """Say why an object is refused that is not one of Keras's own."""
    if name.endswith(".function"):
        return (
            f"{label}: holds the Python function {config!r}, which is never run and which "
            f"JavaScript cannot run. Replace it by one of Keras's own."
        )
    return (
        f"{label}: names {name}, which is not a part of Keras's own layers and is not loaded. "
        f"Replace it by one of Keras's own."
    )


_LINE = re.compile(r"layer '(?P<name>.+?)' \((?P<kind>[^()]+)\): (?P<reason>.+)")
_MOST_NAMES = 40


def in_groups(refusals: Iterable[str]) -> str:
    """Return one line for each reason, with the names of all layers that it is about."""
    lines: dict[tuple[str, str], list[str]] = {}
    for line in refusals:
        match = _LINE.fullmatch(line)
        key = (match["kind"], match["reason"]) if match else ("", line)
        names = lines.setdefault(key, [])
        if match and match["name"] not in names:
            names.append(match["name"])
    return "\n".join(_line(kind, reason, names) for (kind, reason), names in lines.items())


def _line(kind: str, reason: str, names: Sequence[str]) -> str:
    if not names:
        return reason
    if len(names) == 1:
        return f"layer '{names[0]}' ({kind}): {reason}"
    shown = [f"'{name}'" for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    last = f"{more} more" if more else shown.pop()
    verb = re.match(r"[a-z]+s (?<!this )", reason)  # "holds", "is": of each one
    each = "each " if verb else ""
    return f"layers {', '.join(shown)} and {last} ({kind}): {each}{reason}"
