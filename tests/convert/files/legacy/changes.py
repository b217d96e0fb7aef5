"""Changes of the files that tf_keras saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py

Change = Callable[[dict[str, Any], h5py.File], None]
"""Changes the parsed configuration, or the file."""


def changed(path: Path, folder: Path, change: Change) -> Path:
    """A copy with another configuration."""
    copy = folder / "changed.h5"
    copy.write_bytes(path.read_bytes())
    with h5py.File(copy, "a") as file:
        config = json.loads(file.attrs["model_config"])
        change(config, file)
        file.attrs["model_config"] = json.dumps(config)
    return copy


def layer_settings(**settings: Any) -> Change:
    """A change of the settings of the layer behind the input."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        config["config"]["layers"][1]["config"].update(settings)

    return change


def layer_class(class_name: str) -> Change:
    """A change of the class of the layer behind the input."""

    def change(config: dict[str, Any], file: h5py.File) -> None:
        config["config"]["layers"][1]["class_name"] = class_name

    return change
