"""The weights manifest: which weights are where in which shards, in TensorFlow.js's form."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tfjs_bridge.artifact.encodings.names import QUANTIZATIONS
from tfjs_bridge.artifact.encodings.registry import is_known
from tfjs_bridge.artifact.weights import DTYPES
from tfjs_bridge.errors import ArtifactError

# A name and never a path, so that a manifest cannot lead a reader out of the artifact's folder.
_SHARD_PATTERN = re.compile(r"group[1-9]\d*-shard[1-9]\d*of[1-9]\d*\.bin\Z")


def manifest_groups(manifest: Any) -> list[dict[str, Any]]:
    """Check a parsed `weightsManifest`.

    Args:
        manifest: Any JSON value.

    Returns:
        Its groups, ``{"paths", "weights"}``.

    Raises:
        ArtifactError: It is not what the format asks for.
    """
    if not isinstance(manifest, list) or not all(_is_group(group) for group in manifest):
        raise ArtifactError(
            "model.json: the weights manifest is malformed; expected a list of "
            '{"paths": [groupN-shardKofM.bin], "weights": [{"name", "shape", "dtype"}]} with dtype '
            f"one of {', '.join(DTYPES)}, stored unchanged or as {' or '.join(QUANTIZATIONS)}, got "
            f"{json.dumps(manifest)[:200]}. Export the model again."
        )
    _refuse_duplicates([path for group in manifest for path in group["paths"]])
    _refuse_duplicates([entry["name"] for group in manifest for entry in group["weights"]])
    return manifest


def _refuse_duplicates(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise ArtifactError(
            f"model.json: the weights manifest lists a name twice; expected each shard and each "
            f"weight once, got {twice!r} twice. Export the model again."
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
        and isinstance(entry.get("shape"), list)
        # Not isinstance, which lets true and false pass as 1 and 0.
        and all(type(size) is int and size >= 0 for size in entry["shape"])
        and is_known(entry)
    )
