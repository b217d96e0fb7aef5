"""Replaces a folder whole: the new one is built beside it, and moved in when it is complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tfjs_bridge.errors import UsageError


def names_in(folder: Path) -> set[str]:
    """What is in a folder that shall be replaced; nothing where there is none yet.

    Raises:
        UsageError: The path names no folder of its own, or another thing is there.
    """
    if folder.name in ("", ".."):
        raise UsageError(
            f"{folder}: expected a folder with a name of its own, got one without. Name a folder "
            f"in it."
        )
    if not folder.exists() and not folder.is_symlink():
        return set()
    if not folder.is_dir() or folder.is_symlink():
        raise UsageError(f"{folder}: expected a folder, got another thing. Choose another folder.")
    return {path.name for path in folder.iterdir()}


@contextmanager
def swapping_in(folder: Path) -> Iterator[Path]:
    """Swap in what the block builds, when it ends well; else `folder` stays as it was.

    Args:
        folder: What is replaced, or made with its parents; the caller has checked that nothing in
            it is of use to anybody.

    Yields:
        An empty sibling folder to write into.
    """
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
    """Put right what a swap that was cut short left: the old artifact first."""
    if previous.exists() and not folder.exists():
        previous.replace(folder)
    elif previous.exists():
        shutil.rmtree(previous)
