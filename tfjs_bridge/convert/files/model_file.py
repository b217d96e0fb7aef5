"""Load a model file, of whichever kind its content says that it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.checks import check_config, parse_config
from tfjs_bridge.convert.files.deserialize import deserialized
from tfjs_bridge.convert.files.h5_file import H5Model, read_h5_model
from tfjs_bridge.convert.files.h5_weights import assign_weights
from tfjs_bridge.convert.files.keras3_h5 import with_modules
from tfjs_bridge.convert.files.keras_file import load_keras_file
from tfjs_bridge.convert.files.legacy.config import keras3_form
from tfjs_bridge.convert.files.legacy.pruning import dropped_layers
from tfjs_bridge.convert.files.other_files import described, zip_of_another
from tfjs_bridge.convert.files.other_folders import described_folder
from tfjs_bridge.convert.files.purpose import Purpose, Split, Target
from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.convert.files.user_objects import UserObjects
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.keras_classes import MODELS
from tfjs_bridge.convert.refusals import python_model
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

_ZIP = b"PK"
_HDF5 = b"\x89HDF\r\n\x1a\n"


def load_model_file(
    path: Path,
    input_shapes: Mapping[str, Shape] | None = None,
    target: Target = "layers",
    code: UserCode | None = None,
    *,
    split: Split | None = None,
    with_values: bool = True,
) -> Any:
    """Load a model from a `.keras` file, or a `.h5` file of Keras 3 or Keras 2.

    The content decides which it is, not the name. Nothing that the file holds is run unless `code`
    allows it: its configuration is checked before Keras sees it, and all refusals are raised at
    once.

    Args:
        path: The file.
        input_shapes: As for `read_keras_model`; for refusals that depend on them.
        target: The format to be exported to. With ``"graph"`` all of Keras's own layers may be in
            the file, but for those that run other programs.
        code: The Python code that the file may run, for ``"graph"``.
        split: As for `Purpose`; layers of text and lookups are placeholders then.
        with_values: As for `Purpose`.

    Returns:
        A Keras 3 model, not compiled.

    Raises:
        ArtifactError: Not a readable model file.
        UnsupportedModelError: It holds what cannot be exported or must not be loaded.
        UsageError: A module of `code` cannot be imported.
    """
    start = _start(path)
    objects = None if code is None else UserObjects(code)
    purpose = Purpose(input_shapes, target, objects, split, with_values)
    if start.startswith(_ZIP):
        other = zip_of_another(path)
        if other is not None:
            raise ArtifactError(other)
        return load_keras_file(path, purpose)
    # HDF5 allows other bytes before its own; its mark is then at 512, 1024, 2048 and so on.
    if _HDF5 in start:
        return _load_h5(path, purpose)
    raise ArtifactError(described(path, start))


def _start(path: Path) -> bytes:
    """Return the file's first bytes."""
    if path.is_dir():
        raise ArtifactError(described_folder(path))
    if not path.is_file():
        raise ArtifactError(
            f"{path}: expected a .keras or .h5 file, got no such file. Check the path."
        )
    with path.open("rb") as file:
        return file.read(4096)


def _load_h5(path: Path, purpose: Purpose) -> Any:
    file = read_h5_model(path)
    saved = parse_config(path, file.config)
    if saved.get("class_name") not in MODELS:
        raise UnsupportedModelError(python_model(f"model of class {saved.get('class_name')}"))
    config, refusals = _keras3_form(path, file, saved, purpose)
    check_config(path, config, refusals, purpose)
    model = deserialized(path, config, purpose)
    # Keras 3's own loader fails for every RNN of Keras 2 (`time_major`), and takes nested models'
    # weights in the order of the layers, which is not always the file's.
    assign_weights(path, model, file.weights, dropped_layers(saved, config))
    return model


def _keras3_form(
    path: Path, file: H5Model, saved: dict[str, Any], purpose: Purpose
) -> tuple[dict[str, Any], tuple[str, ...]]:
    if file.keras_version.startswith("3"):
        return with_modules(saved), ()
    if file.keras_version.startswith(("0.", "1.")):
        raise UnsupportedModelError(
            f"{path}: written by Keras {file.keras_version}; expected Keras 2 or 3. Load and save "
            f"it again with Keras 2."
        )
    return keras3_form(path, saved, purpose.keras2_layers(), purpose.front_layers())
