"""What becomes of output that cannot be written: the one place for stdout and stderr."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tfjs_bridge.errors import TfjsBridgeError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputError(TfjsBridgeError):
    """The result could not be written, as on a full disk."""

    exit_code = 4  # as for other files that are no good; web/node/io/output.mjs has the same


class _GuardedFile(io.FileIO):
    """A file that takes what it is given, even where nobody can have it any more.

    A reader that has gone, as with `| head -1`, is no fault of the command's: it finishes without a
    word, with its own exit code. By itself Python would write a traceback, and click end with 1,
    which is a failed check here.
    """

    def __init__(self, descriptor: int, *, is_needed: bool) -> None:
        """Write to a descriptor that stays open; only if `is_needed` is a failure an error."""
        # `sys.__stdout__` goes on using the descriptor, so it must outlive this object.
        super().__init__(descriptor, "wb", closefd=False)
        self.is_lost = False
        self._is_needed = is_needed

    def write(self, data: ReadableBuffer, /) -> int:
        if not self.is_lost:
            try:
                return super().write(data)
            except OSError as error:
                self.is_lost = True  # or Python would try again when it ends
                if self._is_needed and error.errno != errno.EPIPE:
                    raise _not_written(error) from error
        # As if all were written: for less, BufferedWriter would call again and again.
        return memoryview(data).nbytes


def guard_output() -> None:
    """Replace `sys.stdout` and `sys.stderr` by streams that do not end in a traceback.

    Terminals stay as they are: on Windows they have files of their own kind.
    """
    sys.stdout = _guarded(sys.stdout, is_needed=True)
    sys.stderr = _guarded(sys.stderr, is_needed=False)


def is_reader_gone() -> bool:
    """Whether nobody can have what is written to stdout."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return isinstance(raw, _GuardedFile) and raw.is_lost


def _guarded(stream: TextIO | None, *, is_needed: bool) -> TextIO:
    if stream is None:  # closed by the caller: >&-
        return Path(os.devnull).open("w", encoding="utf-8")
    if stream.isatty() or not isinstance(stream, io.TextIOWrapper):
        return stream
    # What the old stream still holds would come out after the new one's output.
    stream.flush()
    file = _GuardedFile(stream.fileno(), is_needed=is_needed)
    return io.TextIOWrapper(
        io.BufferedWriter(file),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _not_written(error: OSError) -> OutputError:
    if error.errno == errno.ENOSPC:
        return OutputError(
            "standard output: cannot be written; expected free space, got a full disk (ENOSPC). "
            "Free some space, or write elsewhere."
        )
    return OutputError(
        f"standard output: cannot be written; expected an open file, pipe or terminal, got "
        f"{error.strerror}. Write elsewhere."
    )
