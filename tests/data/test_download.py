"""Tests of downloading a file from mirrors, with real servers on this machine."""

from __future__ import annotations

import gzip
import hashlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.data.mirror_server import (
    Behaviour,
    closed_port,
    cut_off,
    ranged,
    serving,
    status,
    whole,
    without_length,
    wrong_range,
)
from tests.data.seen import Seen
from tfjs_bridge.data.download import MirrorsUnreachableError, RemoteFile, download
from tfjs_bridge.errors import DataError
from tfjs_bridge.progress import Download, ProgressEvent

if TYPE_CHECKING:
    from pathlib import Path

# Random bytes do not shrink, so that the body comes in several pieces.
CONTENT = np.random.default_rng(5).bytes(200_000)
BODY = gzip.compress(CONTENT)
FILE = RemoteFile("f.gz", hashlib.sha256(CONTENT).hexdigest(), 250_000, "Ask for help.")
OTHER_DIGEST = hashlib.sha256(b"other").hexdigest()

FAULTS = [
    pytest.param(status(404), "HTTP 404 Not Found", id="missing"),
    pytest.param(whole(b"<p>", "text/html"), "a web page (text/html)", id="web page"),
    pytest.param(whole(gzip.compress(b"other")), f"SHA-256 {OTHER_DIGEST}", id="wrong digest"),
    pytest.param(without_length(BODY[:-9]), "broken gzip data", id="truncated, length unknown"),
    pytest.param(whole(BODY + bytes(60_000)), "more than 250,000 bytes", id="too much"),
    pytest.param(cut_off(BODY, 90_000), "only 90,000 of 200,", id="truncated"),
]


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def interrupt(folder: Path, mirror_url: str) -> None:
    """Press Ctrl-C after the first piece."""

    def progress(event: ProgressEvent) -> None:
        assert isinstance(event, Download)
        if event.done_bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(FILE, [mirror_url], folder, progress=progress)


def test_a_file_is_downloaded_and_kept(tmp_path: Path) -> None:
    """The uncompressed bytes are returned, and the mirror's bytes are in the folder, made new."""
    folder = tmp_path / "new" / "cache"
    with serving(ranged(BODY)) as mirror:
        assert download(FILE, [mirror.url], folder) == CONTENT
    assert mirror.requests == [("/f.gz", None)]
    assert (folder / "f.gz").read_bytes() == BODY
    assert listing(folder) == ["f.gz"]


@pytest.mark.parametrize(
    ("behaviour", "total"),
    [
        pytest.param(whole(BODY), len(BODY), id="length known"),
        pytest.param(without_length(BODY), None, id="length unknown"),
    ],
)
def test_progress_is_told(tmp_path: Path, behaviour: Behaviour, total: int | None) -> None:
    """Progress starts at 0, grows with each piece, and ends with the size."""
    seen = Seen()
    with serving(behaviour) as mirror:
        download(FILE, [mirror.url], tmp_path, progress=seen)
    done = [each.done_bytes for each in seen.downloads]
    assert {(each.file_name, each.total_bytes) for each in seen.downloads} == {("f.gz", total)}
    assert done == sorted(set(done))
    assert (done[0], done[-1]) == (0, len(BODY))


@pytest.mark.parametrize("fault", [pytest.param(fault.values[0], id=fault.id) for fault in FAULTS])
def test_the_next_mirror_is_tried(tmp_path: Path, fault: Behaviour) -> None:
    """A mirror without the file costs nothing but time, and leaves nothing behind."""
    with serving(fault) as bad, serving(ranged(BODY)) as good:
        assert download(FILE, [bad.url, good.url], tmp_path) == CONTENT
    assert bad.requests
    assert good.ranges == [None]
    assert listing(tmp_path) == ["f.gz"]


@pytest.mark.parametrize(("fault", "reason"), FAULTS)
def test_in_the_end_each_mirror_is_named(tmp_path: Path, fault: Behaviour, reason: str) -> None:
    """The error says what each mirror gave; what the cache had is left as it was."""
    (tmp_path / "f.gz").write_bytes(b"old")
    with (
        serving(fault) as first,
        serving(status(403)) as second,
        pytest.raises(DataError) as caught,
    ):
        download(FILE, [first.url, second.url], tmp_path)
    assert not isinstance(caught.value, MirrorsUnreachableError)
    assert re.fullmatch(
        rf"f\.gz: no mirror has the right file; expected content with SHA-256 {FILE.sha256}, "
        rf"got {re.escape(reason)}.* from {first.url}f\.gz; "
        rf"HTTP 403 Forbidden from {second.url}f\.gz\. Ask for help\.",
        str(caught.value),
    )
    assert (tmp_path / "f.gz").read_bytes() == b"old"


def test_a_wrong_digest_leaves_no_file(tmp_path: Path) -> None:
    """Bytes that were checked and found wrong are not kept for resuming."""
    with (
        serving(whole(gzip.compress(b"other"))) as mirror,
        pytest.raises(DataError, match="no mirror has the right file"),
    ):
        download(FILE, [mirror.url], tmp_path)
    assert listing(tmp_path) == []


