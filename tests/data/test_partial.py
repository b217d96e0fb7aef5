"""Tests of files that are still being downloaded."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tfjs_bridge.data.partial import claimed_part, remove_waiting_parts

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/f.gz"


def leave_part(folder: Path, data: bytes = b"half", url: str = URL) -> Path:
    """Interrupt a download of f.gz after ``data``; return what waits."""
    with claimed_part(folder, "f.gz", url) as part:
        part.write_bytes(data)
    return next(path for path in folder.iterdir() if path.read_bytes() == data)


def write_and_fail(folder: Path) -> None:
    with claimed_part(folder, "f.gz", URL) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt


def test_what_is_left_is_claimed_again(tmp_path: Path) -> None:
    """A download that was interrupted goes on where it was."""
    leave_part(tmp_path)
    with claimed_part(tmp_path, "f.gz", URL) as part:
        assert part.read_bytes() == b"half"


def test_an_exception_leaves_the_part(tmp_path: Path) -> None:
    """Whatever ends the block, the part waits under the name that a later download looks for."""
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["f.gz.f9297780.part"]


def test_a_part_has_one_owner(tmp_path: Path) -> None:
    """While one process has the part, another starts with nothing."""
    leave_part(tmp_path)
    with (
        claimed_part(tmp_path, "f.gz", URL) as first,
        claimed_part(tmp_path, "f.gz", URL) as second,
    ):
        assert first.exists()
        assert not second.exists()


def test_parts_of_other_urls_are_left_alone(tmp_path: Path) -> None:
    """The bytes of two mirrors must never be joined."""
    leave_part(tmp_path)
    with claimed_part(tmp_path, "f.gz", "https://example.com/f.gz") as part:
        assert not part.exists()


def test_nothing_is_left_of_a_finished_part(tmp_path: Path) -> None:
    """A block that moves its part away leaves no other file."""
    with claimed_part(tmp_path, "f.gz", URL) as part:
        part.write_bytes(b"whole")
        part.rename(tmp_path / "f.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["f.gz"]


@pytest.mark.parametrize(
    ("age_s", "is_taken"),
    [pytest.param(3600, True, id="abandoned"), pytest.param(1, False, id="alive")],
)
def test_the_part_of_a_killed_process_is_found(tmp_path: Path, age_s: int, is_taken: bool) -> None:
    """A part that nobody has written to for long belongs to nobody."""
    waiting = leave_part(tmp_path)
    orphan = waiting.rename(tmp_path / waiting.name.replace(".part", ".0123abcd.part"))
    os.utime(orphan, (time.time() - age_s,) * 2)
    with claimed_part(tmp_path, "f.gz", URL) as part:
        assert part.exists() == is_taken


def test_waiting_parts_are_removed(tmp_path: Path) -> None:
    """What other mirrors left goes; what runs, other files, and other files' parts stay."""
    leave_part(tmp_path, b"one")
    leave_part(tmp_path, b"two", "https://example.com/f.gz")
    kept = ["f.gz", "f.gz.part", "f.gz.00000000.11111111.part", "g.gz.00000000.part"]
    for name in kept:
        (tmp_path / name).write_bytes(b"")
    remove_waiting_parts(tmp_path, "f.gz")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
