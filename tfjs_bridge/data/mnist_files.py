"""The four files of MNIST, and reading them from a folder that a user names."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tfjs_bridge.data.digest import check_digest
from tfjs_bridge.data.folders import contents
from tfjs_bridge.data.gzipped import decompress
from tfjs_bridge.data.idx import read_idx, write_idx
from tfjs_bridge.data.mnist_specs import MNIST_FILES, FileSpec
from tfjs_bridge.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ByteArray = npt.NDArray[np.uint8]

NPZ_NAME: Final = "mnist.npz"
# What NumPy and zipfile raise for archives that are damaged, encrypted, or hold objects.
_NPZ_ERRORS: Final = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_folder(folder: Path, files: Sequence[FileSpec] = MNIST_FILES) -> list[ByteArray]:
    """Read MNIST from a folder, as IDX files (gzipped or not) or as Keras's ``mnist.npz``.

    Args:
        folder: where the files are. IDX files go before ``mnist.npz``.
        files: the files to read.

    Returns:
        uint8 arrays in the order of ``files``, each of its file's shape.

    Raises:
        DataError: A file is missing, damaged, or not the one that its name says.
    """
    found = [_find(folder, spec) for spec in files]
    paths = [path for path in found if path is not None]
    if len(paths) == len(files):
        return [
            read_content(path.read_bytes(), path.name, spec)
            for path, spec in zip(paths, files, strict=True)
        ]
    if (folder / NPZ_NAME).is_file():
        return _read_npz(folder / NPZ_NAME, files)
    raise _missing(folder, [spec for spec, path in zip(files, found, strict=True) if path is None])


def read_content(data: bytes, name: str, spec: FileSpec) -> ByteArray:
    """Check that ``data``, gzipped or not, is the file that ``spec`` describes, and read it.

    Args:
        data: the whole file.
        name: what errors call it.
        spec: what it must be.

    Returns:
        uint8, of the shape that ``spec`` says.

    Raises:
        DataError: The data is damaged, or is another file.
    """
    content = decompress(data, name)
    values = read_idx(content, name, expected_shape=spec.shape)
    _check_digest(content, name, spec)
    return values


def _check_digest(content: bytes, name: str, spec: FileSpec) -> None:
    """Refuse uncompressed content that is not the file that `spec` describes."""
    check_digest(
        content,
        spec.sha256,
        what=f"{name}: not MNIST's {spec.name}",
        of=" of the uncompressed bytes",
        advice="Download the file again.",
    )


def _find(folder: Path, spec: FileSpec) -> Path | None:
    paths = (folder / name for name in spec.names)
    return next((path for path in paths if path.is_file()), None)


def _missing(folder: Path, specs: Sequence[FileSpec]) -> DataError:
    if not folder.is_dir():
        return DataError(
            f"{folder}: not a folder; expected one with MNIST's files, got {contents(folder)}. "
            "Pass the folder that holds the files to --data-dir."
        )
    wanted = "; ".join(" or ".join(spec.names) for spec in specs)
    return DataError(
        f"{folder}: MNIST is not complete; expected {NPZ_NAME}, or {wanted}, got "
        f"{contents(folder)}. "
        "Put the missing files there, or pass another --data-dir."
    )


def _read_npz(path: Path, files: Sequence[FileSpec]) -> list[ByteArray]:
    try:
        # NumPy leaves files open that it opened itself and failed to load.
        with path.open("rb") as source:
            # Pickled arrays are programs, and the file may be a stranger's.
            archive = np.load(source, allow_pickle=False)
            if not isinstance(archive, np.lib.npyio.NpzFile):
                raise ValueError("a single array")
            return list(_npz_arrays(path.name, archive, files))
    except _NPZ_ERRORS as error:
        raise DataError(
            f"{path.name}: cannot be read; expected a NumPy archive without pickled objects, "
            f"got {error}. Download the file again."
        ) from error


def _npz_arrays(
    name: str, archive: np.lib.npyio.NpzFile, files: Sequence[FileSpec]
) -> Iterator[ByteArray]:
    missing = [spec.npz_key for spec in files if spec.npz_key not in archive.files]
    if missing:
        raise DataError(
            f"{name}: arrays are missing; expected {', '.join(missing)}, "
            f"got {', '.join(archive.files) or 'none'}. Download Keras's {NPZ_NAME} again."
        )
    for spec in files:
        values = archive[spec.npz_key]
        _check_array(f"{name}, array {spec.npz_key}", values, spec)
        yield values


def _check_array(name: str, values: npt.NDArray[np.generic], spec: FileSpec) -> None:
    if values.dtype != np.uint8 or values.shape != spec.shape:
        raise DataError(
            f"{name}: wrong array; expected uint8 of shape {spec.shape}, "
            f"got {values.dtype} of shape {values.shape}. Download Keras's {NPZ_NAME} again."
        )
    # The digest is that of the IDX file, so that MNIST is the same data however it came.
    _check_digest(write_idx(values.astype(np.uint8, copy=False)), name, spec)
