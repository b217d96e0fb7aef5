"""Save an imported model as a `.keras` file, whole or not at all."""

from __future__ import annotations

import json
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

from tfjs_bridge.atomic_file import replacing_file
from tfjs_bridge.errors import UsageError
from tfjs_bridge.from_tfjs.proof import Drawn, require_equal
from tfjs_bridge.keras_backend import load_keras, without_tensorflow

SUFFIX = ".keras"


def check_out(out: Path) -> None:
    """Refuse a place where the file cannot be.

    Raises:
        UsageError: It has another suffix, or is a folder.
    """
    if out.suffix != SUFFIX or out.is_dir():
        got = "a folder" if out.is_dir() else f"'{out.name}'"
        raise UsageError(
            f"{out}: cannot be written; expected a name that ends in {SUFFIX}, got {got}. "
            f"Give one, such as model{SUFFIX}."
        )


def save_model(model: Any, out: Path, drawn: Drawn | None = None) -> None:
    """Save a model, and read it back.

    Args:
        model: The model.
        out: The file.
        drawn: What to run what was read back on, and what it has to give; not run by default.

    Raises:
        UsageError: The place is not one for such a file.
        VerificationError: The file gives other outputs.
    """
    check_out(out)
    keras = load_keras()
    with replacing_file(out) as temporary, without_tensorflow(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        model.save(temporary)
        _without_dates(temporary)
        if drawn is not None:
            require_equal(keras.saving.load_model(temporary, compile=False), drawn)


def _without_dates(file: Path) -> None:
    """Write an archive again without the time and the addresses of its objects.

    Keras puts both into it; the same model is to give the same bytes.
    """
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    metadata = json.loads(parts["metadata.json"])
    parts["metadata.json"] = json.dumps({"keras_version": metadata["keras_version"]}).encode()
    parts["config.json"] = _numbered(parts["config.json"])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def _numbered(config: bytes) -> bytes:
    numbers: dict[bytes, int] = {}

    def number(match: re.Match[bytes]) -> bytes:
        own = numbers.setdefault(match[2], len(numbers) + 1)
        return match[1] + str(own).encode()

    return re.sub(rb'("shared_object_id": )(\d+)', number, config)
