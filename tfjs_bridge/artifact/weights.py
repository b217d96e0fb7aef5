"""Weight shards: named arrays to bytes on disk and back, in TensorFlow.js's manifest form."""

from __future__ import annotations

import itertools
import json
import math
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import ArtifactError

SHARD_BYTES = 4 * 1024 * 1024

# Little-endian on every machine; TensorFlow.js reads the bytes into typed arrays as they are.
DTYPES: dict[str, np.dtype[Any]] = {
    "float32": np.dtype("<f4"),
    "int32": np.dtype("<i4"),
    "bool": np.dtype("?"),
}

# How a weight of float32 may be stored, where each of its values is a float16: in TensorFlow.js's
# words, which turns it into float32 again while it loads.
FLOAT16 = {"dtype": "float16", "original_dtype": "float32"}
_HALF = np.dtype("<f2")

NAME_PATTERN = re.compile(r"[A-Za-z0-9][-A-Za-z0-9._/]*\Z")
_SHARD_PATTERN = re.compile(r"group[1-9]\d*-shard[1-9]\d*of[1-9]\d*\.bin\Z")


@dataclass(frozen=True, slots=True, eq=False)
class NamedWeight:
    """One weight under the name that TensorFlow.js looks it up by.

    Attributes:
        name: ``layer/weight``, for example ``conv2d/kernel``.
        value: Any shape; dtype one of `DTYPES`.
    """

    name: str
    value: npt.NDArray[Any]


def to_bytes(name: str, value: npt.NDArray[Any]) -> tuple[str, memoryview]:
    """Encode one array as the format stores it, without a copy where it lies so already.

    Returns:
        The dtype's name and the values' bytes, little-endian and in C order.

    Raises:
        ArtifactError: The dtype cannot be stored.
    """
    if value.dtype.name not in DTYPES:
        raise ArtifactError(
            f"weight '{name}': dtype cannot be stored; expected one of {', '.join(DTYPES)}, "
            f"got {value.dtype.name}. Convert it first."
        )
    stored = np.ascontiguousarray(value, dtype=DTYPES[value.dtype.name])
    return value.dtype.name, stored.reshape(-1).view(np.uint8).data


def from_bytes(dtype: str, shape: Sequence[int], data: bytes) -> npt.NDArray[Any]:
    """Decode what `to_bytes` encoded; `data` holds exactly that many values."""
    return np.frombuffer(data, dtype=DTYPES[dtype]).reshape(shape)


def is_float16(value: npt.NDArray[Any]) -> bool:
    """Whether an array can be stored as float16 without loss: one of float32, and large enough.

    Vectors are left as they are: their bytes do not count, and their rounding would.
    """
    if value.dtype != np.float32 or value.ndim < 2:
        return False
    with np.errstate(over="ignore"):
        return np.array_equal(value.astype(_HALF).astype(np.float32), value)


def write_shards(
    weights: Iterable[NamedWeight],
    folder: Path,
    *,
    shard_bytes: int = SHARD_BYTES,
    halves: bool = False,
) -> list[dict[str, Any]]:
    """Write all weights as one group of shards.

    Args:
        weights: In the order in which they are stored. Taken one by one, and written as they lie
            in memory.
        folder: An existing folder.
        shard_bytes: Size of every shard but the last.
        halves: Store as float16 what `is_float16`.

    Returns:
        The weights manifest: one group.

    Raises:
        ArtifactError: A name that TensorFlow.js would refuse, a name twice, or a dtype that cannot
            be stored.
    """
    entries: list[dict[str, Any]] = []
    parts: list[Path] = []
    pieces = _pieces(_encoded(weights, entries, halves=halves), shard_bytes)
    for number, shard in itertools.groupby(pieces, key=operator.itemgetter(0)):
        parts.append(folder / f"group1-shard{number}.part")
        with parts[-1].open("wb") as file:
            file.writelines(piece for _, piece in shard)
    paths = [f"group1-shard{k}of{len(parts)}.bin" for k in range(1, len(parts) + 1)]
    for part, path in zip(parts, paths, strict=True):
        part.rename(folder / path)
    return [{"paths": paths, "weights": entries}]


