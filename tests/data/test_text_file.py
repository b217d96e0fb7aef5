"""Tests of reading a text file that a user names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tfjs_bridge.data.text_file import decode_text, read_bytes
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("Été\r\n😀".encode(), "Été\r\n😀", id="as it is"),
        pytest.param(BOM + b"a", "a", id="byte-order mark"),
        pytest.param(BOM + BOM + b"a", "\ufeffa", id="only the first mark"),
        pytest.param(b"a" + BOM, "a\ufeff", id="only at the start"),
    ],
)
def test_a_text_is_read(tmp_path: Path, data: bytes, expected: str) -> None:
    """In UTF-8, whatever this machine's own encoding is."""
    path = tmp_path / "mine.txt"
    path.write_bytes(data)
    assert decode_text(read_bytes(path), path) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "empty; expected a text, got no character.", id="empty"),
        pytest.param(BOM, "empty; expected a text, got no character.", id="byte-order mark alone"),
        pytest.param(
            b"Caf\xe9 au lait",
            "not UTF-8; expected a text file in UTF-8, got byte 0xE9 at byte offset 3. Save it",
            id="Latin-1",
        ),
        pytest.param(
            BOM + b"a" * 2000 + b"\xff", "got byte 0xFF at byte offset 2,003.", id="after a mark"
        ),
        pytest.param("a".encode("utf-16"), "got byte 0xFF at byte offset 0.", id="UTF-16"),
        pytest.param("é".encode()[:1], "got byte 0xC3 at byte offset 0.", id="cut off"),
        pytest.param(b"\xed\xa0\x80", "got byte 0xED at byte offset 0.", id="half a pair"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "got byte 0x89 at byte offset 0.", id="PNG"),
        pytest.param(
            "ab".encode("utf-16-le"),
            "not a text; expected no NUL bytes, got one at byte offset 1. If it is a text in "
            "UTF-16, save it as UTF-8, or pass another file.",
            id="UTF-16 without a mark",
        ),
        pytest.param(b"\x7fELF" + bytes(9), "got one at byte offset 4.", id="binary"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """The file is named, and the first bad byte."""
    path = tmp_path / "mine.txt"
    with pytest.raises(DataError, match=f"^{re.escape(str(path))}: .*{re.escape(message)}"):
        decode_text(data, path)


@pytest.mark.parametrize(
    ("name", "got"),
    [
        pytest.param("none.txt", "no such file", id="missing"),
        pytest.param("file/none.txt", "no such file", id="below a file"),
        pytest.param(".", "a folder", id="folder"),
        pytest.param("n" * 300, "File name too long", id="no name"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, got: str) -> None:
    """A missing file, a folder, and whatever else the system says."""
    (tmp_path / "file").write_bytes(b"a")
    message = (
        f"{tmp_path / name}: cannot be read; expected a text file in UTF-8, got {got}. "
        "Pass the path of a text file to --corpus."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        read_bytes(tmp_path / name)
