"""Says what is at the path of a folder that a user named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NAMES_SHOWN: Final = 8


def contents(folder: Path) -> str:
    """Return in words what is at a path, for a message: its first names, where it is a folder."""
    if not folder.is_dir():
        return "a file" if folder.exists() else "nothing at this path"
    names = sorted(path.name for path in folder.iterdir())[:_NAMES_SHOWN]
    return ", ".join(names) or "an empty folder"
