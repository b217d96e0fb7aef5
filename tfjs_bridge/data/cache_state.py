"""What is in the cache of downloads, without changing it, and without NumPy: it may be broken."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tfjs_bridge.data.cache import CACHE_VARIABLE, cache_folder
from tfjs_bridge.data.digest import check_digest
from tfjs_bridge.data.gzipped import decompress
from tfjs_bridge.data.mnist_specs import MNIST_FILES
from tfjs_bridge.data.shakespeare import SHAKESPEARE
from tfjs_bridge.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheState:
    """What the cache holds of one dataset.

    Attributes:
        name: Of the dataset.
        folder: Where it is kept, or would be.
        is_moved: Whether the user chose the folder.
        files: How many files the dataset has.
        bytes: Of those that are there.
        missing: Names of files that are not there.
        damaged: Names of files that cannot be read, or are not what their names say.
    """

    name: str
    folder: Path
    is_moved: bool
    files: int
    bytes: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def cache_states() -> list[CacheState]:
    """Return the state of every dataset that is downloaded; each file is read and checked."""
    mnist = {f"{spec.name}.gz": spec.sha256 for spec in MNIST_FILES}
    shakespeare = {SHAKESPEARE.name: SHAKESPEARE.sha256}
    return [_state("MNIST", "mnist", mnist), _state("Shakespeare", "shakespeare", shakespeare)]


def _state(name: str, dataset: str, digests: Mapping[str, str]) -> CacheState:
    folder = cache_folder(dataset)
    size, missing, damaged = 0, [], []
    for file, digest in digests.items():
        try:
            data = (folder / file).read_bytes()
            size += len(data)
            # The digests are of what is in a packed file.
            check_digest(decompress(data, file), digest, what=file, advice="")
        except FileNotFoundError:
            missing.append(file)
        except (OSError, DataError):
            damaged.append(file)
    return CacheState(
        name=name,
        folder=folder,
        is_moved=bool(os.environ.get(CACHE_VARIABLE)),
        files=len(digests),
        bytes=size,
        missing=tuple(missing),
        damaged=tuple(damaged),
    )
