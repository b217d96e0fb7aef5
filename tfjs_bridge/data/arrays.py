"""Arrays that a user gives in a file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    import numpy.typing as npt


def read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of an `.npz` file by name; pickled objects are never loaded.

    Raises:
        DataError: It is not such a file, or cannot be read.
    """
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


def without_labels(
    arrays: Mapping[str, npt.NDArray[Any]],
) -> tuple[dict[str, npt.NDArray[Any]], npt.NDArray[Any] | None]:
    """Take labels, ``y``, out of the arrays; alone it can only be an input.

    Raises:
        DataError: There are no arrays.
    """
    if not arrays:
        raise DataError(
            "data: holds no arrays; expected the model's inputs by their names, or x, and labels "
            "y if there are any. Write it with numpy.savez('data.npz', x=..., y=...)."
        )
    labels = arrays.get("y") if len(arrays) > 1 else None
    given = {name: x for name, x in arrays.items() if labels is None or name != "y"}
    return given, labels
