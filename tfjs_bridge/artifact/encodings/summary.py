"""Say what became of a model's weights, in one line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tfjs_bridge.artifact.encodings.names import UNCHANGED
from tfjs_bridge.artifact.encodings.record import KeptWeight, Rounded
from tfjs_bridge.artifact.encodings.registry import encoding_of
from tfjs_bridge.artifact.weights import DTYPES

_MOST_NAMES = 3
# In this order; the counts of the first ones need no names.
_PLAIN = ("vector", "small", "not asked for", "other dtype", "constant")
_WORDS = {
    "vector": "vectors",
    "small": "small",
    "not asked for": "not asked for",
    "other dtype": "of another dtype",
    "constant": "constants",
    "not finite": "with NaN or infinite values",
    "out of range": "beyond the range of float16",
    "rewritten": "made of rounded ones for TensorFlow.js, and on no grid of theirs",
}
_SINGULAR = {"vectors": "vector", "constants": "constant"}


def summary(manifest: Sequence[Mapping[str, Any]], rounded: Rounded) -> str:
    """Return how many weights are stored in which encoding, and why others are not.

    Args:
        manifest: What `write_shards` returned.
        rounded: What it was given.
    """
    entries = [entry for group in manifest for entry in group["weights"]]
    counts: dict[str, int] = {}
    kept: dict[str, list[str]] = {}
    for entry in entries:
        name = encoding_of(entry).name
        counts[name] = counts.get(name, 0) + 1
        if name == UNCHANGED:
            kept.setdefault(_reason(entry, rounded), []).append(str(entry["name"]))
    now, before = sum(map(_bytes, entries)), sum(map(_plain_bytes, entries))
    parts = [f"{counts[name]} as {name}" for name in rounded.plan.encodings if name in counts]
    others = sorted(counts.keys() - {*rounded.plan.encodings, UNCHANGED})
    parts += [f"{counts[name]} as {name}" for name in others]
    if kept:
        parts.append(f"{counts[UNCHANGED]} unchanged ({'; '.join(_reasons(kept))})")
    return f"{now:,} bytes, unchanged {before:,}; {', '.join(parts) or 'there are none'}"


def _reason(entry: Mapping[str, Any], rounded: Rounded) -> str:
    origin = rounded.origin(str(entry["name"]))
    if isinstance(origin, KeptWeight):
        return origin.reason
    if entry["dtype"] != "float32":
        return "other dtype"
    if len(entry["shape"]) < 2:
        return "vector"
    least = max(map(rounded.least_values, rounded.plan.encodings), default=0)
    if _count(entry) < least:
        return "small"
    return "constant" if origin is None and not rounded.weights else "rewritten"


def _reasons(kept: Mapping[str, list[str]]) -> Iterator[str]:
    for reason, words in _WORDS.items():
        names = kept.get(reason, [])
        if names and reason in _PLAIN:
            yield f"{len(names)} {words}" if len(names) > 1 else f"1 {_SINGULAR.get(words, words)}"
        elif names:
            more = len(names) - _MOST_NAMES
            said = ", ".join(f"'{name}'" for name in names[:_MOST_NAMES])
            yield f"{said}{f' and {more} more' if more > 0 else ''} {words}"


def _bytes(entry: Mapping[str, Any]) -> int:
    return _count(entry) * encoding_of(entry).bytes_per_value(entry["dtype"])


def _plain_bytes(entry: Mapping[str, Any]) -> int:
    return _count(entry) * DTYPES[str(entry["dtype"])].itemsize


def _count(entry: Mapping[str, Any]) -> int:
    count: int = math.prod(entry["shape"])
    return count
