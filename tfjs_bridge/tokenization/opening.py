"""Opens the tokenizers that an artifact's preprocessing names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.model_json import read_json_object
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.tokenization.encoder import Encode, create_encoder


def open_encoders(folder: Path, preprocessing: Mapping[str, Any]) -> dict[str, Encode]:
    """Return what gives the token ids of a text, by the name of a tokenizer's file.

    Args:
        folder: Of the artifact.
        preprocessing: Of the kind ``features``, as `read_metadata` returns it.

    Raises:
        ArtifactError: A file is missing or malformed, or is to be read in two ways.
        UsageError: The package `tokenizers` is not installed.
    """
    encoders: dict[str, Encode] = {}
    prepared: dict[str, Any] = {}
    for step in preprocessing["steps"]:
        if step["op"] != "tokenize":
            continue
        name, prepare = step["file"], step["prepare"]
        if name not in encoders:
            encoders[name] = _open(folder / name, prepare)
            prepared[name] = prepare
        elif prepared[name] != prepare:
            raise ArtifactError(
                f"{folder / name}: steps prepare its texts in two ways; expected one, got "
                f"{prepared[name]} and {prepare}. Export the model again."
            )
    return encoders


def _open(path: Path, prepare: Mapping[str, Any] | None) -> Encode:
    file = read_json_object(path)
    try:
        return create_encoder(file, prepare)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ArtifactError(
            f"{path}: malformed; expected a tokenizer of Hugging Face, got {error}. "
            f"Export the model again."
        ) from error
