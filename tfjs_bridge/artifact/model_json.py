"""`model.json`: the topology and the weights manifest, as TensorFlow.js reads them.

`tf.loadLayersModel` reads the format ``"layers-model"``, `tf.loadGraphModel` ``"graph-model"``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.manifest import manifest_groups
from tfjs_bridge.errors import ArtifactError

MODEL_JSON = "model.json"

_LAYERS, _GRAPH = "layers-model", "graph-model"

# Parsed JSON takes many times the memory of its text; parsers recurse for each level of nesting.
MOST_JSON_BYTES = 32 * 1024 * 1024
MOST_JSON_LEVELS = 256
# A string without an end counts as one, or the search would start again at each quotation mark in
# it, and take time that grows with the square of the size.
_TOKENS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


def write_model_json(
    folder: Path,
    *,
    topology: dict[str, Any],
    manifest: list[dict[str, Any]],
    converted_by: str,
    training: dict[str, Any] | None = None,
) -> None:
    """Write `model.json` into `folder`.

    Args:
        folder: An existing folder.
        topology: The model's ``{"class_name", "config"}``, in the form of Keras 2.
        manifest: The weights manifest that `write_shards` returned.
        converted_by: Name and version of the converter.
        training: Loss, metrics and optimizer, with which TensorFlow.js compiles the loaded model.
    """
    content = {
        "format": _LAYERS,
        "generatedBy": "keras",
        "convertedBy": converted_by,
        # loadLayersModel also takes a bare topology, but Keras 2's own form, which the converter
        # writes, is this one: loadLayersModelFromIOHandler in tfjs-layers/src/models.ts.
        "modelTopology": {"backend": "tensorflow", "model_config": topology},
        "weightsManifest": manifest,
    }
    _write(folder, content if training is None else content | {"trainingConfig": training})


def write_graph_model_json(
    folder: Path,
    *,
    topology: dict[str, Any],
    signature: dict[str, Any],
    manifest: list[dict[str, Any]],
    converted_by: str,
) -> None:
    """Write the `model.json` of a graph model into `folder`.

    Args:
        folder: An existing folder.
        topology: The graph, ``{"node", "library", "versions"}``; the library may be missing.
        signature: ``{"inputs", "outputs"}``, each a dict by the metadata's names, in its order, of
            ``{"name": "node:0", "dtype": "DT_FLOAT", "tensorShape": {"dim": [{"size": "-1"}]}}``.
        manifest: The weights manifest that `write_shards` returned; a weight has the name of its
            `Const` node.
        converted_by: Name and version of the converter.
    """
    content = {
        "format": _GRAPH,
        "generatedBy": "keras",
        "convertedBy": converted_by,
        # Not in userDefinedMetadata, from which loadGraphModel would take it first
        # (loadWithWeightMap in tfjs-converter/src/executor/graph_model.ts).
        "signature": signature,
        "modelTopology": topology,
        "weightsManifest": manifest,
    }
    _write(folder, content)


def add_training(folder: Path, training: dict[str, Any]) -> None:
    """Add loss, metrics and optimizer to the `model.json` in `folder`.

    Raises:
        ArtifactError: The file cannot be read.
    """
    _write(folder, read_json_object(folder / MODEL_JSON) | {"trainingConfig": training})


def replace_manifest(folder: Path, manifest: list[dict[str, Any]]) -> None:
    """Replace the weights manifest of the `model.json` in `folder`.

    Args:
        folder: Where it is.
        manifest: What `write_shards` returned.

    Raises:
        ArtifactError: The file cannot be read.
    """
    _write(folder, read_json_object(folder / MODEL_JSON) | {"weightsManifest": manifest})


def _write(folder: Path, content: dict[str, Any]) -> None:
    # By default, Python writes NaN, which JavaScript's JSON.parse refuses, and on Windows CRLF,
    # which would give another digest.
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    (folder / MODEL_JSON).write_text(text, encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> list[dict[str, Any]]:
    """Read and check the weights manifest of the `model.json` in `folder`.

    Returns:
        Its groups, ``{"paths", "weights"}``.

    Raises:
        ArtifactError: The file is missing or not a model, or the manifest is malformed.
    """
    content = read_json_object(folder / MODEL_JSON)
    if content.get("format") not in (_LAYERS, _GRAPH) or "modelTopology" not in content:
        raise ArtifactError(
            f"{folder / MODEL_JSON}: not a TensorFlow.js model; expected format '{_LAYERS}' or "
            f"'{_GRAPH}' with a modelTopology, got format {content.get('format')!r}. "
            f"Export the model again with tfjs-bridge."
        )
    return manifest_groups(content.get("weightsManifest"))


def read_input_shapes(folder: Path) -> list[tuple[int | None, ...]] | None:
    """Read the declared input shapes of the `model.json` in `folder`.

    Returns:
        One shape for each input, in order, batch size first; `None` if the topology is not of the
        form that our writers give it.

    Raises:
        ArtifactError: The file cannot be read.
    """
    content = read_json_object(folder / MODEL_JSON)
    topology = content.get("modelTopology")
    try:
        if content.get("format") == _GRAPH:
            return [_lengths(info) for info in content["signature"]["inputs"].values()]
        config = topology.get("model_config", topology)["config"]  # type: ignore[union-attr]
        layers = {layer["name"]: layer["config"] for layer in config["layers"]}
        ends = config["input_layers"]
        return [tuple(layers[end[0]]["batch_input_shape"]) for end in ends]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # the verifier in Node goes through the whole topology and names the fault


def _lengths(info: dict[str, Any]) -> tuple[int | None, ...]:
    sizes = [int(length["size"]) for length in info["tensorShape"].get("dim", ())]
    return tuple(None if size == -1 else size for size in sizes)


def read_json_object(path: Path) -> dict[str, Any]:
    """Read a file that holds one JSON object.

    Raises:
        ArtifactError: It is missing, not UTF-8, not a JSON object, too large or too deeply nested.
    """
    try:
        content = json.loads(_read_bounded(path).decode("utf-8"))
    except OSError as error:
        raise ArtifactError(
            f"{path}: cannot be read ({error.strerror}); expected a file of an artifact. "
            f"Check the path, or export the model again."
        ) from error
    except ValueError as error:
        raise ArtifactError(f"{path}: not valid JSON ({error}). Export the model again.") from error
    if not isinstance(content, dict):
        raise ArtifactError(
            f"{path}: expected a JSON object, got {type(content).__name__}. Export the model again."
        )
    return content


def _read_bounded(path: Path) -> bytes:
    if path.stat().st_size > MOST_JSON_BYTES:
        raise ArtifactError(
            f"{path}: too large; expected at most {MOST_JSON_BYTES} bytes, "
            f"got {path.stat().st_size}. Export the model again."
        )
    data = path.read_bytes()
    if _levels(data) > MOST_JSON_LEVELS:
        raise ArtifactError(
            f"{path}: too deeply nested; expected at most {MOST_JSON_LEVELS} levels of brackets, "
            f"got more. Export the model again."
        )
    return data


def _levels(data: bytes) -> int:
    """Return how deeply lists and objects are nested."""
    level = deepest = 0
    for token in _TOKENS.finditer(data):
        first = data[token.start()]
        if first in b"[{":
            level += 1
            deepest = max(deepest, level)
        elif first in b"]}":
            level -= 1
    return deepest
