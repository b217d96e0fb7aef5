"""Files that are still being downloaded: each has one owner, and survives an interruption."""

from __future__ import annotations

import hashlib
import secrets
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A running download writes at least once in each network timeout (10 s). A file that was not
# written for so long belongs to a process that was killed.
_ABANDONED_AFTER_S: Final = 600.0


@contextmanager
def claimed_part(folder: Path, name: str, url: str) -> Iterator[Path]:
    """Own the partial file of a download, for as long as the block runs.

    A partial file that waits is renamed to a name that only this process knows, so that no two
    processes write to one. What the block leaves of it then waits under ``NAME.KEY.part``; KEY
    stands for the URL, because two mirrors' bytes must never be joined.

    Args:
        folder: where the partial file is, or will be.
        name: the file's final name.
        url: where the bytes are from.

    Yields:
        The path to write to. The file exists only where there is something to resume.
    """
    key = hashlib.sha256(url.encode()).hexdigest()[:8]
    waiting = folder / f"{name}.{key}.part"
    # Random, since process ids repeat on machines that share a cache folder.
    mine = folder / f"{name}.{key}.{secrets.token_hex(4)}.part"
    for candidate in (waiting, *_abandoned(folder, f"{name}.{key}.*.part")):
        if _is_taken_over(candidate, mine):
            break
    try:
        yield mine
    finally:
        with suppress(FileNotFoundError):
            mine.replace(waiting)


def remove_waiting_parts(folder: Path, name: str) -> None:
    """Remove what earlier, interrupted downloads of ``name`` left, from whichever URL.

    Args:
        folder: where the partial files are.
        name: the file's final name.
    """
    key = "[0-9a-f]" * 8
    for path in (*folder.glob(f"{name}.{key}.part"), *_abandoned(folder, f"{name}.{key}.*.part")):
        with suppress(OSError):
            # Another process may have it open, which on Windows keeps it from being removed.
            path.unlink()


def _abandoned(folder: Path, pattern: str) -> list[Path]:
    deadline = time.time() - _ABANDONED_AFTER_S
    return [path for path in folder.glob(pattern) if _modified_s(path) < deadline]


def _modified_s(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        # Gone since it was listed: another process has it, so it is not abandoned.
        return time.time()


def _is_taken_over(candidate: Path, mine: Path) -> bool:
    try:
        # A rename succeeds once: of two processes that see the same file, one gets it.
        candidate.rename(mine)
    except OSError:
        return False
    return True
