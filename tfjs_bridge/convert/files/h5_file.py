"""Read HDF5 files without following a link out of them: a model's texts, and weights by layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import ArtifactError

# A dataset can claim any size while the file holds a few bytes of it, compressed or as its fill
# value alone, and would be read into memory as a whole. Only newer releases of Keras refuse that,
# and from 4 GiB on (saving_lib.py, `safe_get_h5_dataset`). Weights hardly shrink.
_INFLATION = 100
_SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class H5Model:
    """What a `.h5` file holds of a model.

    Attributes:
        keras_version: Of the Keras that wrote it; empty if it does not say.
        config: The model's configuration, not parsed.
        weights: Names and values by the model's layers, in the file's order.
    """

    keras_version: str
    config: str
    weights: dict[str, list[tuple[str, npt.NDArray[Any]]]]


def read_h5_model(path: Path) -> H5Model:
    """Read a whole model's `.h5` file.

    Raises:
        ArtifactError: It is damaged, or holds no model or its weights alone.
    """
    with _opened(path) as file:
        config = _text(file.attrs.get("model_config"))
        if config is None:
            raise ArtifactError(_no_model(path, file))
        group = file.get("model_weights")
        if not hasattr(group, "keys"):
            raise ArtifactError(f"{path}: has no group model_weights. Save the model again.")
        version = file.attrs.get("keras_version", group.attrs.get("keras_version"))
        return H5Model(_text(version) or "", config, dict(_layers(path, group)))


def read_h5_texts(path: Path, names: Sequence[str]) -> tuple[str | None, ...]:
    """Read attributes of a whole model's `.h5` file, such as ``"training_config"``.

    Raises:
        ArtifactError: The file is damaged.
    """
    with _opened(path) as file:
        return tuple(_text(file.attrs.get(name)) for name in names)


def check_h5(path: Path, content: Path) -> None:
    """Refuse HDF5 content that refers to other files, or that is larger than its file can hold.

    Args:
        path: For messages.
        content: What to read.

    Raises:
        ArtifactError: It does.
        OSError: It is not HDF5.
    """
    import h5py

    total, size_bytes = 0, content.stat().st_size
    with h5py.File(content, "r") as file:
        for name, link, dataset in walk_h5(file):
            # HDF5 has three ways to refer to other files: links, external storage and virtual
            # datasets. Reading one would put some other file's bytes into the export.
            is_elsewhere = dataset is not None and (dataset.external or dataset.is_virtual)
            if is_elsewhere or isinstance(link, h5py.ExternalLink):
                raise ArtifactError(
                    f"{path}: weight '{name}' lies in another file. Do not use this file."
                )
            total += 0 if dataset is None else dataset.nbytes
    if total > _INFLATION * size_bytes + _SPARE_BYTES:
        raise ArtifactError(
            f"{path}: would unpack to {total:,} bytes from {size_bytes:,}, which no model that "
            f"Keras saved does. Do not use this file."
        )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import h5py

    try:
        check_h5(path, path)
        with h5py.File(path, "r") as file:
            yield file
    except (OSError, KeyError, ValueError, TypeError, RuntimeError) as error:
        # h5py raises all of these for damaged files.
        raise ArtifactError(
            f"{path}: not a whole HDF5 file ({error}); expected what model.save('name.h5') "
            f"writes. Save or copy the model again."
        ) from error


def walk_h5(group: Any, seen: set[Any] | None = None) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, link and dataset of everything in a group; hard links can form circles."""
    import h5py

    seen = set() if seen is None else seen
    for key in group:
        link = group.get(key, getlink=True)
        item = group[key] if isinstance(link, h5py.HardLink) else None
        address = None if item is None else h5py.h5o.get_info(item.id).addr
        yield f"{group.name}/{key}", link, item if isinstance(item, h5py.Dataset) else None
        if isinstance(item, h5py.Group) and address not in seen:
            seen.add(address)
            yield from walk_h5(item, seen)


def _no_model(path: Path, file: Any) -> str:
    if "layer_names" in file.attrs or _has_variables(file):
        return (
            f"{path}: holds weights only; expected a whole model. Build the model in its code, "
            f"call model.load_weights('{path.name}'), and then model.save('name.keras'); "
            f"model.save_weights does not save a model."
        )
    return (
        f"{path}: an HDF5 file without a model; expected what model.save('name.h5') writes. "
        f"Save the model again."
    )


def _has_variables(file: Any) -> bool:
    """Tell whether it is laid out as by Keras 3's `save_weights`: numbered arrays in `vars`."""
    if {"layers", "_layer_checkpoint_dependencies"} & {*file}:
        return True
    return any("/vars/" in name for name, _, _ in walk_h5(file, set()))


def _layers(path: Path, group: Any) -> Iterator[tuple[str, list[tuple[str, npt.NDArray[Any]]]]]:
    for layer in [*_attribute(group, "layer_names"), "top_level_model_weights"]:
        if layer not in group:
            continue
        names = _attribute(group[layer], "weight_names")
        if len(set(names)) < len(names):
            # Keras 2 then fails while it saves, and leaves a file that looks whole.
            raise ArtifactError(
                f"{path}: two weights of layer '{layer}' have one name, so one of them is lost. "
                f"Give the layers within it different names, and save the model again."
            )
        yield layer, [(name, numbers(path, name, group[layer][name])) for name in names]


def numbers(path: Path, name: str, dataset: Any) -> npt.NDArray[Any]:
    """Return a weight's values.

    Args:
        path: The file, for messages.
        name: The weight's, for messages.
        dataset: Of any shape.

    Raises:
        ArtifactError: They are not numbers.
    """
    # "V": h5py's form of bfloat16, whose bits are the upper half of a float32's.
    if dataset.dtype.kind == "V" and dataset.dtype.itemsize == 2:
        bits = dataset[()].view(np.uint16).astype(np.uint32) << 16
        return np.asarray(bits.view(np.float32))
    if dataset.dtype.kind not in "fiub":
        raise ArtifactError(
            f"{path}: weight '{name}' does not hold numbers; expected floats or integers, got "
            f"{dataset.dtype}. Save the model again."
        )
    return np.asarray(dataset[()])


def _attribute(group: Any, name: str) -> list[str]:
    """Read a list of names, which Keras splits over `name0`, `name1`, ... where it is long."""
    # HDF5 allows 64 KB for an object's header (hdf5_format.py, `HDF5_OBJECT_HEADER_LIMIT`).
    if name in group.attrs:
        return [_text(item) or "" for item in group.attrs[name]]
    names, number = list[str](), 0
    while f"{name}{number}" in group.attrs:
        names += [_text(item) or "" for item in group.attrs[f"{name}{number}"]]
        number += 1
    return names


def _text(value: Any) -> str | None:
    return (
        value.decode("utf-8") if isinstance(value, bytes) else None if value is None else str(value)
    )
