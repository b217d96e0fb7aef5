"""A report's folder, which is built beside its place and swapped in whole."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tfjs_bridge.atomic_folder import names_in, swapping_in
from tfjs_bridge.errors import UsageError

REPORT_HTML: Final = "report.html"
FILE_NAMES: Final = frozenset(
    {REPORT_HTML, "curves.png", "confusion.png", "classes.png", "mistakes.png", "samples.png"}
)


def check_replaceable(folder: Path) -> None:
    """Refuse an output folder whose content would be lost.

    A folder may be written when it does not exist, or holds no file but those of a report.

    Raises:
        UsageError: It is something else.
    """
    others = sorted(name for name in names_in(folder) if not _is_ours(folder / name))
    if others:
        raise UsageError(
            f"{folder}: not replaced; expected a new or empty folder or a report, got one with "
            f"{', '.join(others[:3])}. Move that away, or choose another folder."
        )


def _is_ours(path: Path) -> bool:
    # A folder of such a name is not ours, whatever is in it.
    return path.name in FILE_NAMES and path.is_file()


def write_folder(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write a report in one go: on a failure, `folder` stays as it was.

    Args:
        folder: The report's folder; its parents are made.
        files: Contents by name.

    Returns:
        The paths, in the order of `files`.

    Raises:
        UsageError: `folder` holds something that would be lost.
    """
    check_replaceable(folder)
    with swapping_in(folder) as staged:
        for name, content in files.items():
            (staged / name).write_bytes(content)
    return [folder / name for name in files]
