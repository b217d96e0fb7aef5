"""What the shell offers for arguments; it is asked for with each press of the Tab key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import typer

# Exports are in `exported/` or `exported/pretrained/`, as seen from where people work.
_DEPTH: Final = 3
_MOST_FOLDERS: Final = 2_000
_LEFT_OUT: Final = frozenset({"node_modules", "__pycache__", "site-packages"})


def model_names(incomplete: str) -> list[str]:
    """Return the models that can be trained.

    Args:
        incomplete: What is typed already.
    """
    from tfjs_bridge.models.registry import all_models

    return [name for name in all_models() if name.startswith(incomplete)]


def recipe_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the recipes of the model that is typed already, or of all models.

    Args:
        context: Holds the model.
        incomplete: What is typed already.
    """
    from tfjs_bridge.models.registry import all_models

    known = all_models()
    # While an option has no value yet, arguments are not read, and are all in `args`.
    words = (context.params.get("model"), *context.args)
    model = next((known[word] for word in words if word in known), None)
    recipes = {name for one in ([model] if model else known.values()) for name in one.recipes}
    return sorted(name for name in recipes if name.startswith(incomplete))


def artifact_folders(incomplete: str) -> list[str]:
    """Return artifacts' folders below the one that is typed; where there are none, shells list all.

    Args:
        incomplete: What is typed already, such as ``exported/c``.
    """
    start, _ = os.path.split(incomplete)
    found = (os.path.join(start, path) for path in _artifacts(start or os.curdir))  # noqa: PTH118
    return sorted(path for path in found if path.startswith(incomplete))


def _artifacts(start: str) -> Iterator[str]:
    """Yield artifacts' folders, relative to where the search starts."""
    from tfjs_bridge.artifact.metadata import METADATA_JSON

    for count, (folder, names, files) in enumerate(os.walk(start)):
        below = os.path.relpath(folder, start)
        if METADATA_JSON in files:
            yield below
        depth = 0 if below == os.curdir else below.count(os.sep) + 1
        if depth == _DEPTH or METADATA_JSON in files:
            names.clear()
        names[:] = [name for name in names if name[0] != "." and name not in _LEFT_OUT]
        if count == _MOST_FOLDERS:  # nobody waits longer for a Tab
            return
