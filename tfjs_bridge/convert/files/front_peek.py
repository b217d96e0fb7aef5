"""Whether a model file has layers of text or lookups, found out without loading it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tfjs_bridge.convert.files.h5_file import read_h5_texts
from tfjs_bridge.convert.front_layers import FEATURE_SPACE_LAYERS, FRONT_LAYERS

_NAMES = tuple(f'"{name}"'.encode() for name in sorted(FRONT_LAYERS | FEATURE_SPACE_LAYERS))
# As for the configuration itself (keras_file.py): whoever loads it says what is wrong with it.
_LARGEST_BYTES = 64 * 1024 * 1024


def names_front(path: Path) -> bool:
    """Tell whether a file's configuration names such a layer; of no model file it does not."""
    try:
        text = _zip_config(path) if zipfile.is_zipfile(path) else _h5_config(path)
    except Exception:  # of whatever reads a damaged file
        return False
    return any(name in text for name in _NAMES)


def _zip_config(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo("config.json").file_size > _LARGEST_BYTES:
            return b""
        return archive.read("config.json")


def _h5_config(path: Path) -> bytes:
    (text,) = read_h5_texts(path, ["model_config"])
    return (text or "").encode()
