"""Arrays that a user gives in a file."""

from __future__ import annotations

import zipfile
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
