"""Tests of Shakespeare in a folder and in the user's cache."""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.data.mirror_server import closed_port, everything, names, ranged, serving, whole
from tests.data.seen import Seen
from tests.data.short_play import PLAY, PLAY_FILE
from tfjs_bridge.data.download import MirrorsUnreachableError
from tfjs_bridge.data.shakespeare import MIRRORS, SHAKESPEARE, read_cached, read_folder
from tfjs_bridge.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

OTHER = PLAY.replace(b"\n", b"\r\n")
MIRROR_VARIABLE = "TFJS_BRIDGE_SHAKESPEARE_MIRROR"


def test_the_file_is_that_of_the_tutorial() -> None:
    """Its address is TensorFlow's."""
    assert [mirror + SHAKESPEARE.name for mirror in MIRRORS] == [
        "https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt"
    ]
    assert SHAKESPEARE.max_bytes == 1_115_394


def test_a_folder_is_read(tmp_path: Path) -> None:
    """By the file's name."""
    (tmp_path / "shakespeare.txt").write_bytes(PLAY)
    assert read_folder(tmp_path, PLAY_FILE) == PLAY


def test_another_text_in_a_folder_is_refused(tmp_path: Path) -> None:
    """Even if only its line ends differ: the digest says what was trained on."""
    (tmp_path / "shakespeare.txt").write_bytes(OTHER)
    message = (
        f"shakespeare.txt: not tiny Shakespeare; expected SHA-256 {PLAY_FILE.sha256}, "
        f"got {hashlib.sha256(OTHER).hexdigest()}. Download it again, or pass a text of your own "
        "to --corpus."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        read_folder(tmp_path, PLAY_FILE)


@pytest.mark.parametrize(
    ("name", "got"),
    [
        pytest.param("empty", "an empty folder", id="empty folder"),
        pytest.param("other", "hamlet.txt", id="another file"),
        pytest.param("other/hamlet.txt", "a file", id="a file"),
        pytest.param("none", "nothing at this path", id="no folder"),
        pytest.param("folder", "shakespeare.txt", id="a folder of that name"),
    ],
)
def test_a_folder_without_it_is_named(tmp_path: Path, name: str, got: str) -> None:
    """And what is there."""
    for folder in ("empty", "other", "folder/shakespeare.txt"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "other" / "hamlet.txt").write_bytes(PLAY)
    message = (
        f"{tmp_path / name}: Shakespeare is not here; expected a folder with shakespeare.txt, "
        f"got {got}. Put the file there, or pass another --data-dir."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        read_folder(tmp_path / name, PLAY_FILE)


def test_an_empty_cache_is_filled(text_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from the mirror, with progress, and the second time from the cache."""
    seen = Seen()
    with serving(everything({"shakespeare.txt": PLAY})) as mirror:
        monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
        for _ in range(2):
            assert read_cached(progress=seen, file=PLAY_FILE) == PLAY
    assert names(mirror.requests) == ["shakespeare.txt"]
    assert {each.file_name for each in seen.downloads} == {"shakespeare.txt"}
    assert [path.name for path in text_cache.iterdir()] == ["shakespeare.txt"]
    assert seen.lines == [
        f"Shakespeare: downloading shakespeare.txt to the cache, {text_cache}.",
        f"Shakespeare: read from the cache, {text_cache}.",
    ]


@pytest.mark.usefixtures("text_cache")
def test_a_mirror_may_pack_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the cache holds it packed, and it is unpacked from there."""
    with serving(whole(gzip.compress(PLAY))) as mirror:
        monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
        for _ in range(2):
            assert read_cached(progress=print, file=PLAY_FILE) == PLAY
    assert len(mirror.requests) == 1


def test_a_full_cache_needs_no_mirror(text_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cached is read offline, even with a variable that holds no URL."""
    text_cache.mkdir(parents=True)
    (text_cache / "shakespeare.txt").write_bytes(PLAY)
    monkeypatch.setenv(MIRROR_VARIABLE, "not a mirror")
    assert read_cached(progress=print, file=PLAY_FILE) == PLAY


@pytest.mark.usefixtures("text_cache")
def test_a_mirror_must_be_on_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """For folders there is --data-dir."""
    monkeypatch.setenv(MIRROR_VARIABLE, "intranet/texts")
    with pytest.raises(UsageError, match=f"^{MIRROR_VARIABLE}: not a web address"):
        read_cached(progress=print, file=PLAY_FILE)


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        pytest.param(OTHER, "shakespeare.txt: not tiny Shakespeare; expected SHA-256", id="other"),
        pytest.param(PLAY[:-1], "shakespeare.txt: not tiny Shakespeare", id="truncated"),
        pytest.param(b"", "shakespeare.txt: not tiny Shakespeare", id="empty"),
        pytest.param(b"\x1f\x8b", "shakespeare.txt: broken gzip data", id="broken gzip"),
    ],
)
def test_a_damaged_file_is_replaced(
    text_cache: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes, reason: str
) -> None:
    """A cached file that is another text is announced, and downloaded again."""
    text_cache.mkdir(parents=True)
    (text_cache / "shakespeare.txt").write_bytes(damaged)
    seen = Seen()
    with serving(ranged(PLAY)) as mirror:
        monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
        assert read_cached(progress=seen, file=PLAY_FILE) == PLAY
    assert (text_cache / "shakespeare.txt").read_bytes() == PLAY
    assert seen.lines[0].startswith(
        f"Shakespeare: the cached file is unusable; downloading it again. {reason}"
    )


def test_offline_says_what_to_do(text_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of an empty cache without a network names the ways out."""
    monkeypatch.setenv(MIRROR_VARIABLE, closed_port())
    with pytest.raises(
        MirrorsUnreachableError,
        match=r"Connect to the internet, name a mirror in TFJS_BRIDGE_SHAKESPEARE_MIRROR, "
        r"or pass a folder with the file to --data-dir\.$",
    ):
        read_cached(progress=print, file=PLAY_FILE)
    assert list(text_cache.iterdir()) == []
