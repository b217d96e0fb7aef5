"""What the options of `tfjs-bridge export` say of a model, and the files that they name."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from tfjs_bridge.convert.requests import ModelCard


def model_card(
    name: str | None,
    golden_inputs: Path | None,
    labels: Path | None,
    preprocessing: Any,
) -> ModelCard:
    """Return what the options say of a model.

    Args:
        name: The model's.
        golden_inputs: An `.npz` file of arrays.
        labels: A file of the classes' names.
        preprocessing: Of pictures, or the file of a model that prepares.

    Raises:
        DataError: A file cannot be read, or holds something else.
    """
    from tfjs_bridge.convert.export import ModelCard
    from tfjs_bridge.data.labels import read_labels

    names = None if labels is None else read_labels(labels)
    card = ModelCard(name=name, labels=names, preprocessing=preprocessing)
    if golden_inputs is None:
        return card
    arrays = _arrays(golden_inputs)
    source = f"given, {golden_inputs.name}"
    return dataclasses.replace(card, golden_inputs=arrays, golden_source=source)


def _arrays(path: Path) -> dict[str, Any]:
    """Return the arrays of an `.npz` file by name; pickled objects are never loaded."""
    import numpy as np

    try:
        # Pickled objects are programs, and this file may be a stranger's.
        found = np.load(path, allow_pickle=False)
        if not isinstance(found, np.lib.npyio.NpzFile):
            raise ValueError("one array, as numpy.save writes it")
        with found as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(
            f"{path}: expected an .npz file of numpy arrays, got {type(error).__name__}: {error}. "
            f"Write it with numpy.savez({path.name!r}, NAME=array)."
        ) from error
