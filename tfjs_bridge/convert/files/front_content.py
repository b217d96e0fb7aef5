"""Vocabularies and weights of tf-idf, from a `.keras` file into placeholders of layers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.errors import ArtifactError

_AGAIN = "Save or copy the model again."
_LARGEST_BYTES = 256 * 1024 * 1024


def fill_front(path: Path, layers: Iterable[tuple[str, Any]], weights: Mapping[str, Any]) -> None:
    """Give each placeholder what its layer saved for itself.

    Args:
        path: The file, for messages and for its assets.
        layers: The model's layers by the names of their groups, such as ``layers/string_lookup``.
        weights: Weights of tf-idf by the same names: float, shape (tokens).

    Raises:
        ArtifactError: A vocabulary is not text, or not the layer's.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for group, layer in layers:
            is_placeholder = getattr(layer, "is_placeholder", False)
            settings: Any = layer.settings if is_placeholder else None
            if settings is None or not settings.is_lookup:
                continue
            idf = weights.get(group)
            name = f"assets/{group}/vocabulary.txt"
            if settings.vocabulary is None and name in names:
                is_text = settings.kind != "IntegerLookup"
                settings.set_vocabulary(_vocabulary(path, archive, name, is_text))
            if idf is not None:
                settings.idf_weights_const = np.asarray(idf).astype(np.float32)


def _vocabulary(path: Path, archive: zipfile.ZipFile, name: str, is_text: bool) -> list[Any]:
    """Read a vocabulary as Keras does (index_lookup.py, `load_assets`)."""
    if archive.getinfo(name).file_size > _LARGEST_BYTES:
        raise ArtifactError(
            f"{path}: '{name}' is larger than any vocabulary. Do not use this file."
        )
    try:
        lines = archive.read(name).decode("utf-8").splitlines()
        while lines and lines[-1] == "":
            lines.pop()
        return list(lines) if is_text else [int(line) for line in lines]
    except ValueError as error:
        what = "text in UTF-8" if is_text else "one whole number a line"
        raise ArtifactError(f"{path}: '{name}' is not {what} ({error}). {_AGAIN}") from error
