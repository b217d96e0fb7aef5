"""The one door: what can be told of a model, whatever its files are."""

from __future__ import annotations

import json
from pathlib import Path

from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.inspection.document import Inspection

_JSON = b"{"


def inspect(path: str | Path) -> Inspection:
    """Look into a model without running it, or anything that its files hold.

    Args:
        path: The folder of an artifact or of any TensorFlow.js model, its `model.json`, or a
            `.keras` or `.h5` file of Keras 3 or 2.

    Returns:
        Its layers or nodes, with shapes, parameters, bytes and multiply-adds; of a Keras file also
        what an export would do with each layer. What is wrong with damaged files is in `faults`.

    Raises:
        ArtifactError: There is nothing at `path`, it is no model, or nothing of it can be read.
    """
    path = Path(path)
    if not path.exists():
        raise ArtifactError(
            f"{path}: does not exist; expected the folder of a TensorFlow.js model, its "
            f"model.json, or a .keras or .h5 file. Check the path."
        )
    if _is_tensorflowjs(path):
        from tfjs_bridge.inspection.tensorflowjs import inspect_tensorflowjs

        return _checked(path, inspect_tensorflowjs(path))
    from tfjs_bridge.inspection.saved.keras_file import inspect_keras_file
    from tfjs_bridge.keras_backend import searching_new_objects_only, start_keras_quickly

    start_keras_quickly()
    with searching_new_objects_only():
        return _checked(path, inspect_keras_file(path))


def _checked(path: Path, found: Inspection) -> Inspection:
    """Refuse names that nothing can print: JSON may hold half of a UTF-16 pair."""
    try:
        json.dumps(found.to_json(), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArtifactError(
            f"{path}: holds a name that is not valid Unicode; expected text, got "
            f"{error.object[error.start : error.end]!r}. Get the model's files again."
        ) from error
    return found


def _is_tensorflowjs(path: Path) -> bool:
    if path.is_dir():
        # Another kind of folder, such as a SavedModel, is named by whoever reads model files.
        return (path / "model.json").exists() or not (path / "saved_model.pb").exists()
    with path.open("rb") as file:
        return path.suffix == ".json" or file.read(64).lstrip().startswith(_JSON)
