"""Weight shards: named arrays to files on disk and back."""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.encodings.encoding import manifest_entry
from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.artifact.encodings.registry import encoding_of
from tfjs_bridge.artifact.manifest import manifest_groups
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.errors import ArtifactError

# Small enough for a browser to load several at a time and to cache each.
SHARD_BYTES = 4 * 1024 * 1024

# TensorFlow.js makes no variable of another name: tensorNameRegex in tfjs-layers/src/common.ts.
_NAME_PATTERN = re.compile(r"[A-Za-z0-9][-A-Za-z0-9._/]*\Z")


def write_shards(
    weights: Iterable[NamedWeight],
    folder: Path,
    *,
    shard_bytes: int = SHARD_BYTES,
    rounded: Rounded = NOTHING_ROUNDED,
) -> list[dict[str, Any]]:
    """Write all weights as one group of shards.

    Args:
        weights: In the order in which they are to be stored. They are taken and written one by
            one, so that an iterator needs memory for only one of them.
        folder: An existing folder.
        shard_bytes: Size of every shard but the last.
        rounded: What the model's weights were rounded to; those that lose nothing by it are stored
            so, and the others unchanged.

    Returns:
        The weights manifest, with one group.

    Raises:
        ArtifactError: TensorFlow.js would refuse a weight's name, a name occurs twice, or a dtype
            cannot be stored.
    """
    entries: list[dict[str, Any]] = []
    parts: list[Path] = []
    pieces = _pieces(_encoded(weights, entries, rounded), shard_bytes)
    for number, shard in itertools.groupby(pieces, key=operator.itemgetter(0)):
        # A shard's final name holds the count of shards, which is known only after the last weight.
        parts.append(folder / f"group1-shard{number}.part")
        with parts[-1].open("wb") as file:
            file.writelines(piece for _, piece in shard)
    paths = [f"group1-shard{k}of{len(parts)}.bin" for k in range(1, len(parts) + 1)]
    for part, path in zip(parts, paths, strict=True):
        part.rename(folder / path)
    return [{"paths": paths, "weights": entries}]


def _encoded(
    weights: Iterable[NamedWeight], entries: list[dict[str, Any]], rounded: Rounded
) -> Iterator[memoryview]:
    """Yield each weight's bytes, and append its manifest entry to `entries`."""
    seen: set[str] = set()
    for weight in weights:
        _check_name(weight.name, seen)
        seen.add(weight.name)
        encoded = rounded.encode(weight)
        entries.append(manifest_entry(weight, encoded))
        yield encoded.data


def _check_name(name: str, seen: set[str]) -> None:
    if not _NAME_PATTERN.match(name) or name in seen:
        got = "it twice" if name in seen else "another"
        raise ArtifactError(
            f"weight '{name}': TensorFlow.js cannot look it up; expected a unique name of letters, "
            f"digits and -._/, got {got}. Rename the layer."
        )


def _pieces(chunks: Iterable[memoryview], shard_bytes: int) -> Iterator[tuple[int, memoryview]]:
    """Cut chunks where one shard ends and the next begins.

    Yields:
        The number of the piece's shard, from 1, and the piece.
    """
    position = 0
    for chunk in chunks:
        rest = chunk
        while rest:
            shard, used = divmod(position, shard_bytes)
            piece = rest[: shard_bytes - used]
            yield shard + 1, piece
            position += len(piece)
            rest = rest[len(piece) :]


def read_weights(folder: Path, manifest: Any) -> list[NamedWeight]:
    """Read all weights that a manifest describes, in its order.

    Args:
        folder: Where the shards are.
        manifest: The parsed `weightsManifest`, not checked yet.

    Raises:
        ArtifactError: The manifest is malformed, a shard is missing, or the shards hold more or
            fewer bytes than the weights need.
    """
    return [weight for group in manifest_groups(manifest) for weight in _read_group(folder, group)]


def _read_group(folder: Path, group: dict[str, Any]) -> Iterator[NamedWeight]:
    try:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
    except OSError as error:
        raise ArtifactError(
            f"{folder}: a weight shard cannot be read ({error}). Export the model again."
        ) from error
    entries = [(entry, encoding_of(entry)) for entry in group["weights"]]
    sizes = [
        math.prod(e["shape"]) * encoding.bytes_per_value(e["dtype"]) for e, encoding in entries
    ]
    if sum(sizes) != len(data):
        raise ArtifactError(
            f"{folder}: the shards do not fit the weights manifest; expected {sum(sizes)} bytes, "
            f"got {len(data)}. Export the model again."
        )
    ends = itertools.accumulate(sizes)
    for (entry, encoding), size, end in zip(entries, sizes, ends, strict=True):
        yield NamedWeight(entry["name"], encoding.decode(data[end - size : end], entry))
