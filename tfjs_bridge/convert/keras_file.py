"""Opening a `.keras` file without running anything that is in it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tfjs_bridge.convert.handlers import handlers
from tfjs_bridge.convert.refusals import python_model, unknown_class
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow

_MEMBERS = ("config.json", "model.weights.h5")
_MODEL_CLASSES = frozenset({"Sequential", "Functional", "Model"})

# Only from these does Keras get to look up a name that the file gives. Anything else could be a
# function that does harm when called (keras.utils.get_file was one such, CVE-2025-8747).
_MODULES = re.compile(
    r"keras(\.(layers|initializers|regularizers|constraints|activations|models"
    r"|src\.models\.(sequential|functional|model)|src\.dtype_policies\.\w+))?\Z"
)
_CONFIG_BYTES = 64 * 1024 * 1024
_INFLATION = 100


def load_keras_file(path: Path) -> Any:
    """Load a model from a `.keras` file.

    The configuration is checked before Keras sees it: code (Lambda), classes from elsewhere and
    layers that cannot be exported are refused, all of them at once.

    Returns:
        A Keras model, not compiled.

    Raises:
        ArtifactError: Not a readable `.keras` file.
        UnsupportedModelError: It holds what cannot be exported or must not be loaded.
    """
    _check_config(_read_config(path))
    keras = load_keras()
    try:
        with without_tensorflow():
            return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises anything, from ValueError to h5py's KeyError
        raise ArtifactError(
            f"{path}: Keras cannot load it ({_first_line(error)}). Save the model again with "
            f"model.save('{path.name}')."
        ) from error


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error) else ''}"


def _read_config(path: Path) -> dict[str, Any]:
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no such file"
        raise ArtifactError(f"{path}: expected a .keras file, got {what}. Check the path.")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive)
            with archive.open("model.weights.h5") as weights:
                _check_links(path, weights)
            config = json.loads(archive.read("config.json"))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise ArtifactError(
            f"{path}: not a whole .keras file ({error}); expected the zip archive that Keras 3's "
            f"model.save('name.keras') writes. Save or copy the model again."
        ) from error
    if not isinstance(config, dict):
        raise ArtifactError(f"{path}: config.json holds no object. Save the model again.")
    return config


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    infos = {info.filename: info for info in archive.infolist()}
    for name in _MEMBERS:
        if name not in infos:
            raise ArtifactError(
                f"{path}: not a .keras file; expected a member {name}, got "
                f"{', '.join(sorted(infos)[:5]) or 'an empty archive'}. Save the model again."
            )
    for name in infos:
        if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
            raise ArtifactError(
                f"{path}: member '{name}' points outside the archive. Do not use this file."
            )
    inflated = sum(info.file_size for info in infos.values())
    if (
        infos["config.json"].file_size > _CONFIG_BYTES
        or inflated > _INFLATION * path.stat().st_size + _CONFIG_BYTES
    ):
        raise ArtifactError(
            f"{path}: would unpack to {inflated:,} bytes from {path.stat().st_size:,}, which no "
            f"model that Keras saved does. Do not use this file."
        )


def _check_links(path: Path, weights: IO[bytes]) -> None:
    """Refuse weights that HDF5 would fetch from other files of this machine."""
    import h5py

    with h5py.File(weights, "r") as file:
        for name, link, dataset in _walk_links(file):
            is_elsewhere = dataset is not None and (dataset.external or dataset.is_virtual)
            if is_elsewhere or isinstance(link, h5py.ExternalLink):
                raise ArtifactError(
                    f"{path}: weight '{name}' lies in another file. Do not use this file."
                )


def _walk_links(group: Any) -> Iterator[tuple[str, Any, Any]]:
    import h5py

    for key in group:
        link = group.get(key, getlink=True)
        item = group[key] if isinstance(link, h5py.HardLink) else None
        yield f"{group.name}/{key}", link, item if isinstance(item, h5py.Dataset) else None
        if isinstance(item, h5py.Group):
            yield from _walk_links(item)


def _check_config(config: dict[str, Any]) -> None:
    """Refuse what must not or cannot be deserialized, naming all of it."""
    class_name = config.get("class_name")
    if class_name not in _MODEL_CLASSES:
        raise UnsupportedModelError(python_model(f"model of class {class_name}"))
    model_config = config.get("config")
    model_config = model_config if isinstance(model_config, dict) else {}
    layers = model_config.get("layers")
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise ArtifactError("config.json: expected a list of layers. Save the model again.")
    problems = [problem for layer in layers for problem in _layer_problems(layer)]
    rest = {key: value for key, value in model_config.items() if key != "layers"}
    model = {"module": config.get("module"), "class_name": class_name, "config": rest}
    problems += [f"model: {problem}" for problem in _foreign_objects(model)]
    if problems:
        raise UnsupportedModelError("\n".join(dict.fromkeys(problems)))


def _layer_problems(layer: dict[str, Any]) -> Iterator[str]:
    class_name = layer.get("class_name")
    settings = layer.get("config")
    name = settings.get("name") if isinstance(settings, dict) else None
    label = f"layer '{name or layer.get('name')}' ({class_name})"
    if class_name == "Lambda":
        yield (
            f"{label}: holds Python code, which is never run and which JavaScript cannot run. "
            f"Replace it by layers of keras.layers."
        )
    elif class_name not in handlers():
        yield unknown_class(label)
    else:
        yield from (f"{label}: {problem}" for problem in _foreign_objects(layer))


def _foreign_objects(value: Any) -> Iterator[str]:
    """Find every object in a configuration that is not one of Keras's own."""
    if isinstance(value, list):
        for item in value:
            yield from _foreign_objects(item)
    elif isinstance(value, dict):
        module, name = value.get("module"), value.get("class_name")
        if name not in (None, "__keras_tensor__") and not (
            isinstance(module, str) and _MODULES.match(module)
        ):
            yield (
                f"names {module}.{name}, which is not a part of Keras's own layers and is not "
                f"loaded. Replace it by one of Keras's own."
            )
        for item in value.values():
            yield from _foreign_objects(item)
