"""Tiny Shakespeare, the text of the character models' tutorials: from a folder or the cache.

Source: https://www.tensorflow.org/text/tutorials/text_generation, which downloads the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfjs_bridge.data.cache import cache_folder, choose_mirrors
from tfjs_bridge.data.digest import check_digest
from tfjs_bridge.data.download import RemoteFile, download
from tfjs_bridge.data.folders import contents
from tfjs_bridge.data.gzipped import decompress
from tfjs_bridge.errors import DataError
from tfjs_bridge.progress import Message, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from pathlib import Path

MIRROR_VARIABLE: Final = "TFJS_BRIDGE_SHAKESPEARE_MIRROR"
MIRRORS: Final = ("https://storage.googleapis.com/download.tensorflow.org/data/",)
# ASCII, so bytes are characters.
SHAKESPEARE: Final = RemoteFile(
    name="shakespeare.txt",
    sha256="86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    # Exactly the text's size: with one byte more it is another file.
    max_bytes=1_115_394,
    advice=f"Connect to the internet, name a mirror in {MIRROR_VARIABLE}, or pass a folder with "
    "the file to --data-dir.",
)


def read_folder(folder: Path, file: RemoteFile = SHAKESPEARE) -> bytes:
    """Read Shakespeare from a folder.

    Args:
        folder: where ``shakespeare.txt`` is.
        file: the file to read.

    Raises:
        DataError: The file is missing, or is another text.
    """
    path = folder / file.name
    if not path.is_file():
        raise DataError(
            f"{folder}: Shakespeare is not here; expected a folder with {file.name}, "
            f"got {contents(folder)}. Put the file there, or pass another --data-dir."
        )
    content = path.read_bytes()
    _check_digest(content, file, "Download it again, or pass a text of your own to --corpus.")
    return content


def read_cached(
    *, progress: ProgressCallback = ignore_progress, file: RemoteFile = SHAKESPEARE
) -> bytes:
    """Read Shakespeare from the cache; if it is missing there, or damaged, it is downloaded first.

    Args:
        progress: called with a line that says where the text came from, with what was wrong, and
            with how far the download is.
        file: the file to read.

    Raises:
        MirrorsUnreachableError: The file has to be downloaded, and no mirror answered.
        DataError: Mirrors answered, none with the right file; or the cache cannot be written.
        UsageError: ``TFJS_BRIDGE_SHAKESPEARE_MIRROR`` holds no URL.
    """
    folder = cache_folder("shakespeare")
    cached = _from_cache(folder, file, progress)
    if cached is not None:
        progress(Message(f"Shakespeare: read from the cache, {folder}."))
        return cached
    progress(Message(f"Shakespeare: downloading {file.name} to the cache, {folder}."))
    mirrors = choose_mirrors(MIRROR_VARIABLE, MIRRORS)
    return download(file, mirrors, folder, progress=progress)


def _from_cache(folder: Path, file: RemoteFile, progress: ProgressCallback) -> bytes | None:
    try:
        # A mirror may have packed the file, and the cache holds what the mirror sent.
        content = decompress((folder / file.name).read_bytes(), file.name)
        _check_digest(content, file, "It is replaced.")
    except FileNotFoundError:
        return None
    except (OSError, DataError) as error:
        progress(
            Message(f"Shakespeare: the cached file is unusable; downloading it again. {error}")
        )
        return None
    return content


def _check_digest(content: bytes, file: RemoteFile, advice: str) -> None:
    what = f"{file.name}: not tiny Shakespeare"
    check_digest(content, file.sha256, what=what, advice=advice)
