"""A report's folder: what is replaced, what is refused, and what a failure leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tfjs_bridge.errors import UsageError
from tfjs_bridge.report.folder import check_replaceable, write_folder

OLD = {"report.html": b"old", "curves.png": b"old"}
NEW = {"report.html": b"new", "samples.png": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_parents_are_made(tmp_path: Path) -> None:
    """The paths are returned in the order of the files."""
    folder = tmp_path / "a" / "b"
    assert write_folder(folder, NEW) == [folder / "report.html", folder / "samples.png"]
    assert contents(folder) == NEW


def test_a_report_is_replaced_whole(tmp_path: Path) -> None:
    """No file of the old one stays, and nothing is left beside it."""
    write_folder(tmp_path / "out", OLD)
    write_folder(tmp_path / "out", NEW)
    assert contents(tmp_path / "out") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def other_file(folder: Path) -> None:
    folder.mkdir()
    (folder / "report.html").touch()
    (folder / "notes.txt").write_text("mine")


def folder_of_our_name(folder: Path) -> None:
    (folder / "curves.png").mkdir(parents=True)


def a_file(folder: Path) -> None:
    folder.write_text("mine")


def a_link(folder: Path) -> None:
    folder.with_name("elsewhere").mkdir()
    folder.symlink_to(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        pytest.param(
            other_file,
            "not replaced; expected a new or empty folder or a report, got one with notes.txt. "
            "Move that away, or choose another folder.",
            id="other file",
        ),
        pytest.param(folder_of_our_name, "got one with curves.png.", id="folder of our name"),
        pytest.param(a_file, "expected a folder, got a file.", id="file"),
        pytest.param(a_link, "expected a folder, got a link.", id="link"),
    ],
)
def test_what_is_no_report_is_never_replaced(
    tmp_path: Path, make: Callable[[Path], None], problem: str
) -> None:
    """It stays, and nothing is written."""
    folder = tmp_path / "out"
    make(folder)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=re.escape(problem)):
        write_folder(folder, NEW)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", [".", "..", "out/.."])
def test_a_folder_without_a_name_is_refused(name: str) -> None:
    """It could not be swapped."""
    with pytest.raises(UsageError, match="expected a folder with a name of its own"):
        check_replaceable(Path(name))


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """As one that does not exist."""
    (tmp_path / "out").mkdir()
    check_replaceable(tmp_path / "out")
    check_replaceable(tmp_path / "none")


def test_a_failure_leaves_the_old_report(tmp_path: Path) -> None:
    """In the middle of writing: nothing changed, nothing left over."""
    write_folder(tmp_path / "out", OLD)
    with pytest.raises(FileNotFoundError):
        write_folder(tmp_path / "out", {**NEW, "no/such/folder.png": b""})
    assert contents(tmp_path / "out") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_swap_that_was_cut_short_is_put_right(tmp_path: Path) -> None:
    """The old report had been moved away and the new one not yet put there."""
    write_folder(tmp_path / "out", OLD)
    (tmp_path / "out").rename(tmp_path / ".out.previous")
    with pytest.raises(FileNotFoundError):
        write_folder(tmp_path / "out", {"no/such/folder.png": b""})
    assert contents(tmp_path / "out") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