def _encoded(
    weights: Iterable[NamedWeight], entries: list[dict[str, Any]], *, halves: bool
) -> Iterator[memoryview]:
    """Yield each weight's bytes, and append its manifest entry to `entries`."""
    seen: set[str] = set()
    for weight in weights:
        if not NAME_PATTERN.match(weight.name) or weight.name in seen:
            got = "it twice" if weight.name in seen else "another"
            raise ArtifactError(
                f"weight '{weight.name}': TensorFlow.js cannot look it up; expected a unique name "
                f"of letters, digits and -._/, got {got}. Rename the layer."
            )
        seen.add(weight.name)
        dtype, data = to_bytes(weight.name, weight.value)
        shape = list(weight.value.shape)
        entry: dict[str, Any] = {"name": weight.name, "shape": shape, "dtype": dtype}
        if halves and is_float16(weight.value):
            entry["quantization"] = dict(FLOAT16)
            data = np.ascontiguousarray(weight.value, _HALF).reshape(-1).view(np.uint8).data
        entries.append(entry)
        yield data


def _pieces(chunks: Iterable[memoryview], shard_bytes: int) -> Iterator[tuple[int, memoryview]]:
    """Cut chunks where one shard ends and the next begins; each with its shard's number, from 1."""
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

    Raises:
        ArtifactError: The manifest is malformed, a shard is missing, or the shards hold more or
            fewer bytes than the weights need.
    """
    return [weight for group in manifest_groups(manifest) for weight in _read_group(folder, group)]


def manifest_groups(manifest: Any) -> list[dict[str, Any]]:
    """Check a parsed `weightsManifest` and return its groups.

    Raises:
        ArtifactError: It is not what the format asks for.
    """
    if not isinstance(manifest, list) or not all(_is_group(group) for group in manifest):
        raise ArtifactError(
            "model.json: the weights manifest is malformed; expected a list of "
            '{"paths": [groupN-shardKofM.bin], "weights": [{"name", "shape", "dtype"}]} with dtype '
            f"one of {', '.join(DTYPES)}, stored as it is or as float16, got "
            f"{json.dumps(manifest)[:200]}. Export the model again."
        )
    _refuse_twins([path for group in manifest for path in group["paths"]])
    _refuse_twins([entry["name"] for group in manifest for entry in group["weights"]])
    return manifest


def _refuse_twins(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        twin = next(name for name, count in Counter(names).items() if count > 1)
        raise ArtifactError(
            f"model.json: the weights manifest names the same twice; expected each shard and each "
            f"weight once, got {twin!r} twice. Export the model again."
        )


def _is_group(group: Any) -> bool:
    return (
        isinstance(group, dict)
        and isinstance(group.get("paths"), list)
        and all(isinstance(path, str) and _SHARD_PATTERN.match(path) for path in group["paths"])
        and isinstance(group.get("weights"), list)
        and all(_is_entry(entry) for entry in group["weights"])
    )


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("name"), str)
        and entry.get("dtype") in DTYPES
        and _is_stored_as_known(entry)
        and isinstance(entry.get("shape"), list)
        and all(isinstance(size, int) and size >= 0 for size in entry["shape"])
    )


def _is_stored_as_known(entry: dict[str, Any]) -> bool:
    if "quantization" not in entry:
        return True
    return bool(entry["quantization"] == FLOAT16 and entry["dtype"] == "float32")


def _stored_dtype(entry: dict[str, Any]) -> np.dtype[Any]:
    return _HALF if "quantization" in entry else DTYPES[entry["dtype"]]


def _read_group(folder: Path, group: dict[str, Any]) -> Iterator[NamedWeight]:
    try:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
    except OSError as error:
        raise ArtifactError(
            f"{folder}: a weight shard cannot be read ({error}). Export the model again."
        ) from error
    sizes = [math.prod(e["shape"]) * _stored_dtype(e).itemsize for e in group["weights"]]
    if sum(sizes) != len(data):
        raise ArtifactError(
            f"{folder}: the shards do not fit the weights manifest; expected {sum(sizes)} bytes, "
            f"got {len(data)}. Export the model again."
        )
    start = 0
    for entry, size in zip(group["weights"], sizes, strict=True):
        stored = np.frombuffer(data[start : start + size], _stored_dtype(entry))
        value = stored.astype(DTYPES[entry["dtype"]], copy=False).reshape(entry["shape"])
        yield NamedWeight(entry["name"], value)
        start += size
