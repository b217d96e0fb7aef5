"""Changes of saved `.keras` files, for tests of what is damaged or older."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py


def rewrite(path: Path, member: str, change: Callable[[bytes], bytes | None]) -> None:
    """Change one member of the archive, or leave it out where `change` returns None."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    changed = change(members.pop(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        if changed is not None:
            archive.writestr(member, changed)


def with_config(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the parsed config.json."""

    def apply(data: bytes) -> bytes:
        config = json.loads(data)
        change(config)
        return json.dumps(config).encode()

    rewrite(path, "config.json", apply)


def with_changed_weights(path: Path, change: Callable[[h5py.File, Path], None]) -> None:
    """Change the weights' HDF5 file; `change` also gets the path of another HDF5 file."""
    secret = path.with_name("secret.h5")
    with h5py.File(secret, "w") as file:
        file["value"] = [1.0]

    def apply(data: bytes) -> bytes:
        copy = path.with_name("copy.h5")
        copy.write_bytes(data)
        with h5py.File(copy, "a") as file:
            change(file, secret)
        return copy.read_bytes()

    rewrite(path, "model.weights.h5", apply)
