"""MNIST from the user's cache folder, which the mirrors fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tfjs_bridge.data.cache import cache_folder, choose_mirrors
from tfjs_bridge.data.download import RemoteFile, download
from tfjs_bridge.data.mnist_files import ByteArray, read_content
from tfjs_bridge.data.mnist_specs import MNIST_FILES, FileSpec
from tfjs_bridge.errors import DataError
from tfjs_bridge.progress import Message, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MIRROR_VARIABLE: Final = "TFJS_BRIDGE_MNIST_MIRROR"
MIRRORS: Final = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
_ADVICE: Final = (
    "Connect to the internet, name a mirror in TFJS_BRIDGE_MNIST_MIRROR, "
    "or pass a folder with the files to --data-dir."
)
# gzip makes what it cannot compress a little larger.
_GZIP_SLACK_BYTES: Final = 64 * 1024


def read_cached(
    *,
    progress: ProgressCallback = ignore_progress,
    files: Sequence[FileSpec] = MNIST_FILES,
) -> list[ByteArray]:
    """Read MNIST from the cache; what is missing there, or damaged, is downloaded first.

    Args:
        progress: called with a line that says where the data came from, with what was wrong, and
            with how far downloads are.
        files: the files to read.

    Returns:
        uint8 arrays in the order of ``files``, each of its file's shape.

    Raises:
        MirrorsUnreachableError: Something has to be downloaded, and no mirror answered.
        DataError: Mirrors answered, none with the right file; or the cache cannot be written.
        UsageError: ``TFJS_BRIDGE_MNIST_MIRROR`` holds no URL.
    """
    folder = cache_folder("mnist")
    arrays = [_from_cache(folder, spec, progress) for spec in files]
    missing = [spec for spec, values in zip(files, arrays, strict=True) if values is None]
    if not missing:
        progress(Message(f"MNIST: read from the cache, {folder}."))
        return [values for values in arrays if values is not None]
    count = f"{len(missing)} of {len(files)} files"
    progress(Message(f"MNIST: downloading {count} to the cache, {folder}."))
    return [
        _from_mirrors(folder, spec, progress) if values is None else values
        for spec, values in zip(files, arrays, strict=True)
    ]


def _from_cache(folder: Path, spec: FileSpec, progress: ProgressCallback) -> ByteArray | None:
    path = folder / f"{spec.name}.gz"
    try:
        # Checked each time: a full disk or another program may have damaged the cache.
        return read_content(path.read_bytes(), path.name, spec)
    except FileNotFoundError:
        return None
    except (OSError, DataError) as error:
        progress(Message(f"MNIST: the cached file is unusable; downloading it again. {error}"))
        return None


def _from_mirrors(folder: Path, spec: FileSpec, progress: ProgressCallback) -> ByteArray:
    remote = RemoteFile(
        name=f"{spec.name}.gz",
        sha256=spec.sha256,
        max_bytes=spec.content_bytes + _GZIP_SLACK_BYTES,
        advice=_ADVICE,
    )
    mirrors = choose_mirrors(MIRROR_VARIABLE, MIRRORS)
    content = download(remote, mirrors, folder, progress=progress)
    return read_content(content, remote.name, spec)
