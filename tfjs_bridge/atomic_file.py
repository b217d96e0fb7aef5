"""Replaces a file whole: readers see the old one or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Write a file beside its place, and move it there when the block ends well.

    Args:
        path: The file to make or to replace; its parents are made.

    Yields:
        The path to write to, in the same folder and with the same suffix. If the block raises, it
        is removed, and `path` stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The suffix stays, because Keras chooses the format by it. The dot keeps the file out of
    # listings and off the web server. The process's number keeps two exports from sharing it.
    temporary = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