def test_an_interrupted_download_is_resumed(tmp_path: Path) -> None:
    """After Ctrl-C there is no file under the final name, and the next call fetches the rest."""
    seen = Seen()
    with serving(ranged(BODY)) as mirror:
        interrupt(tmp_path, mirror.url)
        (part,) = tmp_path.iterdir()
        size = part.stat().st_size
        assert part.name.endswith(".part")
        content = download(FILE, [mirror.url], tmp_path, progress=seen)
    assert content == CONTENT
    assert mirror.ranges == [None, f"bytes={size}-"]
    assert seen.downloads[0].done_bytes == size > 0
    assert listing(tmp_path) == ["f.gz"]


@pytest.mark.parametrize(
    ("later", "requests"),
    [
        pytest.param(whole(BODY), 2, id="ranges are ignored"),
        pytest.param(wrong_range(BODY), 3, id="another range is sent"),
        pytest.param(status(416), 3, id="the range is refused"),
    ],
)
def test_without_the_rest_it_starts_afresh(tmp_path: Path, later: Behaviour, requests: int) -> None:
    """A server that does not honour the range still gives the file, from its beginning."""
    with serving(ranged(BODY), later, ranged(BODY)) as mirror:
        interrupt(tmp_path, mirror.url)
        assert download(FILE, [mirror.url], tmp_path) == CONTENT
    assert len(mirror.requests) == requests
    assert mirror.ranges[1] is not None
    assert requests == 2 or mirror.ranges[2] is None
    assert listing(tmp_path) == ["f.gz"]


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"x" * 50_000, id="other bytes"),
        pytest.param(BODY, id="already whole"),
        pytest.param(BODY + b"x", id="too long"),
    ],
)
def test_a_part_that_does_not_fit_is_dropped(tmp_path: Path, damaged: bytes) -> None:
    """Resuming from a part that is not the file's beginning ends with a fresh download."""
    with serving(ranged(BODY)) as mirror:
        interrupt(tmp_path, mirror.url)
        next(tmp_path.iterdir()).write_bytes(damaged)
        assert download(FILE, [mirror.url], tmp_path) == CONTENT
    assert mirror.ranges == [None, f"bytes={len(damaged)}-", None]
    assert listing(tmp_path) == ["f.gz"]


def test_parts_of_two_mirrors_are_not_joined(tmp_path: Path) -> None:
    """Mirrors pack the same content differently, so another mirror starts at 0."""
    with serving(ranged(BODY)) as first, serving(ranged(gzip.compress(CONTENT, 1))) as second:
        interrupt(tmp_path, first.url)
        assert download(FILE, [second.url], tmp_path) == CONTENT
    assert second.ranges == [None]
    assert listing(tmp_path) == ["f.gz"]


def test_a_lost_connection_is_gone_on_with(tmp_path: Path) -> None:
    """One call survives a connection that breaks, without fetching anything twice."""
    with serving(cut_off(BODY, 120_000), ranged(BODY)) as mirror:
        assert download(FILE, [mirror.url], tmp_path) == CONTENT
    assert mirror.ranges == [None, "bytes=120000-"]


def test_an_overloaded_mirror_is_asked_again(tmp_path: Path) -> None:
    """A server that may recover gets three tries."""
    with serving(status(503), status(503), ranged(BODY)) as mirror:
        assert download(FILE, [mirror.url], tmp_path) == CONTENT
    assert len(mirror.requests) == 3


def test_offline_is_told_apart_and_soon(tmp_path: Path) -> None:
    """When no mirror answers, the error has its own type and comes within three seconds."""
    urls = [closed_port(), "http://mirror.invalid/"]
    began_s = time.monotonic()
    with pytest.raises(MirrorsUnreachableError) as caught:
        download(FILE, urls, tmp_path)
    assert time.monotonic() - began_s < 3
    assert re.fullmatch(
        r"f\.gz: no mirror could be reached; expected an answer from one of 2, got no answer "
        rf"\(.+\) from {urls[0]}f\.gz; no answer \(.+\) from {urls[1]}f\.gz\. Ask for help\.",
        str(caught.value),
    )
    assert listing(tmp_path) == []


def test_one_answer_means_online(tmp_path: Path) -> None:
    """A mirror that answers with an error was reached, even if another was not."""
    with serving(status(404)) as mirror, pytest.raises(DataError) as caught:
        download(FILE, [closed_port(), mirror.url], tmp_path)
    assert not isinstance(caught.value, MirrorsUnreachableError)
    assert "no mirror has the right file" in str(caught.value)


def test_two_downloads_at_once(tmp_path: Path) -> None:
    """Downloads that run at the same time do not write to each other's files."""
    with serving(ranged(BODY)) as mirror, ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(download, FILE, [mirror.url], tmp_path) for _ in range(8)]
        assert [job.result() for job in jobs] == [CONTENT] * 8
    assert (tmp_path / "f.gz").read_bytes() == BODY
    assert listing(tmp_path) == ["f.gz"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The error names the folder and the variable that moves it."""
    (tmp_path / "file").write_bytes(b"")
    with serving(ranged(BODY)) as mirror, pytest.raises(DataError) as caught:
        download(FILE, [mirror.url], tmp_path / "file" / "cache")
    assert str(caught.value) == (
        f"{tmp_path}/file/cache: cannot keep downloads here; expected a folder that can be "
        "written, got Not a directory. Make it writable, or set TFJS_BRIDGE_CACHE to another."
    )
