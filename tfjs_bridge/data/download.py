"""Downloads one file from the first of several mirrors that has it, into a cache folder."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfjs_bridge.data.digest import sha256_hex
from tfjs_bridge.data.gzipped import decompress
from tfjs_bridge.data.mirror import MirrorError, open_url
from tfjs_bridge.data.partial import claimed_part, remove_waiting_parts
from tfjs_bridge.errors import DataError
from tfjs_bridge.progress import Download, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Short: there is another mirror, or other data that needs none.
_BACKOFF_S: Final = (0.2, 0.6)


class MirrorsUnreachableError(DataError):
    """No mirror gave any answer: most likely this machine is offline, or behind a firewall."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file whose content is known in advance.

    Attributes:
        name: the file's name on each mirror, and in the cache.
        sha256: lower-case hex, of the uncompressed bytes.
        max_bytes: no mirror may send more than this.
        advice: the sentence that tells a user what to do when no mirror has the file.
    """

    name: str
    sha256: str
    max_bytes: int
    advice: str = "Try again later."


def download(
    file: RemoteFile,
    mirrors: Sequence[str],
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
) -> bytes:
    """Download a file, check it, put it into ``folder``, and return its uncompressed bytes.

    The folder never holds a file under its final name that was not checked. An interrupted
    download leaves ``NAME.KEY.part``, from which the next one continues.

    Args:
        file: what to download.
        mirrors: base URLs that end with a slash, in the order to try.
        folder: the cache, made if missing.
        progress: called with `Download` at the start and after each piece.

    Raises:
        MirrorsUnreachableError: No mirror answered.
        DataError: Mirrors answered, none with the right file; or the folder cannot be written.
    """
    failures: list[MirrorError] = []
    with _explained_write_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for mirror in mirrors:
            result = _from_mirror(file, mirror + file.name, folder, progress)
            if isinstance(result, bytes):
                return result
            failures.append(result)
    raise _no_mirror_left(file, failures)


@contextmanager
def _explained_write_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataError(
            f"{folder}: cannot keep downloads here; expected a folder that can be written, "
            f"got {error.strerror or error}. Make it writable, or set TFJS_BRIDGE_CACHE to another."
        ) from error


def _from_mirror(
    file: RemoteFile, url: str, folder: Path, progress: ProgressCallback
) -> bytes | MirrorError:
    pauses_s = iter(_BACKOFF_S)
    while True:
        try:
            return _attempt(file, url, folder, progress)
        except MirrorError as failure:
            pause_s = next(pauses_s, None)
            if pause_s is None or not failure.is_transient:
                return failure
        time.sleep(pause_s)


def _attempt(file: RemoteFile, url: str, folder: Path, progress: ProgressCallback) -> bytes:
    with claimed_part(folder, file.name, url) as part:
        offset = part.stat().st_size if part.exists() else 0
        try:
            _fetch(file, url, part, offset, progress)
            content = _checked_content(file, url, part)
        except MirrorError as failure:
            if not failure.is_part_good:
                part.unlink(missing_ok=True)
                # The old part may be to blame: the next attempt starts without it.
                failure.is_transient = failure.is_transient or offset > 0
            raise
        # Only what was checked gets the final name, in one move.
        part.replace(folder / file.name)
    # Also those of other mirrors: nothing is left to resume.
    remove_waiting_parts(folder, file.name)
    return content


def _fetch(file: RemoteFile, url: str, part: Path, offset: int, progress: ProgressCallback) -> None:
    # A server that ignores the range sends the file from its start.
    with open_url(url, offset) as body, part.open("ab" if body.start else "wb") as sink:
        done = body.start
        progress(Download(file.name, done, body.total))
        for piece in body.pieces():
            done += len(piece)
            # A wrong or hostile mirror may send without end.
            if done > file.max_bytes:
                raise MirrorError(url, f"more than {file.max_bytes:,} bytes", is_part_good=False)
            sink.write(piece)
            progress(Download(file.name, done, body.total))


def _checked_content(file: RemoteFile, url: str, part: Path) -> bytes:
    try:
        content = decompress(part.read_bytes(), file.name)
    except DataError as error:
        raise MirrorError(url, "broken gzip data", is_part_good=False) from error
    digest = sha256_hex(content)
    if digest != file.sha256:
        raise MirrorError(url, f"SHA-256 {digest}", is_part_good=False)
    return content


def _no_mirror_left(file: RemoteFile, failures: Sequence[MirrorError]) -> DataError:
    got = "; ".join(f"{failure.reason} from {failure.url}" for failure in failures)
    if any(failure.is_reached for failure in failures):
        return DataError(
            f"{file.name}: no mirror has the right file; expected content with SHA-256 "
            f"{file.sha256}, got {got}. {file.advice}"
        )
    return MirrorsUnreachableError(
        f"{file.name}: no mirror could be reached; expected an answer from one of "
        f"{len(failures)}, got {got}. {file.advice}"
    )
