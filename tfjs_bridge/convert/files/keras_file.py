"""Open a `.keras` file, a zip archive, without running anything that is in it."""

from __future__ import annotations

import json
import re
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path, PureWindowsPath
from typing import Any

from tfjs_bridge.convert.files.checks import check_config, parse_config
from tfjs_bridge.convert.files.deserialize import deserialized
from tfjs_bridge.convert.files.front_content import fill_front
from tfjs_bridge.convert.files.h5_file import check_h5
from tfjs_bridge.convert.files.keras2.model import load_keras2
from tfjs_bridge.convert.files.keras3_weights import (
    check_python_weights,
    check_weights,
    front_groups,
)
from tfjs_bridge.convert.files.purpose import FOR_LAYERS, Purpose
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.keras_classes import is_graph
from tfjs_bridge.errors import ArtifactError, ModelWarning

_WEIGHTS = "model.weights.h5"
_MEMBERS = ("config.json", _WEIGHTS)
# Of whole networks of keras.applications the configuration has less than 1 MB.
_CONFIG_BYTES = 64 * 1024 * 1024
# Keras stores its members as they are (saving_lib.py, `ZipFile(fileobj, "w")`), and weights hardly
# shrink where someone packs them again; a zip bomb of zeros has a ratio of about 1,000.
_INFLATION = 100


def load_keras_file(path: Path, purpose: Purpose = FOR_LAYERS) -> Any:
    """Load a model from a `.keras` file; see `load_model_file`."""
    with tempfile.TemporaryDirectory() as folder:
        # Out of the archive, so that nothing needs the weights in memory twice.
        weights = Path(folder, _WEIGHTS)
        config, version = unpacked(path, weights)
        if version.startswith("2."):
            return load_keras2(path, config, version, weights, purpose=purpose)
        check_config(path, config, (), purpose)
        model = deserialized(path, config, purpose)
        if purpose.objects is not None and purpose.split is None:
            _warn_of_assets(path)
        # Keras fills the model with what it finds under the names that it looks for, and says
        # nothing of what is left over.
        if is_graph(model):
            check_weights(path, model, weights)
        else:
            check_python_weights(path, model, weights)
        if not purpose.with_values:
            return model
        try:
            model.load_weights(weights)
        except Exception as error:  # Keras raises anything, from ValueError to h5py's KeyError
            raise ArtifactError(
                f"{path}: Keras cannot load its weights ({keras_reason(error)}). Save the model "
                f"again with model.save('{path.name}')."
            ) from error
        if purpose.split is not None:
            fill_front(path, *front_groups(model, weights))
    return model


def _warn_of_assets(path: Path) -> None:
    """Warn of files that layers of other classes than Keras's may have saved for themselves."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.match(r"assets/.*[^/]\Z", name)]
    if names:
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        warnings.warn(
            f"{path}: holds {shown}, which its layers load by themselves, and which are not loaded "
            f"here. If it computes with them, load it with keras.saving.load_model and export the "
            f"model itself.",
            ModelWarning,
            stacklevel=2,
        )


def unpacked(path: Path, weights: Path) -> tuple[dict[str, Any], str]:
    """Unpack the weights of a `.keras` file, checked.

    Args:
        path: The file.
        weights: Where they are to be: ``model.weights.h5`` in an existing folder.

    Returns:
        The model's configuration, and the version of the Keras that wrote it; empty if it does not
        say.

    Raises:
        ArtifactError: It is not a whole `.keras` file, or must not be unpacked.
    """
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no such file"
        raise ArtifactError(f"{path}: expected a .keras file, got {what}. Check the path.")
    try:
        with zipfile.ZipFile(path) as archive:
            # The sizes of all members first, and only then is anything unpacked.
            _check_members(path, archive)
            version = _keras_version(archive)
            archive.extract(_WEIGHTS, weights.parent)
            check_h5(path, weights)
            text = archive.read("config.json")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError and NotImplementedError: encrypted, or compressed in a way not known.
        raise ArtifactError(
            f"{path}: not a whole .keras file ({error}); expected the zip archive that "
            f"model.save('name.keras') writes. Save or copy the model again."
        ) from error
    return parse_config(path, text), version


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    infos = {info.filename: info for info in archive.infolist()}
    for name in _MEMBERS:
        if name not in infos:
            raise ArtifactError(
                f"{path}: not a .keras file; expected a member {name}, got "
                f"{', '.join(sorted(infos)[:5]) or 'an empty archive'}. Save the model again."
            )
    for name in infos:
        # PureWindowsPath knows both separators, and drives.
        member = PureWindowsPath(name)
        if member.anchor or ".." in member.parts:
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


def keras_version(path: Path) -> str:
    """Return the version of the Keras that wrote a `.keras` file; empty if it does not say.

    Raises:
        ArtifactError: The file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive)
            return _keras_version(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise ArtifactError(
            f"{path}: not a whole .keras file ({error}). Save or copy the model again."
        ) from error


def _keras_version(archive: zipfile.ZipFile) -> str:
    """Return the version of the Keras that wrote the file; empty if it does not say."""
    if "metadata.json" not in archive.namelist():
        return ""
    metadata = json.loads(archive.read("metadata.json"))
    version = metadata.get("keras_version") if isinstance(metadata, dict) else None
    return version if isinstance(version, str) else ""
