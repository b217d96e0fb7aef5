"""Shards of anybody's TensorFlow.js model: files within its folder, read where they are needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tfjs_bridge.artifact.plain_weights import STRING_LENGTH_BYTES, WeightEntry, read_entry
from tfjs_bridge.errors import ArtifactError


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """Weights whose bytes follow each other, and the files that hold these bytes, in order."""

    paths: tuple[str, ...]
    entries: tuple[WeightEntry, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a weight is: from the byte `start` of its group on, `length` bytes."""

    group: WeightGroup
    entry: WeightEntry
    start: int
    length: int


def read_groups(label: Path, manifest: Any) -> list[WeightGroup]:
    """Check a parsed `weightsManifest`: names of files stay within the model's folder.

    Args:
        label: The file with the manifest, for messages.
        manifest: Any JSON value; `None` for a model without weights.

    Raises:
        ArtifactError: TensorFlow.js could not load it, a name occurs twice, or a file's name leads
            out of the folder.
    """
    try:
        groups = [_read_group(group) for group in _as_list([] if manifest is None else manifest)]
        _refuse_twice("shard", [path for group in groups for path in group.paths])
        _refuse_twice("weight", [entry.name for group in groups for entry in group.entries])
    except ValueError as error:
        raise ArtifactError(
            f"{label}: the weights manifest is malformed; expected a list of "
            f'{{"paths", "weights": [{{"name", "shape", "dtype"}}]}}, got {error}. '
            f"Get the model's files again."
        ) from error
    return groups


def _as_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{str(value)[:80]} in place of a list")
    return value


def _read_group(group: Any) -> WeightGroup:
    if not isinstance(group, dict):
        raise ValueError(f"the group {str(group)[:80]}")
    paths = tuple(_inner_path(path) for path in _as_list(group.get("paths")))
    return WeightGroup(paths, tuple(read_entry(entry) for entry in _as_list(group.get("weights"))))


def _inner_path(path: Any) -> str:
    """Check a shard's path, which is relative to the model's folder and stays in it."""
    if not isinstance(path, str) or not path or any(sign in path for sign in "\\:\0"):
        raise ValueError(f"the shard {path!r}, which is not a path within the model's folder")
    # TensorFlow.js's downloads:// writes "./name.weights.bin"; PurePosixPath drops the dot.
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise ValueError(f"the shard {path!r}, which is outside of the model's folder")
    return str(pure)


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the {what} {name!r} twice")
        seen.add(name)


def shard_file(folder: Path, name: str) -> Path:
    """Find a shard, which no link may move out of the folder.

    Raises:
        ArtifactError: It is missing, not a file, or elsewhere.
    """
    path = folder / name
    try:
        resolved, home = path.resolve(strict=True), folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of links, before Python 3.13
        raise ArtifactError(
            f"{path}: the weight shard is missing; expected the files that the model's JSON lists. "
            f"Copy them next to it."
        ) from error
    if not resolved.is_relative_to(home) or not resolved.is_file():
        raise ArtifactError(
            f"{path}: not used as a weight shard; expected a file within {folder}, "
            f"got {'another kind' if resolved.is_relative_to(home) else 'a link out of it'}. "
            f"Copy the file itself there."
        )
    return resolved


def locate(folder: Path, group: WeightGroup) -> Iterator[Span]:
    """Yield where each weight of a group is.

    Raises:
        ArtifactError: A shard is missing, or the shards hold more or fewer bytes than the weights.
    """
    files = [shard_file(folder, name) for name in group.paths]
    total = sum(file.stat().st_size for file in files)
    position = 0
    for entry in group.entries:
        length = _length(files, entry, position, total)
        yield Span(group, entry, position, length)
        position += length
    if position != total:
        raise _unfit(folder, group, position, total)


def _length(files: Sequence[Path], entry: WeightEntry, start: int, total: int) -> int:
    if entry.stored is not None:
        return entry.count * entry.stored.itemsize
    position = start
    for _ in range(entry.count):
        if position + STRING_LENGTH_BYTES > total:
            return entry.count * STRING_LENGTH_BYTES  # too many for the files; the sum shows it
        head = read_range(files, position, STRING_LENGTH_BYTES)
        position += STRING_LENGTH_BYTES + int.from_bytes(head, "little")
    return position - start


def _unfit(folder: Path, group: WeightGroup, expected: int, got: int) -> ArtifactError:
    return ArtifactError(
        f"{folder}: the shards {', '.join(group.paths[:3])}{' ...' * (len(group.paths) > 3)} do "
        f"not fit the weights manifest; expected {expected} bytes, got {got}. "
        f"Get the model's files again."
    )


def read_range(files: Iterable[Path], start: int, length: int) -> bytes:
    """Read bytes of files as if they were one.

    Args:
        files: In order.
        start: The first byte.
        length: How many; fewer are returned where the files end.
    """
    parts: list[bytes] = []
    for file in files:
        size = file.stat().st_size
        if start < size and length > 0:
            with file.open("rb") as stream:
                stream.seek(start)
                parts.append(stream.read(length))
            length -= len(parts[-1])
        start = max(0, start - size)
    return b"".join(parts)


def read_span(folder: Path, span: Span) -> bytes:
    """Read the bytes of one weight.

    Raises:
        ArtifactError: A shard cannot be read any more.
    """
    try:
        files = [shard_file(folder, name) for name in span.group.paths]
        data = read_range(files, span.start, span.length)
    except OSError as error:
        raise ArtifactError(
            f"{folder}: a weight shard cannot be read ({error}). Get the model's files again."
        ) from error
    if len(data) != span.length:
        raise _unfit(folder, span.group, span.length, len(data))
    return data


def span_table(folder: Path, groups: Iterable[WeightGroup]) -> dict[str, Span]:
    """Return where each weight of all groups is, by name.

    Raises:
        ArtifactError: As `locate` does.
    """
    spans = itertools.chain.from_iterable(locate(folder, group) for group in groups)
    return {span.entry.name: span for span in spans}
