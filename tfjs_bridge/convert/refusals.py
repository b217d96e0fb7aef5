"""Refusals that the file's check, the front-end and the translation share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

# What to do with what layers alone cannot express.
AS_GRAPH = "Or export a graph model, which can hold it: --format graph (in Python: format='graph')."


def python_model(label: str) -> str:
    """Say why a model is refused that is not a graph of layers."""
    return (
        f"{label}: its calculation is Python code, which the layers format cannot hold; expected a "
        f"Sequential or functional model. Rebuild it with keras.Model(inputs, outputs). {AS_GRAPH}"
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


def held_code(label: str) -> str:
    """Say why Python code in a file is not run, and which option runs it."""
    return (
        f"{label}: holds Python code, which could do anything and is not run by default. If you "
        f"trust whoever made the file, run it with --run-code (in Python: run_code=True), or "
        f"replace it by layers of keras.layers."
    )


def foreign_code(label: str, what: str, module: str, named: Sequence[str] | None) -> str:
    """Say why an object is not loaded whose code a module of the user's has to hold.

    Args:
        label: Of the layer that it is or is in, or of the model.
        what: ``"class"`` or ``"function"``, and its name.
        module: The one to import for it; empty where the file does not say.
        named: The modules that the user has named; `None` if no code may run.
    """
    problem = f"{label}: its {what} is not one of Keras's own"
    option = f"--custom-objects {module or 'MODULE'}"
    python = f"custom_objects=[{(module or 'MODULE')!r}]"
    with_name = "" if module else ", where MODULE is the module that defines it"
    if named:
        return (
            f"{problem}; expected one that {' or '.join(named)} defines or registers. Name its "
            f"module too: {option} (in Python: {python}){with_name}."
        )
    if named is not None:
        return f"{problem}. Name its module: {option} (in Python: {python}){with_name}."
    return (
        f"{problem}, and other Python code is not imported by default, since it could do anything. "
        f"If you trust it, name its module: --run-code {option} (in Python: run_code=True, "
        f"{python}){with_name}."
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
