"""What a model file says of its model, without making it: for files whose model is refused."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.convert.files.checks import parse_config
from tfjs_bridge.convert.files.h5_file import read_h5_model, read_h5_texts, walk_h5
from tfjs_bridge.convert.files.keras2.config import h5_form
from tfjs_bridge.convert.files.keras3_h5 import with_modules
from tfjs_bridge.convert.files.keras_file import keras_version, unpacked
from tfjs_bridge.convert.files.legacy.config import keras3_form
from tfjs_bridge.convert.files.purpose import Purpose
from tfjs_bridge.convert.keras_classes import MODELS

FileKind = Literal["keras", "h5"]


@dataclass(frozen=True, slots=True)
class StoredWeight:
    """One weight as a file holds it."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says.

    Attributes:
        kind: What the file is, by its content.
        keras_version: Of the Keras that wrote it; empty if it does not say.
        config: The model as a `.keras` file of Keras 3 holds it.
        refusals: Of what has no form there.
        weights: By the names of the layers; of layers that give none, by those of their groups.
    """

    kind: FileKind
    keras_version: str
    config: dict[str, Any]
    refusals: tuple[str, ...]
    weights: dict[str, list[StoredWeight]]


def file_kind(path: Path) -> FileKind:
    """Tell by a file's first bytes whether it is a `.keras` file; else it is HDF5, or nothing."""
    with path.open("rb") as file:
        return "keras" if file.read(2) == b"PK" else "h5"


def file_version(path: Path) -> str:
    """Return the version of the Keras that wrote a file; empty if it does not say.

    Raises:
        ArtifactError: The file is damaged.
    """
    if file_kind(path) == "keras":
        return keras_version(path)
    return read_h5_texts(path, ["keras_version"])[0] or ""


def describe_file(path: Path) -> Description:
    """Read what a file says of its model.

    Args:
        path: A `.keras` or `.h5` file.

    Raises:
        ArtifactError: It cannot be read, or holds no model.
    """
    # For graph, all of Keras's own classes may be there, as they are looked at one by one.
    purpose = Purpose(target="graph")
    kind = file_kind(path)
    if kind == "keras":
        saved, version, weights = _of_keras_file(path)
    else:
        file = read_h5_model(path)
        saved, version = parse_config(path, file.config), file.keras_version
        weights = {
            layer: [StoredWeight(name, x.shape, x.dtype.name, x.nbytes) for name, x in values]
            for layer, values in file.weights.items()
        }
    if saved.get("class_name") not in MODELS:
        return Description(kind, version, saved, (), weights)
    if version.startswith("3") or (kind == "keras" and not version.startswith("2.")):
        config = saved if kind == "keras" else with_modules(saved)
        return Description(kind, version, config, (), weights)
    old = h5_form(saved) if kind == "keras" else saved
    config, refusals = keras3_form(path, old, purpose.keras2_layers(), purpose.front_layers())
    return Description(kind, version, config, refusals, weights)


def _of_keras_file(path: Path) -> tuple[dict[str, Any], str, dict[str, list[StoredWeight]]]:
    import h5py

    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder, "model.weights.h5")
        config, version = unpacked(path, weights)
        with h5py.File(weights, "r") as file:
            found: dict[str, list[StoredWeight]] = {}
            for name, _, dataset in walk_h5(file):
                if dataset is not None and "/vars/" in name:
                    layer = _owner(dataset.parent)
                    found.setdefault(layer, []).append(_stored(name, dataset))
        return config, version, found


def _owner(group: Any) -> str:
    """Return the name of the layer whose weights a group holds: since Keras 3.4 it says so."""
    name = group.attrs.get("name")
    return str(name) if name is not None else group.name.removesuffix("/vars").lstrip("/")


def _stored(name: str, dataset: Any) -> StoredWeight:
    shape = tuple(int(size) for size in dataset.shape)
    return StoredWeight(name.lstrip("/"), shape, dataset.dtype.name, dataset.nbytes)
