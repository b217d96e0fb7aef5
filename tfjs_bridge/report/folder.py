"""A report's folder: built beside its place and swapped in whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

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
    if folder.name in ("", ".."):
        raise UsageError(
            f"{folder}: expected a folder with a name of its own, got one without. Name a folder "
            f"in it."
        )
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise UsageError(f"{folder}: expected a folder, got another thing. Choose another folder.")
    others = sorted(path.name for path in folder.iterdir() if not _is_ours(path))
    if others:
        raise UsageError(
            f"{folder}: not replaced; expected a new or empty folder or a report, got one with "
            f"{', '.join(others[:3])}. Move that away, or choose another folder."
        )


def _is_ours(path: Path) -> bool:
    return path.name in FILE_NAMES and path.is_file()


def write_folder(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write a report in one go: on a failure, `folder` stays as it was.

    Args:
        folder: Where the report shall be; its parents are made.
        files: Contents by name.

    Returns:
        The paths, in the order of `files`.

    Raises:
        UsageError: `folder` holds something that would be lost.
    """
    with _replacing(folder) as staged:
        for name, content in files.items():
            (staged / name).write_bytes(content)
    return [folder / name for name in files]


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    check_replaceable(folder)
    previous = folder.with_name(f".{folder.name}.previous")
    _finish_swap(folder, previous)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
    try:
        staged.chmod(0o755)  # mkdtemp's 0700 would keep a web server's user out
        yield staged
        _swap(staged, folder, previous)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _swap(staged: Path, folder: Path, previous: Path) -> None:
    try:
        if folder.exists():
            folder.replace(previous)
        staged.replace(folder)
    except BaseException:
        _finish_swap(folder, previous)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _finish_swap(folder: Path, previous: Path) -> None:
    """Put right what a swap that was cut short left: the old report first."""
    if previous.exists() and not folder.exists():
        previous.replace(folder)
    elif previous.exists():
        shutil.rmtree(previous)
