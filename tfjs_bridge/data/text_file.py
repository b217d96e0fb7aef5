"""Reads a text file that a user names, and says what is wrong with one that is not a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_BYTE_ORDER_MARK: Final = "\ufeff"


def read_bytes(path: Path) -> bytes:
    """Return all bytes of a file.

    Raises:
        DataError: There is no such file, or it cannot be read.
    """
    try:
        if path.is_dir():  # reading a folder raises another error on each system
            raise _unreadable(path, "a folder")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _unreadable(path, "no such file") from error
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def decode_text(data: bytes, path: Path) -> str:
    """Return the text of a UTF-8 file, without the byte-order mark that it may begin with.

    Args:
        data: all bytes of the file.
        path: what errors call it.

    Raises:
        DataError: The bytes are not UTF-8, hold a NUL byte, or hold no character.
    """
    try:
        # Not utf-8-sig, which counts an error's offset from behind the byte-order mark.
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path}: not UTF-8; expected a text file in UTF-8, got byte "
            f"0x{data[error.start]:02X} at byte offset {error.start:,}. Save it as UTF-8, or pass "
            "another file."
        ) from error
    # UTF-16 of English text is valid UTF-8, with a NUL beside each letter.
    if "\0" in text:
        raise DataError(
            f"{path}: not a text; expected no NUL bytes, got one at byte offset "
            f"{data.index(0):,}. If it is a text in UTF-16, save it as UTF-8, or pass another file."
        )
    # Editors on Windows write it, and it would be a character to learn.
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if not text:
        raise DataError(
            f"{path}: empty; expected a text, got no character. Pass a file that holds one."
        )
    return text


def _unreadable(path: Path, got: str) -> DataError:
    return DataError(
        f"{path}: cannot be read; expected a text file in UTF-8, got {got}. "
        "Pass the path of a text file to --corpus."
    )
