"""Replace a folder as a whole: the new one is built beside it, and swapped in once complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tfjs_bridge.errors import UsageError


def names_in(folder: Path) -> set[str]:
    """List what is in a folder that is to be replaced.

    Returns:
        Names of files and folders; none if the folder does not exist.

    Raises:
        UsageError: The path does not end in a name, such as ``..``, or is not a folder.
    """
    if folder.name in ("", ".."):
        raise UsageError(
            f"{folder}: expected a folder with a name of its own, got one without. Choose a folder "
            f"in it."
        )
    if not folder.exists() and not folder.is_symlink():
        return set()
    if not folder.is_dir() or folder.is_symlink():
        # A link is refused too: the swap would replace the link, and leave its target as it was.
        got = "a link" if folder.is_symlink() else "a file"
        raise UsageError(f"{folder}: expected a folder, got {got}. Choose another folder.")
    return {path.name for path in folder.iterdir()}


@contextmanager
def swapping_in(folder: Path) -> Iterator[Path]:
    """Swap in what the block builds if it ends without an error; else `folder` stays as it was.

    Args:
        folder: What is replaced, or created along with its parents. Its content is lost: the caller
            has checked that it may be.

    Yields:
        An empty sibling folder to write into.
    """
    previous = folder.with_name(f".{folder.name}.previous")
    _finish_swap(folder, previous)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
    try:
        staged.chmod(0o755)  # mkdtemp makes it 0700, which a web server's user could not read
        yield staged
        _swap(staged, folder, previous)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _swap(staged: Path, folder: Path, previous: Path) -> None:
    """Rename twice: no system renames a folder over one that is not empty."""
    try:
        if folder.exists():
            folder.replace(previous)
        staged.replace(folder)
    except BaseException:
        _finish_swap(folder, previous)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _finish_swap(folder: Path, previous: Path) -> None:
    """Clean up after an interrupted swap: put the old folder back, or remove it if replaced."""
    if previous.exists() and not folder.exists():
        previous.replace(folder)
    elif previous.exists():
        shutil.rmtree(previous)
